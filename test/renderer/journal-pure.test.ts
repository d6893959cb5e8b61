import { describe, expect, test } from 'vitest'
import { parsers } from '../../src/main/ipc/parse.ts'
import { byDay } from '../../src/renderer/screens/journal/days.ts'
import {
  daysOf,
  emptyDraft,
  filterOf,
  fits,
  rangeOf,
  ranges,
} from '../../src/renderer/screens/journal/draft.ts'
import { timelineOf, type VisitFacts } from '../../src/renderer/screens/journal/timeline.ts'
import { feedFilterOf, isInFeed } from '../../src/renderer/screens/passages/feed-filter.ts'
import { everyPassage } from '../../src/shared/passage-search.ts'
import type { PassageRow } from '../../src/shared/visit.ts'
import { passages } from './samples.ts'

const MINUTE = 60_000
const noon = new Date(2027, 4, 12, 12).getTime()
const at = (minutes: number): number => noon + minutes * MINUTE

let lastId = 0
function passage(
  minutes: number,
  direction: PassageRow['direction'],
  part: Partial<PassageRow> = {},
): PassageRow {
  const [sample] = passages(noon)
  if (sample === undefined) throw new Error('the samples are empty')
  lastId += 1
  return {
    ...sample,
    passageId: lastId,
    atMs: at(minutes),
    direction,
    granted: true,
    doorName: direction,
    ...part,
  }
}
const inside: VisitFacts = { status: 'inside', checkedInAtMs: at(0), leftAtMs: null }

describe('the story of a visit', () => {
  test('came in, out for twelve minutes, back, still inside', () => {
    const story = timelineOf(
      [passage(72, 'entry'), passage(60, 'exit'), passage(0, 'entry')],
      inside,
      at(100),
    )
    expect(story.steps).toEqual([
      { kind: 'in', atMs: at(0), doorName: 'entry', outMs: null, again: false },
      { kind: 'out', atMs: at(60), doorName: 'exit', insideMs: 60 * MINUTE },
      { kind: 'in', atMs: at(72), doorName: 'entry', outMs: 12 * MINUTE, again: false },
    ])
    expect(story.stays).toEqual([
      { fromMs: at(0), untilMs: at(60) },
      { fromMs: at(72), untilMs: at(100) },
    ])
    expect(story.end).toEqual({ kind: 'inside', sinceMs: at(72) })
  })

  test('outside for now: an open visit whose guest was last seen leaving', () => {
    const story = timelineOf([passage(0, 'entry'), passage(60, 'exit')], inside, at(70))
    expect(story.end).toEqual({ kind: 'outside', sinceMs: at(60) })
    expect(story.stays).toEqual([{ fromMs: at(0), untilMs: at(60) }])
  })

  test('a second entry says that an exit was missed, and the stay goes on', () => {
    const story = timelineOf([passage(0, 'entry'), passage(30, 'entry')], inside, at(40))
    expect(story.steps[1]).toEqual({ kind: 'in', atMs: at(30), doorName: 'entry', outMs: null, again: true })
    expect(story.stays).toEqual([{ fromMs: at(0), untilMs: at(40) }])
    expect(story.end).toEqual({ kind: 'inside', sinceMs: at(0) })
  })

  test('an exit without an entry claims no stay', () => {
    const story = timelineOf([passage(10, 'exit')], { ...inside, checkedInAtMs: null }, at(20))
    expect(story.steps).toEqual([{ kind: 'out', atMs: at(10), doorName: 'exit', insideMs: null }])
    expect(story.stays).toEqual([])
  })

  test('a check-in by hand stands among the passages; one by the door is that passage', () => {
    const byHand = timelineOf([passage(30, 'exit')], inside, at(40))
    expect(byHand.steps).toEqual([
      { kind: 'checkedIn', atMs: at(0) },
      { kind: 'out', atMs: at(30), doorName: 'exit', insideMs: 30 * MINUTE },
    ])
    expect(timelineOf([passage(0, 'entry')], inside, at(40)).steps).toHaveLength(1)
  })

  test('a visit that was ended ends the stay, whatever the doors saw', () => {
    const left: VisitFacts = { status: 'left', checkedInAtMs: at(0), leftAtMs: at(90) }
    const byHand = timelineOf([passage(0, 'entry')], left, at(200))
    expect(byHand.end).toEqual({ kind: 'ended', atMs: at(90) })
    expect(byHand.stays).toEqual([{ fromMs: at(0), untilMs: at(90) }])
    const byExit = timelineOf([passage(0, 'entry'), passage(90, 'exit')], left, at(200))
    expect(byExit.stays).toEqual([{ fromMs: at(0), untilMs: at(90) }])
  })

  test('of a visit long gone only what was seen is said', () => {
    expect(timelineOf([passage(0, 'entry'), passage(9, 'exit')], null, at(9_999)).end).toEqual({
      kind: 'ended',
      atMs: at(9),
    })
    const unseen = timelineOf([passage(0, 'entry')], null, at(9_999))
    expect(unseen.end).toEqual({ kind: 'notSeen' })
    expect(unseen.stays).toEqual([])
  })

  test('refusals in a row at one door are one step; other doors and later ones are not', () => {
    const denied = { granted: false, doorName: 'Server room' }
    const story = timelineOf(
      [
        passage(1, 'none', denied),
        passage(2, 'none', denied),
        passage(6, 'none', denied),
        passage(7, 'none', { granted: false, doorName: 'Roof' }),
        passage(40, 'none', { granted: false, doorName: 'Roof' }),
      ],
      { status: 'expected', checkedInAtMs: null, leftAtMs: null },
      at(50),
    )
    expect(story.steps).toEqual([
      { kind: 'denied', atMs: at(1), untilMs: at(6), doorName: 'Server room', times: 3 },
      { kind: 'denied', atMs: at(7), untilMs: at(7), doorName: 'Roof', times: 1 },
      { kind: 'denied', atMs: at(40), untilMs: at(40), doorName: 'Roof', times: 1 },
    ])
    expect(story.end).toEqual({ kind: 'notCome' })
  })

  test('a refused exit leaves the guest inside, a door without direction moves nobody', () => {
    const story = timelineOf(
      [passage(0, 'entry'), passage(5, 'exit', { granted: false }), passage(6, 'none')],
      inside,
      at(10),
    )
    expect(story.steps.map(({ kind }) => kind)).toEqual(['in', 'denied', 'passed'])
    expect(story.end).toEqual({ kind: 'inside', sinceMs: at(0) })
  })
})

describe('what was set, as main is asked', () => {
  test('nothing set asks for everything', () => {
    expect(filterOf(emptyDraft)).toEqual(everyPassage)
  })

  test('both days count whole: from midnight to the midnight after', () => {
    const { fromMs, untilMs } = filterOf({ ...emptyDraft, fromDay: '2027-05-01', untilDay: '2027-05-31' })
    expect(fromMs).toBe(new Date(2027, 4, 1).getTime())
    expect(untilMs).toBe(new Date(2027, 5, 1).getTime())
    expect(filterOf({ ...emptyDraft, fromDay: '2027-05-01' }).untilMs).toBeNull()
  })

  test('the quick choices are recognised again', () => {
    expect(daysOf('today', noon)).toEqual({ fromDay: '2027-05-12', untilDay: '2027-05-12' })
    expect(daysOf('yesterday', noon)).toEqual({ fromDay: '2027-05-11', untilDay: '2027-05-11' })
    expect(daysOf('week', noon)).toEqual({ fromDay: '2027-05-06', untilDay: '2027-05-12' })
    for (const range of ranges) expect(rangeOf(daysOf(range, noon), noon)).toBe(range)
    expect(rangeOf(emptyDraft, noon)).toBeNull()
  })

  test('a new passage is counted only where it would be listed', () => {
    const row = passage(0, 'entry', { familyName: 'Королёва', givenName: 'Майя', doorName: 'North' })
    const day = filterOf({ ...emptyDraft, ...daysOf('today', noon) })
    expect(fits(row, { ...day, text: 'КОРОЛЕВ' }, 'North')).toBe(true)
    expect(fits(row, day, 'South')).toBe(false)
    expect(fits(row, { ...day, text: 'Иванов' }, undefined)).toBe(false)
    expect(fits(row, { ...day, verdict: 'denied' }, undefined)).toBe(false)
    expect(fits(row, { ...day, direction: 'exit' }, undefined)).toBe(false)
    expect(fits(row, { ...day, who: 'strangers' }, undefined)).toBe(false)
    expect(fits(row, filterOf({ ...emptyDraft, ...daysOf('yesterday', noon) }), undefined)).toBe(false)
  })
})

test('rows are cut where a day ends', () => {
  const rows = [passage(60, 'exit'), passage(0, 'entry'), passage(-13 * 60, 'entry')]
  expect(byDay(rows).map((day) => [new Date(day.dayMs).getDate(), day.rows.length])).toEqual([
    [12, 2],
    [11, 1],
  ])
})

test('the feed is of guests and of refusals; all the others who pass the same doors are asked for', () => {
  const refused = passage(0, 'entry', { granted: false, guestId: null })
  const guest = passage(1, 'exit', { guestId: 7 })
  const colleague = passage(2, 'entry', { guestId: null })
  const shown = (row: PassageRow) => (['guests', 'denied', 'all'] as const).filter((f) => isInFeed(row, f))
  expect(shown(refused)).toEqual(['guests', 'denied', 'all'])
  expect(shown(guest)).toEqual(['guests', 'all'])
  expect(shown(colleague)).toEqual(['all'])
  expect([feedFilterOf('denied'), feedFilterOf('nonsense'), feedFilterOf(null)]).toEqual([
    'denied',
    'guests',
    'guests',
  ])
})

test('a year that is being typed digit by digit is a question like any other', () => {
  for (const year of ['0002', '0020', '0202', '2026', '20261']) {
    for (const day of [{ fromDay: `${year}-05-12` }, { untilDay: `${year}-05-12` }]) {
      const filter = filterOf({ ...emptyDraft, ...day })
      expect(parsers.passages.find.safeParse({ filter, after: null }).success, year).toBe(true)
    }
  }
  expect(filterOf({ ...emptyDraft, fromDay: '0020-05-12' }).fromMs, 'not of the twentieth century').toBe(0)
})
