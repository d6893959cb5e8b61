import type { GroupKind } from '../../src/shared/group.ts'

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** How far a life is let live. In the order in which a piece of work goes on. */
export const STAGES = ['opening', 'deciding', 'creating', 'level', 'applying', 'confirming', 'ended'] as const
export type Stage = (typeof STAGES)[number]

/** Killed so long after its life has come to this. */
export interface Kill {
  readonly stage: Stage
  /** So many calls of this stage in this life. */
  readonly calls: number
  readonly afterMs: number
}

/**
 * A clock alone would hit the creation of persons nearly always, and the moments that matter never: so the stage is drawn
 * first, and then the moment in it.
 */
const SHARES: Readonly<Record<GroupKind, Readonly<Record<Stage, number>>>> = {
  enrol: { opening: 1, deciding: 3, creating: 4, level: 3, applying: 3, confirming: 2, ended: 1 },
  checkOut: { opening: 1, deciding: 3, creating: 0, level: 3, applying: 3, confirming: 3, ended: 1 },
}

/** Of a hundred guests who come, and of those who are in already; those who go take a call or two. */
const MOST_CALLS: Readonly<Record<GroupKind, Readonly<Partial<Record<Stage, number>>>>> = {
  enrol: { creating: 30, confirming: 40 },
  checkOut: {},
}
/** A start takes most of a second; the decision a few hundredths; a call so long as the simulator lets it. */
const AFTER_MS: Readonly<Record<Stage, number>> = {
  opening: 700,
  deciding: 40,
  creating: 12,
  level: 8,
  applying: 30,
  confirming: 25,
  ended: 25,
}

/** The kills of one piece of work, in the order of its stages; a desk that is just opening is killed at any of them. */
export function planKills(kind: GroupKind, count: number, random: () => number): readonly Kill[] {
  const shares = SHARES[kind]
  const sum = STAGES.reduce((all, stage) => all + shares[stage], 0)
  const draw = (): Stage => {
    let left = random() * sum
    return STAGES.find((stage) => (left -= shares[stage]) < 0) ?? 'ended'
  }
  const drawn = Array.from({ length: count }, () => {
    const stage = draw()
    const place = stage === 'opening' ? random() * STAGES.length : STAGES.indexOf(stage)
    return { stage, place }
  })
  return drawn
    .toSorted((a, b) => a.place - b.place)
    .map(({ stage }) => ({
      stage,
      calls: 1 + Math.floor(random() * (MOST_CALLS[kind][stage] ?? 1)),
      afterMs: random() * AFTER_MS[stage],
    }))
}

const ADD_PERSON = '/resource/v1/person/single/add'
const LEVEL = /^\/acs\/v1\/privilege\/group\/single\/(?:add|delete)Persons$/
const APPLY = '/visitor/v1/auth/reapplication'
/** The desk's own rhythm. */
const OTHERS =
  /^\/(?:acs\/v1\/(?:door\/events|privilege\/group)|resource\/v1\/(?:acsDoor|org)\/.*|common\/v1\/version)$/

/**
 * Whether a life that has made these calls has come to where it is killed; one that goes on further at once has come there
 * too. `wasApplied`: a life before it has sent the guests to the doors already.
 */
export function hasCome(kill: Kill, paths: readonly string[], wasApplied: boolean): boolean {
  const applied = wasApplied ? 0 : paths.indexOf(APPLY) + 1
  const after = wasApplied || applied > 0 ? paths.slice(applied).filter((path) => !OTHERS.test(path)) : []
  const count = (isMeant: (path: string) => boolean): number => paths.filter(isMeant).length
  const calls: Readonly<Record<Stage, number>> = {
    opening: 0,
    deciding: 0,
    creating: count((path) => path === ADD_PERSON),
    level: count(isLevel),
    applying: count(isApply),
    confirming: after.length,
    ended: 0,
  }
  const from = STAGES.indexOf(kill.stage)
  return STAGES.some((stage, i) => (i === from ? calls[stage] >= kill.calls : i > from && calls[stage] > 0))
}

export const isApply = (path: string): boolean => path === APPLY
export const isLevel = (path: string): boolean => LEVEL.test(path)
