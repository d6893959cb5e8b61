import { describe, expect, it } from 'vitest'
import {
  assume,
  learnDone,
  learnDoors,
  learnSeen,
  learnSurprise,
  settleLate,
} from '../../src/main/access/learn.ts'
import {
  type Goal,
  isGrant,
  lateUntilMs,
  nextStep,
  type Step,
  sameWindow,
} from '../../src/main/access/next-step.ts'
import { type Job, planJobs as planRound } from '../../src/main/access/plan.ts'
import { type Before, patience, setback } from '../../src/main/access/retry-policy.ts'
import { createSparing } from '../../src/main/access/sparing.ts'
import { accessStage, goalOf } from '../../src/main/access/stage.ts'
import type { RefusalClass } from '../../src/main/hcp/codes.ts'
import type { NotDone } from '../../src/main/hcp/outcome.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { type AccessRecord } from '../../src/main/store/access.ts'
import { nothingObserved, type Observed } from '../../src/main/store/observed.ts'
import { FACE, HOUR_MS, NOW_MS, OTHER_FACE, wish } from '../store/desk-store.ts'

const NAMES = 'Петрова\nАлёна'
const window = { fromMs: NOW_MS - HOUR_MS, untilMs: NOW_MS + 4 * HOUR_MS }

const goal = (change: Partial<Goal> = {}): Goal => ({ ...wish(1), names: NAMES, ...change })
const revoked = goal({ want: 'revoked' })

/** Everything as a grant wants it, and on the doors. */
const granted: Observed = {
  ...nothingObserved,
  person: { personId: '8562' },
  names: NAMES,
  window,
  face: FACE,
  faceRead: true,
  levels: { '7': 'in' },
  applied: 'confirmed',
}
const seen = (change: Partial<Observed> = {}): Observed => ({ ...granted, ...change })
/** Everything as a revocation wants it. */
const gone = seen({ levels: {}, window: { fromMs: NOW_MS - HOUR_MS, untilMs: NOW_MS - 1_000 } })

describe('the next step of a grant', () => {
  const asked = (change: Partial<Observed> = {}): Observed =>
    seen({ applied: 'asked', appliedAskedAtMs: NOW_MS, ...change })
  it.each<[rule: string, wanted: Goal, observed: Observed, step: Step]>([
    [
      'a doubt is looked up before anything else',
      goal(),
      seen({ doubt: { names: null, window: null } }),
      { kind: 'lookUp' },
    ],
    ['nobody is made', goal(), nothingObserved, { kind: 'create', window }],
    [
      'another level goes before anything is given',
      goal({ levelId: '8' }),
      granted,
      { kind: 'removeFromLevel', levelId: '7' },
    ],
    [
      'another level that may be there, too',
      goal(),
      seen({ levels: { '8': 'maybe', '7': 'in' } }),
      { kind: 'removeFromLevel', levelId: '8' },
    ],
    ['other names are written', goal({ names: 'X\nY' }), granted, { kind: 'update', window, gives: true }],
    [
      'another window is written',
      goal({ untilMs: NOW_MS + HOUR_MS }),
      granted,
      { kind: 'update', window: { fromMs: window.fromMs, untilMs: NOW_MS + HOUR_MS }, gives: true },
    ],
    [
      'less than a second is no other window',
      goal({ untilMs: window.untilMs + 999 }),
      granted,
      { kind: 'done' },
    ],
    [
      'a window nobody knows is written',
      goal(),
      seen({ window: null }),
      { kind: 'update', window, gives: true },
    ],
    ['another face is sent', goal({ faceHash: OTHER_FACE }), granted, { kind: 'uploadFace' }],
    ['a face that is not there is sent', goal(), seen({ face: null }), { kind: 'uploadFace' }],
    ['no face is wanted, one more is no harm', goal({ faceHash: null }), granted, { kind: 'done' }],
    [
      'a level that is not there is given',
      goal(),
      seen({ levels: {} }),
      { kind: 'addToLevel', levelId: '7' },
    ],
    [
      'a level that may be there is given again',
      goal(),
      seen({ levels: { '7': 'maybe' } }),
      { kind: 'addToLevel', levelId: '7' },
    ],
    [
      'what is not on the doors is applied',
      goal(),
      seen({ applied: 'no' }),
      { kind: 'apply', retryFailed: false },
    ],
    ['a face is read back', goal(), asked({ faceRead: false }), { kind: 'readBack' }],
    [
      'without a face nothing is read back',
      goal({ faceHash: null }),
      asked({ faceRead: false }),
      { kind: 'wait', untilMs: NOW_MS + 3_000 },
    ],
    ['the doors get a moment', goal(), asked(), { kind: 'wait', untilMs: NOW_MS + 3_000 }],
    ['then they are asked', goal(), asked({ appliedAskedAtMs: NOW_MS - 3_000 }), { kind: 'askDoors' }],
    ['and again later', goal(), asked({ checks: 1 }), { kind: 'wait', untilMs: NOW_MS + 10_000 }],
    [
      'doors that refuse are sent everything again',
      goal(),
      asked({ checks: 2, failedChecks: 2 }),
      { kind: 'apply', retryFailed: true },
    ],
    ['and doors that never answer', goal(), asked({ checks: 10 }), { kind: 'apply', retryFailed: true }],
    ['all is as it should be', goal(), granted, { kind: 'done' }],
    ['nobody can tell about the doors', goal(), seen({ applied: 'untold' }), { kind: 'done' }],
    [
      'a write may still come late',
      goal(),
      seen({ lateGrantUntilMs: NOW_MS + 1 }),
      { kind: 'wait', untilMs: NOW_MS + 1 },
    ],
    [
      'and so may one that takes away',
      goal(),
      seen({ lateRevokeUntilMs: NOW_MS + 1 }),
      { kind: 'wait', untilMs: NOW_MS + 1 },
    ],
    ['it has not', goal(), seen({ lateGrantUntilMs: NOW_MS, lateRevokeUntilMs: NOW_MS }), { kind: 'done' }],
    [
      'a window that is over is taken away',
      goal({ untilMs: NOW_MS }),
      granted,
      { kind: 'removeFromLevel', levelId: '7' },
    ],
  ])('%s', (_rule, wanted, observed, step) => {
    expect(nextStep(wanted, observed, NOW_MS)).toEqual(step)
  })
})

describe('the next step of a revocation', () => {
  it.each<[rule: string, wanted: Goal, observed: Observed, step: Step]>([
    ['a doubt is looked up', revoked, seen({ doubt: { names: null, window: null } }), { kind: 'lookUp' }],
    ['nobody has no rights', revoked, nothingObserved, { kind: 'done' }],
    [
      'nobody, unless one is still being made',
      revoked,
      { ...nothingObserved, lateGrantUntilMs: NOW_MS + 5 },
      { kind: 'wait', untilMs: NOW_MS + 5 },
    ],
    ['the level goes first', revoked, granted, { kind: 'removeFromLevel', levelId: '7' }],
    [
      'a level that may be there goes too',
      revoked,
      seen({ levels: { '8': 'maybe' } }),
      { kind: 'removeFromLevel', levelId: '8' },
    ],
    [
      'the window stays as it is: off the level and on to the doors is enough',
      revoked,
      seen({ levels: {}, applied: 'no' }),
      { kind: 'apply', retryFailed: true },
    ],
    [
      'doors that are listed all the same end the window',
      revoked,
      seen({ levels: {}, applied: 'listed' }),
      { kind: 'update', window: { fromMs: window.fromMs, untilMs: NOW_MS }, gives: false },
    ],
    [
      'a window that has not begun ends all the same',
      revoked,
      seen({
        levels: {},
        applied: 'listed',
        window: { fromMs: NOW_MS + HOUR_MS, untilMs: NOW_MS + 2 * HOUR_MS },
      }),
      { kind: 'update', window: { fromMs: NOW_MS - 60_000, untilMs: NOW_MS }, gives: false },
    ],
    [
      'a clock that was set back ends it now',
      goal({ want: 'revoked', decidedAtMs: NOW_MS + HOUR_MS }),
      seen({ levels: {}, applied: 'listed' }),
      { kind: 'update', window: { fromMs: window.fromMs, untilMs: NOW_MS }, gives: false },
    ],
    [
      'a level HCP will not take him off ends the window too',
      revoked,
      seen({ levels: { '7': 'stuck' } }),
      { kind: 'update', window: { fromMs: window.fromMs, untilMs: NOW_MS }, gives: false },
    ],
    [
      'which the doors must hear of',
      revoked,
      seen({ levels: { '7': 'stuck' }, window: gone.window, applied: 'no' }),
      { kind: 'apply', retryFailed: true },
    ],
    [
      'and the level is tried again',
      revoked,
      seen({ levels: { '7': 'stuck' }, window: gone.window, applied: 'asked' }),
      { kind: 'removeFromLevel', levelId: '7' },
    ],
    [
      'then the doors hear of it, those that refused too',
      revoked,
      { ...gone, applied: 'no' },
      { kind: 'apply', retryFailed: true },
    ],
    [
      'then the doors are asked',
      revoked,
      { ...gone, applied: 'asked', appliedAskedAtMs: NOW_MS - 3_000 },
      { kind: 'askDoors' },
    ],
    ['then it is done', revoked, gone, { kind: 'done' }],
    [
      'a late revocation cannot spoil it',
      revoked,
      { ...gone, lateRevokeUntilMs: NOW_MS + 5 },
      { kind: 'done' },
    ],
    [
      'a late grant can',
      revoked,
      { ...gone, lateGrantUntilMs: NOW_MS + 5 },
      { kind: 'wait', untilMs: NOW_MS + 5 },
    ],
    [
      'names and faces do not matter',
      goal({ want: 'revoked', names: 'X\nY', faceHash: OTHER_FACE }),
      gone,
      { kind: 'done' },
    ],
  ])('%s', (_rule, wanted, observed, step) => {
    expect(nextStep(wanted, observed, NOW_MS)).toEqual(step)
  })

  it('is what a grant becomes in the moment its window ends', () => {
    expect([
      isGrant(goal({ untilMs: NOW_MS + 1 }), NOW_MS),
      isGrant(goal({ untilMs: NOW_MS }), NOW_MS),
    ]).toEqual([true, false])
    expect(sameWindow(null, window)).toBe(false)
  })
})

const refused = (kind: RefusalClass, field = ''): NotDone => ({
  kind: 'refused',
  class: kind,
  code: 'x',
  field,
})
const fresh: Before = { problem: null, attempts: 0 }

describe('patience', () => {
  type Row = [outcome: NotDone, step: Step['kind'], grant: string, before: Before, answer: object]
  const times = (attempts: number, problem: Before['problem']): Before => ({ attempts, problem })
  it.each<Row>([
    [
      { kind: 'notSent', why: 'unreachable' },
      'create',
      'retry',
      fresh,
      { afterMs: 0, problem: 'unreachable', attempts: 0 },
    ],
    [
      { kind: 'notSent', why: 'held' },
      'create',
      'retry',
      times(5, 'busy'),
      { afterMs: 0, problem: 'unreachable', attempts: 5 },
    ],
    [
      { kind: 'notSent', why: 'certificate' },
      'create',
      'retry',
      fresh,
      { afterMs: 0, problem: 'unreachable' },
    ],
    [
      { kind: 'notSent', why: 'withdrawn' },
      'create',
      'retry',
      times(2, 'busy'),
      { afterMs: 0, problem: 'busy', attempts: 2 },
    ],
    [
      { kind: 'unknown', class: 'unanswered' },
      'create',
      'retry',
      fresh,
      { afterMs: 2_000, problem: 'unanswered', attempts: 1 },
    ],
    [{ kind: 'unknown', class: 'busy' }, 'create', 'retry', fresh, { afterMs: 2_000, problem: 'busy' }],
    [
      { kind: 'unknown', class: 'notUnderstood' },
      'create',
      'retry',
      times(50, 'busy'),
      { problem: 'busy', attempts: 51 },
    ],
    [
      refused('auth'),
      'create',
      'retry',
      times(9, 'authRefused'),
      { afterMs: 0, problem: 'authRefused', attempts: 9 },
    ],
    [
      refused('busy'),
      'create',
      'retry',
      times(50, 'busy'),
      { afterMs: 60_000, problem: 'busy', attempts: 51 },
    ],
    [refused('running'), 'apply', 'retry', fresh, { afterMs: 5_000, problem: 'busy' }],
    [refused('entitlement'), 'create', 'park', fresh, { problem: 'notEntitled' }],
    [refused('callerBug', 'faceData'), 'create', 'park', fresh, { problem: 'faceRefused' }],
    [refused('callerBug'), 'uploadFace', 'park', fresh, { problem: 'faceRefused' }],
    [refused('callerBug', 'endTime'), 'create', 'park', fresh, { problem: 'dataRefused' }],
    [refused('missing'), 'addToLevel', 'retry', fresh, { problem: 'levelMissing', attempts: 1 }],
    [
      refused('missing'),
      'addToLevel',
      'park',
      times(2, 'levelMissing'),
      { problem: 'levelMissing', attempts: 3 },
    ],
    [refused('missing'), 'update', 'park', times(2, 'dataRefused'), { problem: 'dataRefused' }],
    [refused('missing'), 'addToLevel', 'retry', times(2, 'busy'), { problem: 'levelMissing', attempts: 1 }],
    [refused('duplicate'), 'create', 'park', times(2, 'dataRefused'), { problem: 'dataRefused' }],
    [
      refused('device'),
      'apply',
      'retry',
      times(4, 'deviceOffline'),
      { problem: 'deviceOffline', attempts: 5 },
    ],
    [
      refused('device'),
      'apply',
      'park',
      times(5, 'deviceOffline'),
      { problem: 'deviceOffline', attempts: 6 },
    ],
    [refused('notUnderstood'), 'readBack', 'park', times(2, 'notUnderstood'), { problem: 'notUnderstood' }],
  ])('%j at %s: a grant will %s (before: %j)', (outcome, step, kind, before, answer) => {
    expect(patience(outcome, step, true, before, 0.5)).toMatchObject({ kind, ...answer })
    // A revocation never gives up, whatever it hears.
    expect(patience(outcome, step, false, before, 0.5).kind).toBe('retry')
  })

  it('grows up to a minute, and spreads', () => {
    const waits = Array.from({ length: 12 }, (_, i) => {
      const next = patience(refused('busy'), 'create', false, times(i, 'busy'), 0.5)
      return next.kind === 'retry' ? next.afterMs : 0
    })
    expect(waits.slice(0, 6)).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000])
    expect(waits.at(-1)).toBe(60_000)
    const at = (random: number) => patience(refused('busy'), 'create', false, times(3, 'busy'), random)
    expect([at(0), at(1)]).toMatchObject([{ afterMs: 12_000 }, { afterMs: 20_000 }])
  })

  it('is used up by read-backs that show something else, for grants', () => {
    expect(setback('faceRefused', true, times(1, 'faceRefused'), 0.5)).toMatchObject({
      kind: 'retry',
      attempts: 2,
    })
    expect(setback('faceRefused', true, times(2, 'faceRefused'), 0.5)).toMatchObject({
      kind: 'park',
      attempts: 3,
    })
    expect(setback('faceRefused', false, times(20, 'faceRefused'), 0.5)).toMatchObject({ kind: 'retry' })
  })
})

describe('what is believed while a write is under way', () => {
  const lateMs = NOW_MS + limits.lateLandingMs
  it.each<[what: string, step: Parameters<typeof assume>[1], believed: Partial<Observed>]>([
    [
      'a creation',
      { kind: 'create', window },
      { doubt: { names: NAMES, window, face: FACE }, lateGrantUntilMs: lateMs },
    ],
    [
      'an update that gives',
      { kind: 'update', window, gives: true },
      { doubt: { names: NAMES, window }, lateGrantUntilMs: lateMs, lateRevokeUntilMs: 0 },
    ],
    [
      'an update that ends',
      { kind: 'update', window, gives: false },
      { doubt: { names: NAMES, window }, lateGrantUntilMs: 0, lateRevokeUntilMs: lateMs },
    ],
    [
      'a face',
      { kind: 'uploadFace' },
      { doubt: { names: NAMES, window, face: FACE }, lateGrantUntilMs: lateMs },
    ],
    [
      'a level',
      { kind: 'addToLevel', levelId: '8' },
      { doubt: null, levels: { '7': 'in', '8': 'maybe' }, lateLevels: ['8'], lateGrantUntilMs: lateMs },
    ],
    [
      'a level taken',
      { kind: 'removeFromLevel', levelId: '7' },
      { doubt: null, levels: { '7': 'maybe' }, lateLevels: ['7'], lateRevokeUntilMs: lateMs },
    ],
    [
      'an application',
      { kind: 'apply', retryFailed: false },
      { doubt: null, lateGrantUntilMs: 0, lateRevokeUntilMs: 0 },
    ],
  ])('%s is the worst', (_what, step, believed) => {
    const before = seen({ checks: 4, failedChecks: 1 })
    expect(assume(before, step, goal(), NOW_MS)).toMatchObject({
      ...believed,
      applied: 'no',
      checks: 0,
      failedChecks: 0,
    })
  })

  it('names a late level once', () => {
    const twice = assume(
      seen({ lateLevels: ['7'] }),
      { kind: 'removeFromLevel', levelId: '7' },
      goal(),
      NOW_MS,
    )
    expect(twice.lateLevels).toEqual(['7'])
  })
})

describe('what is learned', () => {
  const done = (step: Parameters<typeof learnDone>[1], before = seen()) =>
    learnDone(before, step, goal(), '99', NOW_MS)

  it.each<[what: string, learned: Observed, expected: Partial<Observed>]>([
    [
      'of a creation',
      done({ kind: 'create', window }, nothingObserved),
      {
        person: { personId: '99' },
        names: NAMES,
        window,
        face: FACE,
        faceRead: false,
        levels: {},
        applied: 'no',
      },
    ],
    [
      'of an update',
      done({ kind: 'update', window, gives: true }, seen({ names: 'x', window: null })),
      { names: NAMES, window, applied: 'no' },
    ],
    [
      'of a face',
      done({ kind: 'uploadFace' }, seen({ face: OTHER_FACE })),
      { face: FACE, faceRead: false, applied: 'no' },
    ],
    [
      'of a level',
      done({ kind: 'addToLevel', levelId: '8' }),
      { levels: { '7': 'in', '8': 'in' }, applied: 'no' },
    ],
    ['of a level taken', done({ kind: 'removeFromLevel', levelId: '7' }), { levels: {}, applied: 'no' }],
    [
      'of an application',
      done({ kind: 'apply', retryFailed: true }, seen({ checks: 9 })),
      { applied: 'asked', appliedAskedAtMs: NOW_MS, checks: 0 },
    ],
  ])('%s', (_what, learned, expected) => {
    expect(learned).toMatchObject(expected)
  })

  const person = { personId: '8562', personCode: 'GP', window, hasFace: true }
  const doubted = { names: 'X\nY', window: { fromMs: NOW_MS, untilMs: NOW_MS + HOUR_MS }, face: OTHER_FACE }

  it('of a look-up: nobody is there, so nothing holds but what may come late', () => {
    const late = { lateGrantUntilMs: 1, lateRevokeUntilMs: 2, lateLevels: ['7'] }
    expect(learnSeen(seen({ ...late, doubt: doubted }), null)).toEqual({ ...nothingObserved, ...late })
  })

  it('of a look-up: the write was done', () => {
    const read = learnSeen(seen({ doubt: doubted }), { ...person, window: doubted.window })
    expect(read).toMatchObject({ doubt: null, names: 'X\nY', window: doubted.window, levels: { '7': 'in' } })
  })

  it('of a look-up: the write was not done', () => {
    expect(learnSeen(seen({ doubt: doubted }), person)).toMatchObject({ doubt: null, names: NAMES, window })
  })

  it.each<[what: string, before: Observed, hasFace: boolean, face: string | null]>([
    ['none is there', seen(), false, null],
    ['the one before', seen(), true, FACE],
    [
      'a first one can only be the one sent',
      seen({ face: null, faceRead: false, doubt: doubted }),
      true,
      OTHER_FACE,
    ],
    ['after a change nobody can tell', seen({ doubt: doubted }), true, null],
    ['after one more change nobody can tell', seen({ face: null, doubt: doubted }), true, null],
    ['the same sent again', seen({ doubt: { ...doubted, face: FACE } }), true, FACE],
  ])('of a face: %s', (_what, before, hasFace, face) => {
    expect(learnSeen(before, { ...person, hasFace })).toMatchObject({ face, faceRead: hasFace })
  })

  it('of somebody made anew: nothing known of the old one holds', () => {
    const read = learnSeen(seen(), { ...person, personId: '9000' })
    expect(read).toMatchObject({ person: { personId: '9000' }, levels: {}, names: null, applied: 'no' })
    // Somebody found where nobody was known has not been brought to the doors by us either.
    expect(learnSeen(nothingObserved, person)).toMatchObject({ applied: 'no', levels: {} })
  })

  it('of a surprise: that nobody knows', () => {
    expect(learnSurprise(granted)).toEqual({ ...granted, doubt: { names: null, window: null } })
  })

  it.each<
    [
      verdict: Parameters<typeof learnDoors>[1],
      grant: boolean,
      before: Partial<Observed>,
      after: Partial<Observed>,
    ]
  >([
    ['done', true, { failedChecks: 1 }, { applied: 'confirmed', checks: 1, failedChecks: 0 }],
    ['untold', true, {}, { applied: 'untold' }],
    ['untold', false, {}, { applied: 'untold' }],
    ['done', false, {}, { applied: 'listed' }],
    ['done', false, { window: gone.window }, { applied: 'confirmed' }],
    ['pending', true, { failedChecks: 1 }, { applied: 'asked', failedChecks: 0 }],
    ['failed', true, { failedChecks: 1 }, { applied: 'asked', failedChecks: 2 }],
    ['none', false, {}, { applied: 'confirmed' }],
    ['none', true, {}, { applied: 'asked', checks: 1 }],
    ['none', true, { checks: 2 }, { applied: 'untold', checks: 3 }],
  ])('of doors that say %s (a grant: %s, before: %j)', (verdict, grant, before, after) => {
    expect(learnDoors(seen({ applied: 'asked', ...before }), verdict, grant, NOW_MS)).toMatchObject(after)
  })

  it('when the time of a late write is over: what it touched is doubted once more', () => {
    const late = seen({ lateGrantUntilMs: NOW_MS, lateRevokeUntilMs: NOW_MS - 5, lateLevels: ['7', '8'] })
    expect(settleLate(late, true, NOW_MS - 1)).toBe(late)
    expect(settleLate(granted, true, NOW_MS)).toBe(granted)
    expect(settleLate(late, true, NOW_MS)).toMatchObject({
      levels: { '7': 'maybe', '8': 'maybe' },
      doubt: { names: null, window: null },
      lateGrantUntilMs: 0,
      lateRevokeUntilMs: 0,
      lateLevels: [],
    })
    const doubtful = settleLate({ ...late, doubt: doubted }, true, NOW_MS)
    expect(doubtful.doubt).toEqual(doubted)
    expect([lateUntilMs(late, true), lateUntilMs(late, false)]).toEqual([NOW_MS, NOW_MS])
  })

  it('after the clock was set back: what lies further ahead than was ever set is waited for anew', () => {
    const lateMs = NOW_MS + limits.lateLandingMs
    const before = seen({
      lateGrantUntilMs: lateMs + HOUR_MS,
      lateRevokeUntilMs: lateMs + HOUR_MS,
      applied: 'asked',
      appliedAskedAtMs: NOW_MS + HOUR_MS,
      lateLevels: ['7'],
    })
    const after = settleLate(before, true, NOW_MS)
    expect(after).toEqual({
      ...before,
      lateGrantUntilMs: lateMs,
      lateRevokeUntilMs: lateMs,
      appliedAskedAtMs: NOW_MS,
    })
    // As far ahead as may be is nothing odd.
    expect(settleLate(after, true, NOW_MS)).toBe(after)
    expect(settleLate(after, true, lateMs)).toMatchObject({ lateGrantUntilMs: 0, levels: { '7': 'maybe' } })
  })
})

function record(change: Partial<AccessRecord> = {}, guestId = 1): AccessRecord {
  return {
    guestId,
    personCode: `GP${guestId}`,
    familyName: 'Петрова',
    givenName: 'Алёна',
    revision: 1,
    desired: wish(1),
    observed: granted,
    settled: false,
    parked: false,
    problem: null,
    code: null,
    attempts: 0,
    nextAttemptAtMs: 0,
    ...change,
  }
}

describe('the stage a guard is shown', () => {
  const end = wish(1, { want: 'revoked' })
  it.each<[stage: string, change: Partial<AccessRecord>]>([
    ['waiting', { observed: nothingObserved }],
    ['working', { observed: { ...nothingObserved, doubt: { names: null, window: null } } }],
    ['working', { observed: seen({ levels: {} }) }],
    ['working', { observed: seen({ applied: 'asked', appliedAskedAtMs: NOW_MS }) }],
    ['working', { observed: seen({ applied: 'asked', faceRead: false }) }],
    ['onDoors', {}],
    ['onDoors', { observed: seen({ lateGrantUntilMs: NOW_MS + 5_000 }) }],
    ['accepted', { observed: seen({ applied: 'untold' }) }],
    ['attention', { observed: nothingObserved, parked: true }],
    ['revoking', { desired: end }],
    ['revoking', { desired: end, observed: { ...gone, applied: 'asked', appliedAskedAtMs: NOW_MS } }],
    ['revoking', { desired: end, observed: { ...nothingObserved, lateGrantUntilMs: NOW_MS + 5 } }],
    ['revoked', { desired: end, observed: gone }],
    ['revoked', { desired: end, observed: nothingObserved }],
    ['revoking', { desired: wish(1, { untilMs: NOW_MS }) }],
  ])('is %s: %j', (stage, change) => {
    expect(accessStage(record(change), NOW_MS)).toBe(stage)
  })

  it('compares both names in one text', () => {
    expect(goalOf(record()).names).toBe(NAMES)
  })
})

describe('the plan of a round', () => {
  const planJobs = (...round: Parameters<typeof planRound>) => planRound(...round).jobs
  const plan = (due: readonly AccessRecord[], underWay: readonly AccessRecord[] = []) =>
    planJobs(due, underWay, createSparing(), NOW_MS)
  const joins = (count: number, change: Partial<AccessRecord> = {}) =>
    Array.from({ length: count }, (_, i) => record({ observed: seen({ levels: {} }), ...change }, i + 1))

  it('joins all whose next step is the same call, at most 100 at a time', () => {
    const jobs = plan(joins(250))
    expect(jobs.map((job) => [job.step.kind, job.records.length])).toEqual([
      ['addToLevel', 100],
      ['addToLevel', 100],
      ['addToLevel', 50],
    ])
    expect(new Set(jobs.flatMap((job) => job.records.map((one) => one.guestId))).size).toBe(250)
  })

  it('keeps apart what is not the same call', () => {
    const end = wish(1, { want: 'revoked' })
    const others = [
      record({ desired: wish(1, { levelId: '8' }), observed: seen({ levels: {} }) }, 900),
      record({ desired: wish(1, { urgency: 'group' }), observed: seen({ levels: {} }) }, 901),
      record({ desired: end, observed: seen({ levels: { '7': 'in' } }) }, 902),
      record({ desired: end, observed: { ...gone, applied: 'no' } }, 903),
      record({ observed: seen({ applied: 'no' }) }, 904),
    ]
    const jobs = plan([...others, ...joins(2)])
    expect(jobs.map((job) => [job.class, job.step.kind, job.records.length])).toEqual([
      ['enrol', 'addToLevel', 1],
      ['enrolGroup', 'addToLevel', 1],
      ['revoke', 'removeFromLevel', 1],
      ['revoke', 'apply', 1],
      ['enrol', 'apply', 1],
      ['enrol', 'addToLevel', 2],
    ])
  })

  it('asks alone for each whose call failed before, and for what HCP takes alone', () => {
    expect(plan(joins(3, { attempts: 1, problem: 'dataRefused' }))).toHaveLength(3)
    for (const observed of [
      nothingObserved,
      seen({ names: 'x' }),
      seen({ face: null }),
      seen({ applied: 'asked' }),
    ])
      expect(plan(joins(3, { observed }))).toHaveLength(3)
  })

  it.each(['busy', 'unanswered', 'unreachable', 'authRefused'] as const)(
    'keeps together those whose call failed for a reason that is nobody’s own: %s',
    (problem) => {
      expect(plan(joins(3, { attempts: 1, problem }))).toHaveLength(1)
    },
  )

  describe('of a group', () => {
    const asGroup = (observed: Observed, guestId: number, change: Partial<AccessRecord> = {}) =>
      record({ desired: wish(1, { urgency: 'group' }), observed, ...change }, guestId)
    const inNoLevel = seen({ levels: {} })
    const kinds = (jobs: readonly Job[]) => jobs.map((job) => [job.step.kind, job.records.length])

    it('waits for the last before it joins the level, and before it goes to the doors', () => {
      const ready = Array.from({ length: 9 }, (_, i) => asGroup(inNoLevel, i + 1))
      const last = asGroup(nothingObserved, 10)
      expect(kinds(plan([...ready, last]))).toEqual([['create', 1]])
      expect(kinds(plan(ready, [last]))).toEqual([])
      expect(kinds(plan(ready))).toEqual([['addToLevel', 9]])
      const joined = Array.from({ length: 9 }, (_, i) => asGroup(seen({ applied: 'no' }), i + 1))
      expect(kinds(plan(joined, [asGroup(inNoLevel, 10)]))).toEqual([])
      expect(kinds(plan(joined))).toEqual([['apply', 9]])
    })

    it('does not wait with a full call, nor with somebody who is tried alone, and nobody waits for it', () => {
      const last = asGroup(nothingObserved, 900)
      const full = Array.from({ length: 100 }, (_, i) => asGroup(inNoLevel, i + 1))
      expect(kinds(plan([...full, last]))).toEqual([
        ['addToLevel', 100],
        ['create', 1],
      ])
      const alone = asGroup(inNoLevel, 1, { problem: 'dataRefused', attempts: 1 })
      expect(kinds(plan([alone, last]))).toEqual([
        ['addToLevel', 1],
        ['create', 1],
      ])
      expect(kinds(plan([...joins(1), last]))).toEqual([
        ['addToLevel', 1],
        ['create', 1],
      ])
    })

    it('is read back from the list where that is cheaper, and singly where the list is long or silent', () => {
      const unread = seen({ applied: 'asked', appliedAskedAtMs: NOW_MS - 1_000, faceRead: false })
      const five = Array.from({ length: 5 }, (_, i) => asGroup(unread, i + 1))
      const sparing = createSparing()
      expect(kinds(planJobs(five, [], sparing, NOW_MS))).toEqual([['readBack', 5]])
      for (const pages of [5, Number.POSITIVE_INFINITY]) {
        sparing.learnListPages(pages)
        expect(planJobs(five, [], sparing, NOW_MS)).toHaveLength(5)
      }
      const patient = { ...unread, appliedAskedAtMs: NOW_MS - 30_000 }
      expect(plan(five.map((one) => ({ ...one, observed: patient })))).toHaveLength(5)
    })

    it('sends one ahead to the doors, and asks for the others when his have answered', () => {
      const asked = seen({ applied: 'asked', appliedAskedAtMs: NOW_MS - 5_000 })
      const ten = Array.from({ length: 10 }, (_, i) => asGroup(asked, i + 1))
      const sparing = createSparing()
      expect(kinds(planJobs(ten, [], sparing, NOW_MS))).toEqual([['askDoors', 1]])
      sparing.learnVanguard(asked.appliedAskedAtMs, 'pending', NOW_MS)
      expect(planJobs(ten, [], sparing, NOW_MS + 4_999)).toHaveLength(0)
      expect(planJobs(ten, [], sparing, NOW_MS + 5_000)).toHaveLength(1)
      sparing.learnVanguard(asked.appliedAskedAtMs, 'done', NOW_MS + 5_000)
      expect(planJobs(ten, [], sparing, NOW_MS + 5_000)).toHaveLength(10)
    })
  })

  it('asks about many revocations at once, where HCP answers so', () => {
    const end = { desired: wish(1, { want: 'revoked' }) }
    const asked = { ...gone, applied: 'asked' as const, appliedAskedAtMs: NOW_MS - 5_000 }
    const many = Array.from({ length: 6 }, (_, i) => record({ ...end, observed: asked }, i + 1))
    const sparing = createSparing()
    expect(planJobs(many, [], sparing, NOW_MS).map((job) => job.records.length)).toEqual([6])
    expect(planJobs(many.slice(0, 3), [], sparing, NOW_MS)).toHaveLength(3)
    sparing.cannotAskTogether()
    expect(planJobs(many, [], sparing, NOW_MS).map((job) => job.records.length)).toEqual([1])
  })

  it('takes revocations in the order they came, and leaves out who waits or is done', () => {
    const end = { desired: wish(1, { want: 'revoked' }) }
    const due = [
      record(end, 5),
      record({}, 6),
      record({ observed: seen({ lateGrantUntilMs: NOW_MS + 9 }) }, 7),
      record(end, 8),
    ]
    const jobs = plan(due)
    expect(jobs.map((job) => job.records.map((one) => one.guestId))).toEqual([[5, 8]])
  })
})
