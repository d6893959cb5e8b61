import { isDeepStrictEqual } from 'node:util'
import type { BudgetLimits } from '../../src/shared/hcp-view.ts'
import type { SitePolicy } from '../../src/shared/policy.ts'
import type { Direction } from '../../src/shared/visit.ts'
import type { NoticeKind } from '../../src/shared/webhook.ts'
import type { Account, StayRow } from './guard-words.ts'

/** A stay as guards have decided it. `itself`: its window was over, or the guest went out through a door. */
export interface Stay {
  end: 'left' | 'cancelled' | 'itself' | null
  /** A guard has marked the guest as inside. */
  markedIn: boolean
  untilMs: number
  levelId: string
  photoHash: string | null
}

export interface Settings {
  language: string
  theme: string
  hcpLimits: BudgetLimits
}

/** All a desk must not lose; what doors and the clock do by themselves is left out. */
export interface Kept {
  /** By the guest's name, the earlier one first. */
  stays: Record<string, Stay[]>
  /** By name. */
  groups: Record<string, { kind: string; paused: boolean; guests: number; isOver: boolean }>
  /** By visit and kind. */
  incidents: Record<string, { state: string; by: string; why: string }>
  directions: Record<string, Direction | null>
  policy: SitePolicy
  webhook: { url: string; kinds: readonly NoticeKind[] } | null
  muster: number[] | null
  photos: string[]
  keepDays: number
  /** Guests whose time is over: from now on they may be forgotten at any moment, each of them whole. */
  forgettable: string[]
  settings: Settings
}

/** HCP keeps whole seconds, and what is learned back from it has no others. */
export const toSecond = (ms: number): number => Math.floor(ms / 1_000) * 1_000

const ENDS = { left: 'left', cancelled: 'cancelled', noShow: 'itself', expected: null, inside: null } as const

function stayOf({ status, endedBy, checkedInBy, untilMs, levelId, photoHash }: StayRow): Stay {
  const end = endedBy === 'exit' || endedBy === 'window' ? 'itself' : ENDS[status]
  return { end, markedIn: checkedInBy === 'guard', untilMs: toSecond(untilMs), levelId, photoHash }
}

export function keptOf(account: Account, settings: Settings): Kept {
  const stays: Kept['stays'] = {}
  for (const row of account.stays) (stays[row.name] ??= []).push(stayOf(row))
  return {
    stays,
    groups: Object.fromEntries(
      account.groups.map(({ name, kind, paused, visitIds, finishedAtMs }) => [
        name,
        { kind, paused: paused === 1, guests: visitIds.length, isOver: finishedAtMs !== null },
      ]),
    ),
    incidents: Object.fromEntries(
      account.incidents.map(({ visitId, kind, state, changedBy, why }) => [
        `${visitId} ${kind}`,
        { state, by: changedBy, why },
      ]),
    ),
    directions: { ...account.directions },
    policy: account.policy,
    webhook: account.webhook,
    muster: account.muster === null ? null : account.muster.toSorted((a, b) => a - b),
    photos: account.photos.toSorted(),
    keepDays: account.keepDays,
    forgettable: [],
    settings,
  }
}

/**
 * What is not as it was promised, of what was `seen` at `nowMs`. `expected` takes over what happens by itself: ends by
 * window and door, results, incidents, doors and pictures nobody has spoken of before.
 */
export function differences(
  expected: Kept,
  seen: Kept,
  wentOut: ReadonlySet<string>,
  nowMs: number,
): string[] {
  const problems: string[] = []
  const differ = (what: string, a: unknown, b: unknown): void => {
    if (!isDeepStrictEqual(a, b))
      problems.push(`${what}: ${JSON.stringify(a)} was promised, there is ${JSON.stringify(b)}`)
  }
  for (const name of expected.forgettable) if (!(name in seen.stays)) delete expected.stays[name]
  seen.forgettable = expected.forgettable.filter((name) => name in seen.stays)
  for (const name of new Set([...Object.keys(expected.stays), ...Object.keys(seen.stays)])) {
    const [those, now] = [expected.stays[name] ?? [], seen.stays[name] ?? []]
    for (const [i, stay] of those.entries()) {
      const isOver = stay.untilMs <= nowMs || wentOut.has(name)
      if (stay.end === null && now[i]?.end === 'itself' && isOver) stay.end = 'itself'
    }
    differ(name, those, now)
  }
  for (const [name, group] of Object.entries(expected.groups)) {
    const now = seen.groups[name]
    if (!group.isOver && now?.isOver) Object.assign(group, { isOver: true, paused: now.paused })
  }
  differ('groups', expected.groups, seen.groups)
  for (const [key, incident] of Object.entries(seen.incidents))
    if (incident.state === 'new') expected.incidents[key] ??= incident
  // What guards wrote of somebody is forgotten with him.
  for (const [key, incident] of Object.entries(expected.incidents))
    if (expected.forgettable.length > 0 && seen.incidents[key]?.why === '') incident.why = ''
  differ('incidents', expected.incidents, seen.incidents)
  for (const [doorId, direction] of Object.entries(seen.directions))
    if (direction === null && !(doorId in expected.directions)) expected.directions[doorId] = null
  differ('doors', expected.directions, seen.directions)
  differ('policy', expected.policy, seen.policy)
  differ('webhook', expected.webhook, seen.webhook)
  differ('days', expected.keepDays, seen.keepDays)
  differ('roll call', expected.muster, seen.muster)
  differ('settings', expected.settings, seen.settings)
  // A picture may be kept and its hash not be told any more.
  const lost = expected.photos.filter((hash) => !seen.photos.includes(hash))
  // Those of guests who were forgotten go with them.
  if (lost.length > 0 && expected.forgettable.length === 0) problems.push(`${lost.length} pictures are lost`)
  expected.photos = [...seen.photos]
  return problems
}
