import type { Snapshot, StatePatch } from '../../shared/desk-state.ts'
import type { PassageRow, VisitCard } from '../../shared/visit.ts'

/** The feed is for the last minutes; older passages are a report's business. */
export const PASSAGES_KEPT = 200
const OTHERS_KEPT = 60

/** What a patch did: `old` was known already, `gap` means something was missed and only a new snapshot helps. */
export type Merged =
  | { readonly kind: 'merged'; readonly state: Snapshot }
  | { readonly kind: 'old' }
  | { readonly kind: 'gap' }

export function merge(state: Snapshot, patch: StatePatch): Merged {
  if (patch.revision <= state.revision) return { kind: 'old' }
  if (patch.stale === true || patch.revision !== state.revision + 1) return { kind: 'gap' }
  return {
    kind: 'merged',
    state: {
      ...state,
      revision: patch.revision,
      cards: mergeCards(state.cards, patch.cards, patch.goneVisitIds),
      passages: mergePassages(state.passages, patch.passages),
      levels: patch.levels ?? state.levels,
      status: patch.status ?? state.status,
      hcp: patch.hcp ?? state.hcp,
      incidents: patch.incidents ?? state.incidents,
      policy: patch.policy ?? state.policy,
      webhook: patch.webhook ?? state.webhook,
      groups: patch.groups ?? state.groups,
      muster: patch.muster === undefined ? state.muster : patch.muster,
      care: patch.care ?? state.care,
      language: patch.language ?? state.language,
      theme: patch.theme ?? state.theme,
    },
  }
}

/** Untouched cards keep their identity, so that React redraws only what changed. */
function mergeCards(
  before: readonly VisitCard[],
  changed: readonly VisitCard[] = [],
  gone: readonly number[] = [],
): readonly VisitCard[] {
  if (changed.length === 0 && gone.length === 0) return before
  const byId = new Map(before.map((card) => [card.visitId, card]))
  for (const visitId of gone) byId.delete(visitId)
  for (const card of changed) byId.set(card.visitId, card)
  return [...byId.values()]
}

/**
 * Newest first; a row that was sent twice stands once. Those of guests, and refusals, are kept longer than the stream of all
 * the others who pass the same doors.
 */
function mergePassages(
  before: readonly PassageRow[],
  added: readonly PassageRow[] = [],
): readonly PassageRow[] {
  if (added.length === 0) return before
  const byId = new Map([...before, ...added].map((row) => [row.passageId, row]))
  const sorted = [...byId.values()].sort((a, b) => b.atMs - a.atMs || b.passageId - a.passageId)
  let [ours, others] = [0, 0]
  return sorted.filter((row) => {
    if (row.guestId === null && row.granted) return ++others <= OTHERS_KEPT
    return ++ours <= PASSAGES_KEPT
  })
}
