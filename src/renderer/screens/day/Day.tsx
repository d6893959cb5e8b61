import type { KeyboardEvent, ReactNode } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import type { TableFormat } from '../../../shared/export-words.ts'
import { visitWords } from '../../text/table-words.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SaveTable } from '../../ui/SaveTable.tsx'
import { Screen } from '../../ui/Screen.tsx'
import type { Keys } from '../../ui/use-keys.ts'
import { useSaving } from '../../ui/use-saving.ts'
import { ByItself } from './ByItself.tsx'
import { Calls } from './Calls.tsx'
import { DayIncidents } from './DayIncidents.tsx'
import { Hours } from './Hours.tsx'
import { Numbers } from './Numbers.tsx'
import { type DayChoice, useDay } from './use-day.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly keys: Keys
  readonly onIncidents: () => void
  readonly onClose: () => void
}

/** A day at a glance: who is here, how the hours went, what the desk did by itself. */
export function Day({ snapshot, nowMs, keys, onIncidents, onClose }: Props): ReactNode {
  const t = useText()
  const day = useDay(snapshot, nowMs)
  const { view, isToday, failed } = day
  const { hcp, status } = snapshot
  const saving = useSaving()
  const save = async (format: TableFormat): Promise<void> => {
    if (view === null) return
    const span = { fromMs: view.startMs, untilMs: view.endMs }
    const answer = window.desk.visits.exportTable({ ...span, format, words: visitWords(t) })
    await saving(answer, (now, rows, fileName) => now.exporting.savedVisits(rows, fileName))
  }
  return (
    <Screen
      title={t.day.title}
      testId="day"
      keys={{ ...keys, ArrowLeft: day.previous, ArrowRight: day.next }}
      onClose={onClose}
      head={
        view && (
          <>
            <Picker day={day} atMs={view.startMs} nowMs={nowMs} />
            <div className="day-visits">
              <span>{t.day.visits}</span>
              <SaveTable onSave={save} />
            </div>
          </>
        )
      }
    >
      {failed && (
        <div className="notice notice-paused day-failed" role="alert">
          <Icon name="alert" size={24} />
          <p>{t.day.failed}</p>
          <Button icon="retry" onPress={day.again}>
            {t.day.again}
          </Button>
        </div>
      )}
      {view && (
        <div className="day" data-testid="day-view" data-day={view.startMs} data-today={isToday}>
          <Numbers view={view} isToday={isToday} />
          <Hours hours={view.hours} nowMs={nowMs} isToday={isToday} />
          <div className="day-row">
            <DayIncidents incidents={view.incidents} isToday={isToday} onLook={onIncidents} />
            <ByItself view={view} />
            {isToday && hcp && <Calls traffic={hcp.traffic} status={status} nowMs={nowMs} />}
          </div>
        </div>
      )}
    </Screen>
  )
}

interface PickerProps {
  readonly day: DayChoice
  readonly atMs: number
  readonly nowMs: number
}

function Picker({ day, atMs, nowMs }: PickerProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const { isToday, previous, next, today } = day
  const year = new Date(atMs).getFullYear()
  const isOtherYear = year !== new Date(nowMs).getFullYear()
  // A button keeps the plain keys to itself, so these two give them on.
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'ArrowLeft') previous()
    if (key === 'ArrowRight') next()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for fields
    <div className="day-picker" role="group" aria-label={t.day.picker}>
      <IconButton icon="before" label={t.day.previous} onClick={previous} onKeyDown={onKeyDown} />
      <p aria-live="polite" data-testid="day-name">
        {isToday && <strong>{t.day.today},</strong>} <time>{format.day(atMs)}</time> {isOtherYear && year}
      </p>
      <IconButton
        icon="after"
        label={t.day.next}
        // Not `disabled`: whoever has just walked up to today by this button keeps the focus.
        aria-disabled={isToday}
        onClick={next}
        onKeyDown={onKeyDown}
      />
      {!isToday && <Button onPress={today}>{t.day.toToday}</Button>}
    </div>
  )
}
