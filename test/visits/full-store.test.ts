import { describe, expect, it } from 'vitest'
import { diskTrouble } from '../../src/main/lib/disk-trouble.ts'
import { decideAccess, putObserved } from '../../src/main/store/access.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import { openStore, type Store } from '../../src/main/store/open-store.ts'
import { mustStore } from '../../src/main/store/reserve.ts'
import { closePastVisits } from '../../src/main/visits/close-past.ts'
import { createDesk, type Desk } from '../../src/main/visits/desk.ts'
import { createGroupDecisions, type GroupDecisions } from '../../src/main/visits/groups.ts'
import type { EnrolAsk } from '../../src/shared/enrol-rules.ts'
import { GROUP_MAX } from '../../src/shared/group.ts'
import { addGuest, addVisit, dump, HOUR_MS, NOW_MS, wish } from '../store/desk-store.ts'

interface Ready {
  readonly store: Store
  readonly desk: Desk
  readonly groups: GroupDecisions
  /** Guests who are inside. */
  readonly visitIds: readonly number[]
  /** What the others were told of. */
  readonly decided: () => number
}

/** A desk with a few guests inside; every page of its database is in use. */
function ready(): Ready {
  const store = openStore(':memory:')
  let decided = 0
  const needs = {
    store,
    clock: { nowMs: () => NOW_MS, monotonicMs: () => NOW_MS },
    levelIds: () => new Set(['7', '8']),
    isPaused: () => false,
    askedAgain: () => {},
    hideName: () => {},
    decided: () => {
      decided += 1
    },
  }
  const desk = createDesk(needs)
  const groups = createGroupDecisions({ ...needs, desk, aside: { keep: () => {}, settle: async () => {} } })
  const visitIds = Array.from({ length: GROUP_MAX }, (_, i) => {
    const guestId = addGuest(store, `Гостья${i}`)
    const visitId = addVisit(store, guestId, { status: 'inside', checkedInAtMs: NOW_MS, photoHash: null })
    decideAccess(store, guestId, wish(visitId, { faceHash: null }))
    // As long as they get: what is written in place later must not need more room.
    putObserved(store, guestId, { ...nothingObserved, names: 'x'.repeat(20), levels: { '7': 'in' } })
    return visitId
  })
  return { store, desk, groups, visitIds, decided: () => decided }
}

function ask(i: number, change: Partial<EnrolAsk> = {}): EnrolAsk {
  return {
    guestId: null,
    familyName: `Новая${i}`,
    givenName: 'Гостья',
    host: 'Хозяин'.repeat(20),
    purpose: 'Цель'.repeat(20),
    phone: '',
    fromMs: NOW_MS,
    untilMs: NOW_MS + HOUR_MS,
    levelId: '7',
    photoHash: null,
    ...change,
  }
}

const many = (i: number): readonly EnrolAsk[] =>
  Array.from({ length: GROUP_MAX }, (_, n) => ask(1_000 * i + n))

/** The database may take so many pages more. */
function leaveRoom(store: Store, pages: number): void {
  const now = Number(store.pragma('page_count', { simple: true }))
  store.pragma(`max_page_count = ${now + pages}`)
}

describe('on a full disk', () => {
  it.each<[what: string, act: (desk: Ready, i: number) => unknown]>([
    ['an enrolment', ({ desk }, i) => desk.enrol(ask(i))],
    ['a group of a hundred', ({ groups }, i) => groups.enrol('Класс', many(i))],
    [
      'a longer visit for a hundred',
      ({ groups, visitIds }, i) => {
        const asked = groups.enrol('Класс', many(i))
        return (
          asked.ok &&
          groups.change(asked.groupId, { kind: 'window', untilMs: NOW_MS + 2 * HOUR_MS + visitIds.length })
        )
      },
    ],
  ])('%s happens whole or not at all, wherever the room ends', (_what, act) => {
    const desk = ready()
    let refusals = 0
    for (let attempt = 0, pages = 0; ; attempt += 1, pages += 1) {
      const before = JSON.stringify(dump(desk.store))
      const decidedBefore = desk.decided()
      leaveRoom(desk.store, pages)
      try {
        act(desk, attempt)
        // Whatever could be done was done; now it fits, and is told.
        if (refusals > 0) break
        pages = -1
      } catch (error) {
        expect(diskTrouble(error)).toBe('diskFull')
        refusals += 1
        expect(JSON.stringify(dump(desk.store)) === before, `after refusal ${refusals}`).toBe(true)
        if (!_what.startsWith('a longer')) expect(desk.decided()).toBe(decidedBefore)
      }
      if (attempt > 400) throw new Error('it never fits')
    }
    expect(refusals).toBeGreaterThan(0)
    expect(desk.store.pragma('quick_check', { simple: true })).toBe('ok')
  })

  it('the end of access needs no page more than its beginning took', () => {
    const { store, desk, visitIds } = ready()
    leaveRoom(store, 0)
    const [first = 0, ...others] = visitIds
    expect(desk.checkOut(first)).toEqual({ ok: true })
    expect(desk.checkOutAll(others.slice(0, 40)).every(({ ok }) => ok)).toBe(true)
    expect(closePastVisits(store, NOW_MS + 5 * HOUR_MS)).toHaveLength(50)
  })

  it('one that was refused can be done again when there is room', () => {
    const { store, desk } = ready()
    leaveRoom(store, 0)
    let enrolled = 0
    const enrolMore = (): void => {
      for (let i = 0; i < 200; i += 1) {
        desk.enrol(ask(i))
        enrolled += 1
      }
    }
    expect(enrolMore).toThrow()
    leaveRoom(store, 1_000)
    expect(desk.enrol(ask(enrolled))).toMatchObject({ ok: true })
  })
})

it('whoever must store something tries again only for want of room', () => {
  const { store } = ready()
  let runs = 0
  const broken = (): void => {
    runs += 1
    throw new Error('a bug')
  }
  expect(() => mustStore(store, broken)).toThrow('a bug')
  expect(runs).toBe(1)
})
