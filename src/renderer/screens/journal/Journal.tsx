import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Snapshot } from '../../../shared/desk-state.ts'
import type { MappedDoor } from '../../../shared/door-map.ts'
import { everyPassage } from '../../../shared/passage-search.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SaveTable } from '../../ui/SaveTable.tsx'
import { Screen } from '../../ui/Screen.tsx'
import type { Keys } from '../../ui/use-keys.ts'
import { type Draft, emptyDraft, filterOf, fits } from './draft.ts'
import { Filters } from './Filters.tsx'
import { FoundRows } from './FoundRows.tsx'
import { History } from './History.tsx'
import { useExport } from './use-export.ts'
import { useFound, useSettled } from './use-found.ts'

/** The store answers in milliseconds; this only spares it the letters in between. */
const TYPING_PAUSE_MS = 200

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  /** The passages of one visit, or null for those of everybody; a new object asks again. */
  readonly start: { readonly visitId: number | null }
  readonly keys: Keys
  readonly onShowVisit: (visitId: number) => void
  readonly onClose: () => void
}

/** All passages there were: found, looked at, written to a file. */
export function Journal({ snapshot, nowMs, start, keys, onShowVisit, onClose }: Props): ReactNode {
  const t = useText()
  const list = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const story = useRef<HTMLElement>(null)
  const [draft, setDraft] = useState(emptyDraft)
  const [visitId, setVisitId] = useState(start.visitId)
  const [begun, setBegun] = useState(start)
  if (begun !== start) {
    setBegun(start)
    setVisitId(start.visitId)
  }
  const doors = useDoors()
  const filter = useFilter(draft, visitId)
  const { passages, cards } = snapshot
  const newestId = useMemo(() => Math.max(0, ...passages.map(({ passageId }) => passageId)), [passages])
  const found = useFound(filter, newestId)
  const save = useExport(filter)
  const onBoard = useMemo(() => new Set(cards.map((card) => card.visitId)), [cards])

  const fresh = useMemo(() => {
    const doorName = doors.find(({ doorId }) => doorId === filter.doorId)?.name
    const listed = new Set(found.rows.map(({ passageId }) => passageId))
    return passages.filter(
      (row) => row.passageId > found.sinceId && !listed.has(row.passageId) && fits(row, filter, doorName),
    ).length
  }, [doors, filter, found.rows, found.sinceId, passages])

  // A list somebody reads must not jump; the story of a visit must be true to this moment.
  const { again, state } = found
  useEffect(() => {
    if (visitId !== null && fresh > 0 && state === 'ready') again()
  }, [again, fresh, state, visitId])

  const step = (by: 1 | -1): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('.journal-row') ?? [])]
    const here = rows.findIndex((row) => row.contains(document.activeElement))
    rows[Math.min(Math.max(here + by, 0), rows.length - 1)]?.focus()
  }
  const toSearch = (): void => {
    search.current?.focus()
    search.current?.select()
  }
  // The button that was pressed goes away with its list; the focus must not be lost with it.
  const openStory = (ofVisit: number): void => {
    flushSync(() => setVisitId(ofVisit))
    story.current?.focus()
  }
  const leaveStory = (): void => {
    flushSync(() => setVisitId(null))
    toSearch()
  }
  const showFresh = (): void => {
    list.current?.closest('.screen')?.scrollTo({ top: 0 })
    again()
  }
  // In one visit there is nothing to search: there the key is the desk's, as everywhere.
  const ownKeys: Keys = visitId === null ? { F3: toSearch, '/': toSearch } : {}

  return (
    <Screen
      title={t.journal.title}
      testId="journal"
      keys={{ ...keys, ...ownKeys, ArrowDown: () => step(1), ArrowUp: () => step(-1) }}
      onClose={onClose}
      head={
        <>
          <output className="journal-count" data-testid="journal-count">
            {state !== 'failed' && t.journal.count(found.rows.length, found.next !== null)}
          </output>
          <SaveTable onSave={save} />
        </>
      }
    >
      {visitId === null ? (
        <Filters draft={draft} doors={doors} nowMs={nowMs} search={search} onDraft={setDraft} />
      ) : (
        <History
          visitId={visitId}
          found={found}
          cards={cards}
          nowMs={nowMs}
          place={story}
          onShowVisit={onShowVisit}
          onLeave={leaveStory}
        />
      )}
      {visitId === null && fresh > 0 && state === 'ready' && (
        <output className="journal-fresh">
          <Button look="quiet" icon="passage" onPress={showFresh} data-testid="fresh">
            {t.journal.fresh(fresh)}
          </Button>
        </output>
      )}
      {state === 'failed' ? (
        <div className="journal-none" role="alert">
          <Icon name="alert" size={40} />
          <p>{t.journal.failed}</p>
          <Button onPress={again}>{t.journal.again}</Button>
        </div>
      ) : (
        <div ref={list}>
          <FoundRows
            found={found}
            nowMs={nowMs}
            onBoard={onBoard}
            onMore={found.more}
            onShowVisit={onShowVisit}
            onHistory={visitId === null ? openStory : null}
            onClear={visitId === null && draft !== emptyDraft ? () => setDraft(emptyDraft) : null}
          />
        </div>
      )}
    </Screen>
  )
}

function useFilter(draft: Draft, visitId: number | null): ReturnType<typeof filterOf> {
  const text = useSettled(draft.text, TYPING_PAUSE_MS).trim()
  const { who, verdict, direction, doorId, fromDay, untilDay } = draft
  // Part by part: the text is in the draft with every letter, and in the filter when the typing has paused.
  return useMemo(
    () =>
      visitId === null
        ? filterOf({ text, who, verdict, direction, doorId, fromDay, untilDay })
        : { ...everyPassage, visitId },
    [text, who, verdict, direction, doorId, fromDay, untilDay, visitId],
  )
}

/** Without them one filter less: the list itself needs no doors. */
function useDoors(): readonly MappedDoor[] {
  const [doors, setDoors] = useState<readonly MappedDoor[]>([])
  useEffect(() => {
    let gone = false
    void window.desk.site
      .doors()
      .catch(() => [])
      .then((all) => !gone && setDoors(all))
    return () => {
      gone = true
    }
  }, [])
  return doors
}
