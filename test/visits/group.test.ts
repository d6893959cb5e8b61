import { expect, it } from 'vitest'
import { getAccess, putObserved, putStanding } from '../../src/main/store/access.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import { createDesk } from '../../src/main/visits/desk.ts'
import type { EnrolAsk } from '../../src/shared/enrol-rules.ts'
import { HOUR_MS, NOW_MS, newStore } from '../store/desk-store.ts'

/** A desk on a store in memory; `told` is whom the others heard of. */
function openTestDesk() {
  const store = newStore()
  const told: (readonly number[])[] = []
  const names: string[] = []
  const desk = createDesk({
    store,
    clock: { nowMs: () => NOW_MS, monotonicMs: () => NOW_MS },
    levelIds: () => new Set(['7']),
    isPaused: () => false,
    askedAgain: () => {},
    hideName: (name) => names.push(name),
    decided: (visitIds) => told.push(visitIds),
  })
  return { store, desk, told, names }
}

function ask(familyName: string, change: Partial<EnrolAsk> = {}): EnrolAsk {
  const window = { fromMs: NOW_MS, untilMs: NOW_MS + HOUR_MS }
  return {
    guestId: null,
    familyName,
    givenName: 'G',
    host: '',
    purpose: '',
    phone: '',
    ...window,
    levelId: '7',
    photoHash: null,
    ...change,
  }
}

it('a group is enrolled at once, with less haste than a walk-in; who cannot be is told why', () => {
  const { store, desk, told, names } = openTestDesk()
  const answers = desk.enrolGroup([ask('A'), ask(''), ask('C', { levelId: 'none' }), ask('D')])
  expect(answers.map((answer) => answer.ok)).toEqual([true, false, false, true])
  expect(answers[1]).toMatchObject({ fields: { familyName: expect.any(String) } })
  const made = answers.flatMap((answer) => (answer.ok ? [answer] : []))
  expect(told).toEqual([made.map((one) => one.visitId)])
  expect(made.map((one) => getAccess(store, one.guestId)?.desired.urgency)).toEqual(['group', 'group'])
  expect(names).toContain('A G')
})

it('many are checked out at once; who has gone already does not hold up the rest', () => {
  const { store, desk, told } = openTestDesk()
  const made = desk.enrolGroup([ask('A'), ask('B'), ask('C')]).flatMap((one) => (one.ok ? [one] : []))
  const [first, second, third] = made
  desk.checkOut(second?.visitId ?? 0)
  told.length = 0
  const answers = desk.checkOutAll([first?.visitId ?? 0, second?.visitId ?? 0, 4711, third?.visitId ?? 0])
  expect(answers).toEqual([
    { ok: true },
    { ok: false, refused: 'notOpen' },
    { ok: false, refused: 'unknownVisit' },
    { ok: true },
  ])
  expect(told).toEqual([[first?.visitId, third?.visitId]])
  expect(made.map((one) => getAccess(store, one.guestId)?.desired.want)).toEqual([
    'revoked',
    'revoked',
    'revoked',
  ])
})

it('rights are sent to the doors again for who is in HCP, and only while the visit is open', () => {
  const { store, desk } = openTestDesk()
  const answer = desk.enrol(ask('A'))
  if (!answer.ok) throw new Error('not enrolled')
  const { visitId, guestId } = answer
  expect(desk.reapply(visitId)).toEqual({ ok: false, refused: 'notInHcp' })
  putObserved(store, guestId, {
    ...nothingObserved,
    person: { personId: '8501' },
    levels: { '7': 'in' },
    applied: 'confirmed',
  })
  const settled = { settled: true, parked: false, problem: null, code: null, attempts: 0, nextAttemptAtMs: 0 }
  putStanding(store, guestId, 1, settled)
  expect(desk.reapply(visitId)).toEqual({ ok: true })
  expect(getAccess(store, guestId)).toMatchObject({ settled: false, observed: { applied: 'again' } })
  desk.checkOut(visitId)
  expect(desk.reapply(visitId)).toEqual({ ok: false, refused: 'notOpen' })
  expect(desk.reapply(4711)).toEqual({ ok: false, refused: 'unknownVisit' })
})
