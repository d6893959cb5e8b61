import type { Statement } from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrivalsIn, endingsIn, incidentsIn, openVisits, passagesIn } from '../../src/main/store/day.ts'
import { guestsCalled } from '../../src/main/store/guests.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { planSearch, searchStep } from '../../src/main/store/passage-search.ts'
import { claimablePassages, newestOfDesk } from '../../src/main/store/passages.ts'
import { endedStays, openStays } from '../../src/main/store/visit-list.ts'
import { everyPassage, type PassageFilter } from '../../src/shared/passage-search.ts'
import { type PastDays, pastDays } from '../app/past-days.ts'

/** Years of passages and visits: no question about some of them may walk through all, nor put all in order. */

let past: PastDays
beforeAll(() => {
  past = pastDays(24_000)
})
afterAll(() => past.close())

/** How SQLite goes about every query that `work` asks. */
function plansOf(store: Store, work: () => void): readonly string[] {
  const plans: string[] = []
  const prepare = store.prepare.bind(store) as (sql: string) => Statement
  const told = (sql: string): unknown => {
    const spied: unknown = new Proxy(prepare(sql), {
      get: (statement, name) => {
        if (name === 'pluck') return () => statement.pluck() && spied
        if (name !== 'get' && name !== 'all') throw new Error(`not looked into: ${String(name)}`)
        return (...ask: unknown[]) => {
          const steps = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...ask) as { readonly detail: string }[]
          plans.push(...steps.map((step) => step.detail))
          return statement[name](...ask)
        }
      },
    })
    return spied
  }
  const before = store.prepare
  store.prepare = told as Store['prepare']
  try {
    work()
  } finally {
    store.prepare = before
  }
  return plans
}

const WHOLE = /^SCAN (?:p|v|i|passage|visit|incident)\b/
const SORT = 'USE TEMP B-TREE FOR ORDER BY'

it.each<[what: string, filter: Partial<PassageFilter>, index: string]>([
  ['everything', {}, 'passage_by_time'],
  ['a time', { fromMs: 1, untilMs: 2 }, 'passage_by_time'],
  ['refusals of strangers', { who: 'strangers', verdict: 'denied', direction: 'exit' }, 'passage_by_time'],
  ['a door', { doorId: '1', verdict: 'denied' }, 'passage_by_door'],
  ['a visit', { visitId: 1, text: 'петров' }, 'passage_by_visit'],
  ['a visit and a door', { visitId: 1, doorId: '1' }, 'passage_by_visit'],
  ['a name half of them bear', { text: 'петров' }, 'passage_by_time'],
  ['that name at a door', { text: 'петров', doorId: '1' }, 'passage_by_door'],
])('a piece of %s goes along an index that has it in order', (_what, change, index) => {
  const { store } = past
  const plan = plansOf(store, () => {
    const search = planSearch(store, { ...everyPassage, ...change })
    searchStep(store, search, null, 101)
    searchStep(store, search, { atMs: 1, passageId: 1 }, 101)
  })
  const steps = plan.filter((step) => step.startsWith('SEARCH p '))
  expect(steps).toHaveLength(4)
  for (const step of steps) expect(step).toContain(`INDEX ${index} (`)
  expect(plan.filter((step) => WHOLE.test(step) || step === SORT)).toEqual([])
})

it('only the few passages of a name seldom seen are put in order', () => {
  const { store } = past
  const rare = planSearch(store, { ...everyPassage, text: 'o’neill', doorId: '1' })
  expect(rare.way).toBe('guests')
  const plan = plansOf(store, () => void searchStep(store, rare, null, 101))
  expect(plan.find((step) => step.startsWith('SEARCH p '))).toContain(
    'INDEX passage_by_guest (guestId=? AND ',
  )
  expect(plan.filter((step) => WHOLE.test(step))).toEqual([])
})

it('guests of a name are looked up', () => {
  const plan = plansOf(past.store, () => void guestsCalled(past.store, 'петрова алена', 20))
  expect(plan.find((step) => step.includes(' g '))).toContain('INDEX guest_by_searchName (searchName=?)')
  expect(plan.filter((step) => step.startsWith('SCAN') || step === SORT)).toEqual([])
})

it('a day is read along its times', () => {
  const { store } = past
  const plan = plansOf(store, () => {
    passagesIn(store, 1, 2)
    arrivalsIn(store, 1, 2)
    endingsIn(store, 1, 2)
    incidentsIn(store, 1, 2)
  })
  expect(plan).toEqual([
    'SEARCH passage USING INDEX passage_by_time (atMs>? AND atMs<?)',
    'SEARCH visit USING INDEX visit_by_checkedInAt (checkedInAtMs>? AND checkedInAtMs<?)',
    'SEARCH visit USING INDEX visit_by_leftAt (leftAtMs>? AND leftAtMs<?)',
    'SEARCH incident USING INDEX incident_by_time (atMs>? AND atMs<?)',
    'USE TEMP B-TREE FOR GROUP BY',
  ])
  // A long stay that ended later is found along the ends, in steps.
  const stays = plansOf(store, () => {
    openStays(store, { fromMs: 1, untilMs: 2 })
    endedStays(store, { fromMs: 1, untilMs: 2 }, null)
    endedStays(store, { fromMs: 1, untilMs: 2 }, { leftAtMs: 1, visitId: 1 })
  })
  expect(stays[0]).toBe('SCAN visit USING INDEX visit_open_once')
  for (const step of stays.slice(1)) expect(step).toContain('INDEX visit_by_leftAt (leftAtMs>')
  expect(stays).toHaveLength(3)
  // The index of open visits holds no others.
  expect(plansOf(store, () => void openVisits(store))).toEqual(['SCAN visit USING INDEX visit_open_once'])
})

it('the feed of guests and refusals is read along its own index', () => {
  const plan = plansOf(past.store, () => void newestOfDesk(past.store, 100))
  expect(plan.find((step) => step.includes(' p '))).toContain('INDEX passage_of_desk')
  expect(plan).not.toContain(SORT)
  const rows = newestOfDesk(past.store, 100)
  expect(rows).toHaveLength(100)
  expect(rows.every((row) => row.guestId !== null || !row.granted)).toBe(true)
})

it('strangers who have become guests are looked for by person, guest by guest', () => {
  const plan = plansOf(past.store, () => void claimablePassages(past.store, 1))
  const step = plan.find((one) => one.startsWith('SEARCH p '))
  expect(step).toContain('INDEX passage_unclaimed (personId=? AND atMs>?)')
  expect(plan.filter((one) => WHOLE.test(one))).toEqual([])
})
