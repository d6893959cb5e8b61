import { type Change, type Copy, type Job, sameCopy, wantedCopy } from './terminals.ts'
import type { World } from './world.ts'

/** personIds / doorIndexCodes undefined = all. */
export interface Choice {
  readonly personIds?: readonly string[] | undefined
  readonly doorIndexCodes?: readonly string[] | undefined
  readonly leaveFailedOut: boolean
}

const keyOf = (doorIndexCode: string, personId: string): string => `${doorIndexCode}/${personId}`

function wanted(world: World, doorIndexCode: string, personId: string): Copy | null {
  const levelIds = [...world.state.levels.values()]
    .filter((level) => level.doorIds.includes(doorIndexCode) && level.members.has(personId))
    .map((level) => level.id)
  const present = world.state.terminals.get(doorIndexCode)?.get(personId)
  return wantedCopy(world.state.persons.get(personId), levelIds, present)
}

/** What the chosen doors do not know yet of the chosen persons. */
export function pendingChanges(world: World, choice: Choice): readonly Change[] {
  const changes: Change[] = []
  for (const [doorIndexCode, known] of world.state.terminals) {
    if (choice.doorIndexCodes !== undefined && !choice.doorIndexCodes.includes(doorIndexCode)) continue
    const personIds = choice.personIds ?? new Set([...world.state.persons.keys(), ...known.keys()])
    for (const personId of personIds) {
      if (choice.leaveFailedOut && world.state.failed.has(keyOf(doorIndexCode, personId))) continue
      const copy = wanted(world, doorIndexCode, personId)
      if (!sameCopy(copy, known.get(personId) ?? null)) changes.push({ doorIndexCode, personId, copy })
    }
  }
  return changes
}

/** One reapplication at a time: HCP refuses the second. */
export function isApplying(world: World): boolean {
  return world.state.jobs.some((job) => job.kind === 'reapplication')
}

function startJob(world: World, kind: Job['kind'], changes: readonly Change[]): void {
  const dueAtMs = world.now() + world.rules.applyDelayMs
  world.state.jobs = [...world.state.jobs, { kind, dueAtMs, changes }]
}

export function startApplying(world: World, choice: Choice): void {
  startJob(world, 'reapplication', pendingChanges(world, choice))
}

/** From every door, also from those that only an unfinished reapplication will tell about the person. */
export function startRemoving(world: World, personId: string): void {
  const changes = [...world.state.doors.keys()].map((doorIndexCode) => ({
    doorIndexCode,
    personId,
    copy: null,
  }))
  startJob(world, 'deletion', changes)
}

function arrive(world: World, change: Change): void {
  const { state, weather } = world
  const { doorIndexCode, personId, copy } = change
  // An unreachable door learns nothing; the change stays pending until the next trigger.
  if (weather.conditions.offlineDoors.includes(doorIndexCode)) return
  if (weather.conditions.failingDoors.includes(doorIndexCode)) {
    state.failed.add(keyOf(doorIndexCode, personId))
    return
  }
  state.failed.delete(keyOf(doorIndexCode, personId))
  const known = state.terminals.get(doorIndexCode)
  if (copy === null) known?.delete(personId)
  else known?.set(personId, copy)
}

/**
 * Lets everything arrive that is due by now. Called before every look at the world instead of by a timer:
 * the outcome then follows from the saved state and the clock alone, also over a restart.
 */
export function settle(world: World): void {
  const nowMs = world.now()
  const due = world.state.jobs.filter((job) => job.dueAtMs <= nowMs)
  if (due.length > 0) {
    world.state.jobs = world.state.jobs.filter((job) => job.dueAtMs > nowMs)
    for (const job of due) for (const change of job.changes) arrive(world, change)
  }
  const selfApplyAfterMs = world.weather.conditions.selfApplyAfterMs
  if (selfApplyAfterMs === null) return
  for (const change of pendingChanges(world, { leaveFailedOut: true })) {
    const changedAtMs = world.state.persons.get(change.personId)?.changedAtMs ?? 0
    if (changedAtMs + selfApplyAfterMs <= nowMs) arrive(world, change)
  }
}

/** 0 done, 1 pending, 2 failed; null = this door has nothing to do with the person. */
export function doorStatus(world: World, doorIndexCode: string, personId: string): 0 | 1 | 2 | null {
  const present = world.state.terminals.get(doorIndexCode)?.get(personId) ?? null
  const copy = wanted(world, doorIndexCode, personId)
  if (sameCopy(copy, present)) return copy === null || copy.levelIds.length === 0 ? null : 0
  return world.state.failed.has(keyOf(doorIndexCode, personId)) ? 2 : 1
}
