import { expect, test } from 'vitest'
import { merge, PASSAGES_KEPT } from '../../src/renderer/state/merge.ts'
import { card, passages, snapshotOf } from './samples.ts'

const NOW = Date.UTC(2027, 4, 12, 11, 32)
const state = snapshotOf({ name: 'site', language: 'en', theme: 'system' }, NOW)
const next = state.revision + 1

test('a changed card replaces the one with its id, a new one joins, a gone one leaves', () => {
  const [first, second] = state.cards
  if (!first || !second) throw new Error('the sample has no cards')
  const changed = { ...first, host: 'Somebody else' }
  const merged = merge(state, {
    revision: next,
    cards: [changed, card(99, NOW)],
    goneVisitIds: [second.visitId],
  })
  if (merged.kind !== 'merged') throw new Error(merged.kind)
  expect(merged.state.cards).toContainEqual(changed)
  expect(merged.state.cards).toHaveLength(state.cards.length)
  expect(merged.state.cards.map(({ visitId }) => visitId)).not.toContain(second.visitId)
  expect(merged.state.revision).toBe(next)
})

test('what a patch does not name keeps its identity, so that nothing is drawn again for it', () => {
  const merged = merge(state, { revision: next, status: { ...state.status, waiting: 7 } })
  if (merged.kind !== 'merged') throw new Error(merged.kind)
  expect(merged.state.cards).toBe(state.cards)
  expect(merged.state.passages).toBe(state.passages)
  expect(merged.state.status.waiting).toBe(7)
})

test('a patch from before the snapshot changes nothing', () => {
  expect(merge(state, { revision: state.revision, cards: [] })).toEqual({ kind: 'old' })
})

test('a jump in the revisions, or a desk that changed as a whole, asks for a new snapshot', () => {
  expect(merge(state, { revision: next + 1 })).toEqual({ kind: 'gap' })
  expect(merge(state, { revision: next, stale: true })).toEqual({ kind: 'gap' })
})

test('the stream of others does not push the guests out', () => {
  const [seen] = passages(NOW)
  if (!seen) throw new Error('the sample has no passages')
  const others = Array.from({ length: 500 }, (_, i) => ({
    ...seen,
    passageId: 10_000 + i,
    atMs: seen.atMs + i,
    guestId: null,
    visitId: null,
    granted: true,
  }))
  const merged = merge({ ...state, passages: [seen] }, { revision: next, passages: others })
  if (merged.kind !== 'merged') throw new Error('not merged')
  const ids = merged.state.passages.map(({ passageId }) => passageId)
  expect(ids).toContain(seen.passageId)
  expect(ids.length).toBeLessThan(100)
})

test('passages come newest first, once each, and the list does not grow without end', () => {
  const [seen] = passages(NOW)
  if (!seen) throw new Error('the sample has no passages')
  const flood = Array.from({ length: PASSAGES_KEPT + 50 }, (_, i) => ({
    ...seen,
    passageId: 5000 + i,
    atMs: NOW + i,
  }))
  const merged = merge(state, { revision: next, passages: [seen, ...flood] })
  if (merged.kind !== 'merged') throw new Error(merged.kind)
  const ids = merged.state.passages.map(({ passageId }) => passageId)
  expect(ids).toHaveLength(PASSAGES_KEPT)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids[0]).toBe(5000 + PASSAGES_KEPT + 49)
})
