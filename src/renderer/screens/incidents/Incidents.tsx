import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import type { Incident, IncidentChange } from '../../../shared/incident.ts'
import { useText } from '../../text/text.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Tick } from '../../ui/Choice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import { type Keys, useKeys } from '../../ui/use-keys.ts'
import { IncidentRow, type NextState } from './IncidentRow.tsx'
import { closedOnes, openOnes } from './order.ts'
import type { SoundSwitch } from './use-chime.ts'
import type { NoticeSwitch } from './use-notices.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  /** The one that was asked for, else the list as a whole; a new object asks again. */
  readonly start: { readonly id: number | null }
  readonly sound: SoundSwitch
  readonly notices: NoticeSwitch
  /** The desk's keys that make sense from here. */
  readonly keys: Keys
  readonly onShowVisit: (visitId: number) => void
  readonly onClose: () => void
}

/** Instead of the board, like the HikCentral screen: alarms and the status strip stay in sight. */
export function Incidents(props: Props): ReactNode {
  const { snapshot, nowMs, start, sound, notices, keys, onShowVisit, onClose } = props
  const t = useText()
  const call = useCall()
  const say = useToast()
  const screen = useRef<HTMLElement>(null)
  const [asking, setAsking] = useState<{ readonly id: number; readonly to: NextState } | null>(null)
  const open = useMemo(() => openOnes(snapshot.incidents), [snapshot.incidents])
  const closed = useMemo(() => closedOnes(snapshot.incidents), [snapshot.incidents])
  const onBoard = useMemo(() => new Set(snapshot.cards.map(({ visitId }) => visitId)), [snapshot.cards])

  useStart(screen, start)
  const step = (by: 1 | -1): void => {
    const rows = rowsIn(screen.current)
    const here = rows.findIndex((row) => row.contains(document.activeElement))
    rows[Math.min(Math.max(here + by, 0), rows.length - 1)]?.focus()
  }
  useKeys({ ...keys, ArrowDown: () => step(1), ArrowUp: () => step(-1), Escape: onClose }, true)

  // A form that closes and a row that moves drop the focus: who works by keyboard goes on there, or at the next thing to do.
  const lastId = useRef<number | null>(null)
  useEffect(() => {
    if (lastId.current === null || asking !== null || document.activeElement !== document.body) return
    const rows = rowsIn(screen.current)
    const row = rows.find((one) => one.dataset['incidentId'] === String(lastId.current))
    const target = row?.classList.contains('incident-closed') ? rows[0] : row
    target?.focus({ preventScroll: true })
  })

  const ask = (id: number, to: NextState | null): void => {
    lastId.current = id
    setAsking(to === null ? null : { id, to })
  }
  const change = async (incidentId: number, wanted: IncidentChange): Promise<void> => {
    const isThere = await call(window.desk.incidents.change({ incidentId, ...wanted }))
    if (isThere === undefined) return
    if (!isThere) say({ tone: 'warn', words: (now) => now.incidents.gone })
    ask(incidentId, null)
  }
  const row = (incident: Incident): ReactNode => (
    <IncidentRow
      key={incident.incidentId}
      incident={incident}
      nowMs={nowMs}
      onGuest={onBoard.has(incident.visitId) ? () => onShowVisit(incident.visitId) : null}
      asking={asking?.id === incident.incidentId ? asking.to : null}
      onAsk={(to) => ask(incident.incidentId, to)}
      onChange={(wanted) => change(incident.incidentId, wanted)}
    />
  )

  return (
    <main className="incidents" data-testid="incidents" aria-labelledby="incidents-title" ref={screen}>
      <header className="incidents-head">
        <IconButton icon="back" label={t.incidents.back} onClick={onClose} />
        <h2 id="incidents-title" tabIndex={-1}>
          {t.incidents.title}
        </h2>
        <Tick look="switch" label={t.incidents.notices} ticked={notices.on} onTick={notices.turn} />
        <Tick look="switch" label={t.incidents.sound} ticked={sound.on} onTick={sound.turn} />
      </header>
      {snapshot.incidents.length === 0 ? (
        <div className="incidents-none">
          <Icon name="shield" size={48} />
          <h3>{t.incidents.noneTitle}</h3>
          <p>{t.incidents.none}</p>
        </div>
      ) : (
        <div className="incidents-body">
          <section aria-labelledby="incidents-open">
            <h3 id="incidents-open">
              {t.incidents.open} <span className="count">{open.length}</span>
            </h3>
            {open.length === 0 ? (
              <p className="incidents-quiet">
                <Icon name="check" /> {t.incidents.noneOpen}
              </p>
            ) : (
              <ol>{open.map(row)}</ol>
            )}
          </section>
          {closed.length > 0 && (
            <section aria-labelledby="incidents-closed">
              <h3 id="incidents-closed">
                {t.incidents.closed} <span className="count">{closed.length}</span>
              </h3>
              <ol>{closed.map(row)}</ol>
            </section>
          )}
        </div>
      )}
    </main>
  )
}

function rowsIn(screen: HTMLElement | null): readonly HTMLElement[] {
  return [...(screen?.querySelectorAll<HTMLElement>('.incident') ?? [])]
}

/** The focus starts at what was asked for, and goes back to where it was. */
function useStart(screen: RefObject<HTMLElement | null>, start: Props['start']): void {
  useEffect(() => {
    const before = document.activeElement
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  useEffect(() => {
    const row = screen.current?.querySelector<HTMLElement>(`[data-incident-id="${start.id}"]`)
    const target = row ?? screen.current?.querySelector<HTMLElement>('h2')
    target?.focus()
  }, [screen, start])
}
