import { useEffect, useMemo, useState } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import type { ImportKnown } from '../../../shared/import-preview.ts'
import { defaultsOf, type ImportDraft } from './draft.ts'
import {
  type Batch,
  batchOf,
  type Counts,
  countsOf,
  nextPhotos,
  orderOf,
  type PlannedRow,
  planOf,
  rowsOf,
} from './plan.ts'
import { NOBODY_KNOWN, useAskKnown } from './use-known.ts'
import { usePhotos } from './use-photos.ts'

/** Judging two thousand rows takes a tenth of a second: not with every letter. */
const TYPING_PAUSE_MS = 120

interface Plan {
  readonly rows: readonly PlannedRow[]
  /** Row numbers; stays as it is while the guard types, so that no row runs away under his hands. */
  readonly order: readonly number[]
  readonly counts: Counts
  readonly batch: Batch
  readonly photos: ReturnType<typeof usePhotos>
  /** A photo has come into sight, or has left it. */
  readonly onSeen: (name: string, inView: boolean) => void
  readonly sortAgain: () => void
  /** The batch of the table as it stands at this moment, half-judged letters included. */
  readonly batchNow: () => Batch
}

/** What would become of every row, with everything that is asked of main for it. */
export function usePlan(draft: ImportDraft, snapshot: Snapshot, nowMs: number): Plan {
  const { levels, policy } = snapshot
  const { leftOut, taken, groups, refusals } = draft
  const [known, setKnown] = useState(NOBODY_KNOWN)
  const photos = usePhotos()
  const names = photos.source?.ok === true ? photos.source.names : null
  const typed = useMemo(() => ({ table: draft.table, group: draft.group }), [draft.table, draft.group])
  const settled = useSettled(typed)
  const { table, group } = settled

  const someLevelId = levels[0]?.levelId ?? ''
  const facts = useMemo<ImportKnown>(
    () => ({ nowMs, levels, guests: known.guests, photos: names }),
    [known.guests, levels, names, nowMs],
  )
  const judged = useMemo(
    () => rowsOf(table, leftOut, defaultsOf(group, policy, someLevelId, facts.nowMs), facts),
    [facts, group, leftOut, policy, someLevelId, table],
  )
  useAskKnown(judged, groups, setKnown)
  const rows = useMemo(() => planOf(draft, judged, photos.states), [draft, judged, photos.states])
  const counts = useMemo(() => countsOf(rows), [rows])
  const batch = useMemo(() => batchOf(rows, groups), [groups, rows])
  const onSeen = usePreparing(batch.rows, photos)

  const [again, setAgain] = useState(0)
  const why = useMemo(
    () => ({ fields: table.fields, names, isAsked: known.isAsked, taken, refusals, again }),
    [again, known.isAsked, names, refusals, table.fields, taken],
  )
  const [sorted, setSorted] = useState({ why, order: orderOf(rows) })
  // Sorted by what is true of the table as it stands, not of half a word.
  if (sorted.why !== why && settled === typed) setSorted({ why, order: orderOf(rows) })

  return {
    rows,
    order: sorted.order,
    counts,
    batch,
    photos,
    onSeen,
    sortAgain: () => setAgain((n) => n + 1),
    batchNow: () => {
      const defaults = defaultsOf(draft.group, policy, someLevelId, nowMs)
      return batchOf(planOf(draft, rowsOf(draft.table, leftOut, defaults, facts), photos.states), groups)
    },
  }
}

/** Keeps the photos coming: those in sight, then those the next group needs. */
function usePreparing(batch: readonly PlannedRow[], photos: ReturnType<typeof usePhotos>): Plan['onSeen'] {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const { states, prepare } = photos
  useEffect(() => {
    for (const name of nextPhotos(seen, batch, states)) void prepare(name)
  }, [batch, prepare, seen, states])
  return useMemo(
    () => (name, inView) =>
      setSeen((before) => {
        if (before.has(name) === inView) return before
        const next = new Set(before)
        if (inView) next.add(name)
        else next.delete(name)
        return next
      }),
    [],
  )
}

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
