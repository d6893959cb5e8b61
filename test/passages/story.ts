import fc from 'fast-check'
import type { SitePolicy } from '../../src/shared/policy.ts'
import { CARD, CARD_UNKNOWN, type DOORS, FACE, FACE_REFUSED, FINGER } from './truth.ts'

/** A site, and what happens on it. */
export interface Story {
  readonly policy: SitePolicy
  readonly tickMs: number
  /** HCP's clock minus ours. */
  readonly skewMs: number
  readonly form: 'plain' | 'byType' | 'byTypeAndDoors'
  /** Rows that HCP gives a page at most. */
  readonly page: number
  /** A page begins with the last row of the one before. */
  readonly repeats: boolean
  /** Longer answers than this many rows are refused at first; 0 for no such limit. */
  readonly tooLong: number
  readonly latencyMs: number
  readonly acts: readonly { readonly afterMs: number; readonly happening: Happening }[]
}

export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

export const GUESTS = 3
const MINUTE_MS = 60_000

const guest = fc.constantFrom(0, 0, 0, 1, 2)
const door = fc.constantFrom<keyof typeof DOORS>('12', '12', '13', '13', '14')
const weighted = <T>(arbitrary: fc.Arbitrary<T>, weight: number) => ({ arbitrary, weight })
const delay = fc.oneof(
  weighted(fc.constant(0), 6),
  weighted(fc.integer({ min: 5_000, max: 110_000 }), 1),
  weighted(fc.integer({ min: 10 * MINUTE_MS, max: 300 * MINUTE_MS }), 1),
)
const type = fc.oneof(weighted(fc.constant(FACE), 5), weighted(fc.constantFrom(CARD, FINGER), 1))

const happening = fc.oneof(
  weighted(
    fc.record({
      kind: fc.constant('pass' as const),
      guest,
      door,
      type,
      delayMs: delay,
      hasId: fc.boolean(),
      /** The same once more in the same second, at the other door where that is so. */
      again: fc.constantFrom('no' as const, 'no' as const, 'same' as const, 'otherDoor' as const),
    }),
    6,
  ),
  weighted(
    fc.record({
      kind: fc.constant('stepOut' as const),
      guest,
      /** Around the graces there are. */
      awayMs: fc
        .tuple(fc.constantFrom(0, 4, 5, 10, 14, 15, 25, 29, 30, 45), fc.nat(90_000))
        .map(([minutes, ms]) => minutes * MINUTE_MS + 5_000 + ms),
      type,
      delayMs: delay,
    }),
    3,
  ),
  fc.record({
    kind: fc.constant('refused' as const),
    guest,
    door,
    times: fc.integer({ min: 1, max: 6 }),
    everyMs: fc.integer({ min: 0, max: 3 * MINUTE_MS }),
    type: fc.constantFrom(FACE_REFUSED, CARD_UNKNOWN),
    delayMs: delay,
  }),
  fc.record({
    kind: fc.constant('stranger' as const),
    isKnownToHcp: fc.boolean(),
    door,
    hasId: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('crowd' as const), rows: fc.integer({ min: 40, max: 130 }) }),
  weighted(
    fc.record({
      kind: fc.constant('enrol' as const),
      guest,
      knownAfterMs: fc.constantFrom(0, 0, 0, 90_000, 20 * MINUTE_MS),
    }),
    3,
  ),
  weighted(
    fc.record({
      kind: fc.constant('guard' as const),
      guest,
      act: fc.constantFrom('checkIn' as const, 'checkOut' as const, 'cancel' as const, 'giveBack' as const),
    }),
    3,
  ),
  fc.record({
    kind: fc.constant('away' as const),
    forMs: fc.integer({ min: 10_000, max: 90 * MINUTE_MS }),
    isHeld: fc.boolean(),
  }),
  weighted(
    fc.record({
      kind: fc.constant('restart' as const),
      downMs: fc.constantFrom(0, 0, 20_000, 30 * MINUTE_MS),
    }),
    2,
  ),
  fc.record({
    kind: fc.constant('crash' as const),
    /** In so many calls, or pieces that are stored, from now. */
    after: fc.integer({ min: 1, max: 4 }),
    when: fc.constantFrom('asking' as const, 'storing' as const),
  }),
  fc.record({ kind: fc.constant('copy' as const) }),
  fc.record({ kind: fc.constant('restore' as const) }),
  fc.record({ kind: fc.constant('wake' as const) }),
)

const policy = fc.record({
  exit: fc.constantFrom('first' as const, 'grace' as const, 'grace' as const, 'never' as const),
  graceMinutes: fc.constantFrom(1, 5, 15, 30),
  longStayHours: fc.constantFrom(1, 2, 8),
  openFromHour: fc.constantFrom(6, 6, 10, 22),
  openUntilHour: fc.constantFrom(22, 22, 9, 6),
  denials: fc.constantFrom(2, 5),
  denialsMinutes: fc.constant(10),
})

export const story: fc.Arbitrary<Story> = fc.record({
  policy,
  tickMs: fc.constantFrom(MINUTE_MS, 5 * MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS),
  skewMs: fc.constantFrom(0, 0, 1, -1).chain((sign) => fc.nat(60_000).map((ms) => Math.abs(ms) * sign || 0)),
  form: fc.constantFrom('plain' as const, 'plain' as const, 'byType' as const, 'byTypeAndDoors' as const),
  page: fc.constantFrom(2, 7, 500),
  repeats: fc.boolean(),
  tooLong: fc.constantFrom(0, 0, 0, 60),
  latencyMs: fc.constantFrom(0, 50, 200),
  acts: fc
    .tuple(
      fc.array(fc.record({ afterMs: fc.oneof(fc.nat(90_000), fc.nat(20 * MINUTE_MS)), happening }), {
        minLength: 1,
        maxLength: 20,
        size: 'max',
      }),
      // A night in which the desk was off: one at most, because what is older than a day is not looked for again.
      fc.option(fc.nat(15), { freq: 15, nil: null }),
    )
    .map(([acts, night]) =>
      night === null ? acts : acts.map((act, i) => (i === night ? { ...act, happening: NIGHT } : act)),
    ),
})

const NIGHT = { kind: 'restart' as const, downMs: 13 * 60 * MINUTE_MS }
