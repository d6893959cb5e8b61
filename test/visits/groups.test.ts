import { expect, it } from 'vitest'
import { openGroupWork } from '../../src/main/app/groups.ts'
import { noticeBody } from '../../src/main/outside/notice-body.ts'
import { dueAccess, getAccess, putStanding } from '../../src/main/store/access.ts'
import { putFact } from '../../src/main/store/facts.ts'
import { finishGroup, getGroup, groupsSince, openGroups } from '../../src/main/store/groups.ts'
import { deleteNotice, firstNotice, WEBHOOK } from '../../src/main/store/notices.ts'
import { getVisit, openVisitOf } from '../../src/main/store/visits.ts'
import { createDesk } from '../../src/main/visits/desk.ts'
import { createGroupDecisions } from '../../src/main/visits/groups.ts'
import type { EnrolAsk } from '../../src/shared/enrol-rules.ts'
import { GROUP_MAX } from '../../src/shared/group.ts'
import { HOUR_MS, NOW_MS, newStore } from '../store/desk-store.ts'

function openTestDesk() {
  const store = newStore()
  let isPaused = false
  let decided = new Set<number>()
  const needs = {
    store,
    clock: { nowMs: () => NOW_MS, monotonicMs: () => NOW_MS },
    levelIds: () => new Set(['7', '8']),
    isPaused: () => isPaused,
    askedAgain: () => {},
    hideName: () => {},
    decided: (visitIds: readonly number[]) => {
      decided = new Set([...decided, ...visitIds])
    },
  }
  const desk = createDesk(needs)
  const aside = { keep: () => {}, settle: async () => {} }
  const groups = createGroupDecisions({ ...needs, desk, aside })
  return {
    store,
    desk,
    groups,
    decided: () => [...decided],
    pause: () => {
      isPaused = true
    },
  }
}

function ask(familyName: string, change: Partial<EnrolAsk> = {}): EnrolAsk {
  return {
    guestId: null,
    familyName,
    givenName: 'G',
    host: '',
    purpose: '',
    phone: '',
    fromMs: NOW_MS,
    untilMs: NOW_MS + HOUR_MS,
    levelId: '7',
    photoHash: null,
    ...change,
  }
}

type TestDesk = ReturnType<typeof openTestDesk>

function enrolled(desk: TestDesk, ...names: readonly string[]) {
  const answer = desk.groups.enrol(
    'Tour',
    names.map((name) => ask(name)),
  )
  if (!answer.ok) throw new Error('not enrolled')
  const visitIds = getGroup(desk.store, answer.groupId)?.visitIds ?? []
  return { groupId: answer.groupId, visitIds }
}

const guestOf = (desk: TestDesk, visitId: number): number => getVisit(desk.store, visitId)?.guestId ?? 0

/** HCP has confirmed what was decided for this visit, or it is parked. */
function stand(desk: TestDesk, visitId: number, how: 'settled' | 'parked'): void {
  const guestId = guestOf(desk, visitId)
  const revision = getAccess(desk.store, guestId)?.revision ?? 0
  putStanding(desk.store, guestId, revision, {
    settled: how === 'settled',
    parked: how === 'parked',
    problem: how === 'parked' ? 'faceRefused' : null,
    code: null,
    attempts: 0,
    nextAttemptAtMs: 0,
  })
}

const dueVisits = ({ store }: TestDesk): readonly number[] =>
  dueAccess(store, NOW_MS, 500)
    .map((record) => record.desired.visitId)
    .toSorted((a, b) => a - b)

it('a group is taken as a whole, or nobody of it', () => {
  const desk = openTestDesk()
  const refused = desk.groups.enrol('Tour', [ask('A'), ask(''), ask('C', { levelId: 'none' })])
  expect(refused).toEqual({
    ok: false,
    rows: [
      { index: 1, fields: { familyName: 'empty' } },
      { index: 2, fields: { levelId: 'unknownLevel' } },
    ],
  })
  expect(groupsSince(desk.store, 0)).toEqual([])
  expect(dueVisits(desk)).toEqual([])
  const { visitIds } = enrolled(desk, 'A', 'B')
  expect(dueVisits(desk)).toEqual(visitIds)
  expect(groupsSince(desk.store, 0)).toMatchObject([{ name: 'Tour', waiting: 2, done: 0, result: null }])
})

it('somebody twice in one group is told, and nobody is enrolled', () => {
  const desk = openTestDesk()
  const first = enrolled(desk, 'A')
  const guestId = guestOf(desk, first.visitIds[0] ?? 0)
  desk.desk.checkOut(first.visitIds[0] ?? 0)
  const twice = desk.groups.enrol('Twice', [ask('A', { guestId }), ask('A', { guestId })])
  expect(twice).toEqual({ ok: false, rows: [{ index: 1, refused: 'alreadyOpen' }] })
  expect(openVisitOf(desk.store, guestId)).toBeUndefined()
})

it('nobody, too many, and new work that pauses are refused', () => {
  const desk = openTestDesk()
  expect(desk.groups.enrol('', [])).toEqual({ ok: false, refused: 'empty' })
  const many = Array.from({ length: GROUP_MAX + 1 }, (_, i) => ask(`Guest ${i}`))
  expect(desk.groups.enrol('', many)).toEqual({ ok: false, refused: 'tooMany' })
  desk.pause()
  expect(desk.groups.enrol('', [ask('A')])).toEqual({ ok: false, refused: 'paused' })
})

it('a paused group waits, but neither its revocations nor what is decided for one guest', () => {
  const desk = openTestDesk()
  const { groupId, visitIds } = enrolled(desk, 'A', 'B', 'C')
  const [a = 0, b = 0, c = 0] = visitIds
  expect(desk.groups.change(groupId, { kind: 'pause' })).toEqual({ changed: 3, refused: 0 })
  expect(dueVisits(desk)).toEqual([])
  desk.desk.cancel(a)
  expect(dueVisits(desk), 'a revocation').toEqual([a])
  desk.desk.extend(b, NOW_MS + 2 * HOUR_MS)
  expect(dueVisits(desk), 'one guest').toEqual([a, b])
  desk.groups.change(groupId, { kind: 'resume' })
  expect(dueVisits(desk)).toEqual([a, b, c])
})

it('who has come and gone was brought in, who never came is gone, who is parked has failed', () => {
  const desk = openTestDesk()
  const { groupId, visitIds } = enrolled(desk, 'A', 'B', 'C', 'D', 'E')
  const [a = 0, b = 0, c = 0, d = 0] = visitIds
  stand(desk, a, 'settled')
  stand(desk, b, 'parked')
  desk.desk.cancel(c)
  desk.desk.checkIn(d)
  desk.desk.checkOut(d)
  expect(getGroup(desk.store, groupId)).toMatchObject({ done: 2, failed: 1, gone: 1, waiting: 1 })
})

it('a result is written once, and stays', () => {
  const desk = openTestDesk()
  const { groupId, visitIds } = enrolled(desk, 'A', 'B')
  expect(openGroups(desk.store)).toEqual([{ groupId, kind: 'enrol', waiting: 2 }])
  stand(desk, visitIds[0] ?? 0, 'settled')
  stand(desk, visitIds[1] ?? 0, 'parked')
  expect(openGroups(desk.store)).toEqual([{ groupId, kind: 'enrol', waiting: 0 }])
  finishGroup(desk.store, groupId, NOW_MS)
  finishGroup(desk.store, groupId, NOW_MS + 1)
  desk.desk.checkOut(visitIds[0] ?? 0)
  const result = { finishedAtMs: NOW_MS, succeeded: 1, failed: 1, calls: 0 }
  expect(groupsSince(desk.store, NOW_MS)).toMatchObject([{ groupId, result }])
  expect(groupsSince(desk.store, NOW_MS + 1)).toEqual([])
  expect(openGroups(desk.store)).toEqual([])
})

it('window and level are changed for who may still come or is here', () => {
  const desk = openTestDesk()
  const { groupId, visitIds } = enrolled(desk, 'A', 'B', 'C')
  const [a = 0, b = 0, c = 0] = visitIds
  desk.desk.checkIn(a)
  desk.desk.cancel(c)
  const untilMs = NOW_MS + 3 * HOUR_MS
  expect(desk.groups.change(groupId, { kind: 'window', untilMs })).toEqual({ changed: 2, refused: 1 })
  expect(desk.groups.change(groupId, { kind: 'level', levelId: '8' })).toEqual({ changed: 2, refused: 1 })
  expect(desk.groups.change(groupId, { kind: 'level', levelId: '9' })).toEqual({ changed: 0, refused: 3 })
  expect(desk.groups.change(groupId, { kind: 'window', untilMs: NOW_MS })).toEqual({ changed: 0, refused: 3 })
  for (const visitId of [a, b]) {
    expect(getVisit(desk.store, visitId)).toMatchObject({ untilMs, levelId: '8' })
    const { desired } = getAccess(desk.store, guestOf(desk, visitId)) ?? {}
    expect(desired).toMatchObject({ want: 'granted', untilMs, levelId: '8', urgency: 'group' })
  }
})

it('the rest is cancelled, or all who have not come; a guest who is here stays', () => {
  const desk = openTestDesk()
  const { groupId, visitIds } = enrolled(desk, 'A', 'B', 'C', 'D')
  const [a = 0, b = 0, c = 0, d = 0] = visitIds
  stand(desk, a, 'settled')
  stand(desk, b, 'parked')
  desk.desk.checkIn(d)
  expect(desk.groups.change(groupId, { kind: 'cancelRest' })).toEqual({ changed: 2, refused: 1 })
  const statuses = () => visitIds.map((visitId) => getVisit(desk.store, visitId)?.status)
  expect(statuses()).toEqual(['expected', 'cancelled', 'cancelled', 'inside'])
  expect(desk.groups.change(groupId, { kind: 'cancelAll' })).toEqual({ changed: 1, refused: 3 })
  expect(statuses()).toEqual(['cancelled', 'cancelled', 'cancelled', 'inside'])
  expect(getAccess(desk.store, guestOf(desk, c))?.desired.want).toBe('revoked')
})

it('failed ones are tried again', () => {
  const desk = openTestDesk()
  const { groupId, visitIds } = enrolled(desk, 'A', 'B')
  for (const visitId of visitIds) stand(desk, visitId, 'parked')
  expect(dueVisits(desk)).toEqual([])
  expect(desk.groups.change(groupId, { kind: 'tryAgain' })).toEqual({ changed: 2, refused: 0 })
  expect(dueVisits(desk)).toEqual(visitIds)
})

it('a group checkout takes those who are here, waits for HCP, and lets a newer visit be', () => {
  const desk = openTestDesk()
  const { visitIds } = enrolled(desk, 'A', 'B', 'C')
  const [a = 0, b = 0, c = 0] = visitIds
  for (const visitId of visitIds) desk.desk.checkIn(visitId)
  desk.desk.checkOut(c)
  const answer = desk.groups.checkOut('All', [...visitIds, 4711])
  if (!answer.ok) throw new Error('not checked out')
  const now = () => getGroup(desk.store, answer.groupId)
  expect(now()).toMatchObject({ kind: 'checkOut', visitIds: [a, b], waiting: 2 })
  stand(desk, a, 'settled')
  expect(now()).toMatchObject({ done: 1, waiting: 1 })
  // He comes again: his access is about the new visit, which has taken the old one's place.
  desk.desk.enrol(ask('B', { guestId: guestOf(desk, b) }))
  expect(now()).toMatchObject({ done: 2, waiting: 0 })
  desk.desk.giveBack(a)
  expect(now()).toMatchObject({ done: 1, gone: 1 })
  expect(desk.groups.checkOut('Nobody', [c, 4711])).toEqual({ ok: false, refused: 'empty' })
})

it('what came of a group is written down with its calls, and told once', () => {
  const desk = openTestDesk()
  putFact(desk.store, WEBHOOK, { url: 'https://hooks.example/', kinds: ['group'] })
  let nowMs = NOW_MS
  const work = openGroupWork({
    store: desk.store,
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs },
    decisions: desk.groups,
    saveTable: () => Promise.reject(new Error('nobody saves here')),
  })
  const { groupId, visitIds } = enrolled(desk, 'A', 'B')
  for (const callClass of ['enrolGroup', 'enrolGroup', 'enrol', 'monitor'] as const) work.called(callClass)
  expect(work.settle(), 'two calls more').toBe(true)
  expect(work.settle(), 'nothing new').toBe(false)
  for (const visitId of visitIds) stand(desk, visitId, 'settled')
  nowMs += 12_500
  expect(work.settle()).toBe(true)
  expect(work.settle()).toBe(false)
  expect(work.view()).toMatchObject([{ result: { finishedAtMs: nowMs, succeeded: 2, failed: 0, calls: 2 } }])
  const notice = firstNotice(desk.store)
  if (!notice) throw new Error('nothing is to be told')
  expect(JSON.parse(noticeBody(desk.store, notice) ?? '')).toMatchObject({
    type: 'group.finished',
    id: notice.webhookId,
    data: { groupId, kind: 'enrol', name: 'Tour', succeeded: 2, failed: 0, seconds: 12.5, calls: 2 },
  })
  deleteNotice(desk.store, notice.noticeId)
  expect(firstNotice(desk.store)).toBeUndefined()
})

it('requests are counted to the group that runs, not to the one that is paused', () => {
  const desk = openTestDesk()
  const paused = enrolled(desk, 'A')
  const running = enrolled(desk, 'B')
  desk.groups.change(paused.groupId, { kind: 'pause' })
  expect(openGroups(desk.store).map(({ groupId }) => groupId)).toEqual([running.groupId, paused.groupId])
})
