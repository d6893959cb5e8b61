import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import type { Chart, Panel } from './chart.ts'
import { LIMIT_CALLS, secondsUnderLimit } from './predecessor.ts'
import type { TheirRun } from './predecessor-run.ts'
import type { BenchCase, Measure, Row } from './rows.ts'
import type { OurRun, OurWay } from './this-desk.ts'
import type { Moment } from './turnstiles.ts'

const ADD = '/acs/v1/privilege/group/single/addPersons'
const REMOVE = '/acs/v1/privilege/group/single/deletePersons'
const APPLY = '/visitor/v1/auth/reapplication'

/** One number of guests at one desk, beside the predecessor. */
export interface GateRun {
  readonly guests: number
  /** Nobody counts requests per second; else each side keeps its own budget. */
  readonly isFree: boolean
  readonly ours: OurRun
  readonly theirs: TheirRun
}

/** What is wanted of each case; measures without a goal are only shown. */
const goals = {
  walkInCalls: 5,
  callsPerGuest: 2.1,
  cutCalls: 2,
  revokeGroupCalls: 4,
  timesSooner: 15,
  fiftyGuestsSeconds: 45,
} as const

const CALLS = 'calls in all'
const PASS_SECONDS = 'until all can pass'

/** The cases of one run: in, and, but for the middle number, out again. */
export function casesOf(run: GateRun): readonly BenchCase[] {
  const { guests } = run
  const name = `${guests} ${guests === 1 ? 'guest' : 'guests'}`
  const freedom = run.isFree ? 'equal freedom' : 'default budget'
  const inward = { case: `${name}, ${freedom}`, measures: measuresIn(run) }
  const outward = { case: `${name} out, ${freedom}`, measures: measuresOut(run) }
  return guests === 1 || guests === 100 ? [inward, outward] : [inward]
}

function measuresIn(run: GateRun): readonly Measure[] {
  const { guests, isFree, ours, theirs } = run
  const their = momentOf(theirs.in, guests)
  const until = secondsOf(isFree, their)
  const isGroup = guests > 1
  const isHundred = guests === 100
  return [
    {
      measure: CALLS,
      unit: 'calls',
      ours: ours.in.shown.calls,
      other: their.calls,
      goal: isGroup ? null : goals.walkInCalls,
    },
    ...(isGroup
      ? [
          {
            measure: 'calls per guest',
            unit: 'calls',
            ours: ours.in.shown.calls / guests,
            other: their.calls / guests,
            goal: goals.callsPerGuest,
          },
        ]
      : []),
    ...(isHundred
      ? [count('of these addPersons', ours.in, ADD), count('of these reapplication', ours.in, APPLY)]
      : []),
    {
      measure: `${PASS_SECONDS}${until.note}`,
      unit: 's',
      ours: ours.in.atDoors.seconds,
      other: until.seconds,
      goal: guests === 50 && !isFree ? goals.fiftyGuestsSeconds : null,
    },
    ...(guests === 50 && isFree ? [sooner(until.seconds, ours.in.atDoors.seconds)] : []),
    { measure: 'until the desk shows "on the doors" for all', unit: 's', ours: ours.in.shown.seconds },
    ...load(run, ours.in),
  ]
}

function measuresOut(run: GateRun): readonly Measure[] {
  const { guests, isFree, ours, theirs } = run
  const their = momentOf(theirs.out, guests)
  const until = secondsOf(isFree, their)
  const isHundred = guests === 100
  return [
    {
      measure: 'calls until the turnstiles refuse all',
      unit: 'calls',
      ours: ours.out.atDoors.calls,
      other: their.calls,
      goal: goals.cutCalls,
    },
    {
      measure: CALLS,
      unit: 'calls',
      ours: ours.out.shown.calls,
      other: their.calls,
      goal: isHundred ? goals.revokeGroupCalls : null,
    },
    ...(isHundred
      ? [count('of these deletePersons', ours.out, REMOVE), count('of these reapplication', ours.out, APPLY)]
      : []),
    {
      measure: `until the turnstiles refuse all${until.note}`,
      unit: 's',
      ours: ours.out.atDoors.seconds,
      other: until.seconds,
    },
    { measure: 'until the desk shows "revoked" for all', unit: 's', ours: ours.out.shown.seconds },
    ...load(run, ours.out),
  ]
}

/** The ratio of the row before, as a number that can have a goal. */
function sooner(theirSeconds: number, ourSeconds: number): Measure {
  return {
    measure: 'all can pass sooner by',
    unit: '×',
    ours: theirSeconds / ourSeconds,
    goal: goals.timesSooner,
    better: 'more',
  }
}

/** Exactly one: without any, nobody would have passed and the bench would have broken. */
function count(measure: string, way: OurWay, path: string): Measure {
  return { measure, unit: 'calls', ours: way.byPath[path] ?? 0, goal: 1 }
}

/** Peaks count everything, the monitor too. Within the default budget they have a goal: the budget. */
function load({ isFree, theirs }: GateRun, way: OurWay): readonly Measure[] {
  return [
    {
      measure: 'most requests in any second',
      unit: '1/s',
      ours: way.peakPerSecond,
      ...(isFree ? { other: theirs.peakPerSecond } : {}),
      goal: isFree ? null : mostLimits.burst + mostLimits.ratePerSecond,
    },
    {
      measure: 'most requests at once',
      unit: 'calls',
      ours: way.peakAtOnce,
      other: theirs.peakAtOnce,
      goal: mostLimits.concurrency,
    },
  ]
}

/** As measured; or, where its own limit would hold it up, worked out from that, and the measure says so. */
function secondsOf(isFree: boolean, their: Moment): { readonly seconds: number; readonly note: string } {
  if (isFree || their.calls <= LIMIT_CALLS) return { seconds: their.seconds, note: '' }
  const secondsPerCall = their.seconds / (their.calls - 1)
  return {
    seconds: secondsUnderLimit(their.calls, secondsPerCall),
    note: ` (predecessor extrapolated from ${their.calls} calls)`,
  }
}

function momentOf(moments: ReadonlyMap<number, Moment>, guests: number): Moment {
  const found = moments.get(guests)
  if (!found) throw new Error(`nothing measured of the predecessor for ${guests} guests`)
  return found
}

/** Three pictures of the same guests: calls, seconds in equal freedom, seconds within each side's own budget. */
export function gateChart(rows: readonly Row[]): Chart {
  const panel = (title: string, axis: string, freedom: string, measure: string): Panel => ({
    title,
    axis,
    groups: [1, 50, 100].flatMap((guests) => {
      const name = `${guests} ${guests === 1 ? 'guest' : 'guests'}`
      const row = rows.find(
        (one) => one.case === `gate: ${name}, ${freedom}` && one.measure.startsWith(measure),
      )
      return row?.other === undefined ? [] : [{ label: name, ours: row.ours, other: row.other }]
    }),
  })
  return {
    title: 'Guests come in: this desk and the predecessor on the same simulator',
    ours: 'this desk',
    other: 'the predecessor',
    panels: [
      panel('Calls to HikCentral', 'calls', 'equal freedom', CALLS),
      panel(
        'Until all can pass the turnstile, no limit on requests',
        'seconds',
        'equal freedom',
        PASS_SECONDS,
      ),
      panel(
        `The same, each within its own limit (${mostLimits.ratePerSecond} calls a second; predecessor ${LIMIT_CALLS} a minute, extrapolated)`,
        'seconds',
        'default budget',
        PASS_SECONDS,
      ),
    ],
  }
}
