import type { DeskStatus } from '../../shared/status.ts'
import type { Guards } from '../guards/resources.ts'
import type { Gate } from '../hcp/gate.ts'
import type { Monitor } from '../passages/monitor.ts'
import { hasNoEntrance } from '../store/doors.ts'
import type { Store } from '../store/open-store.ts'
import { workStatus } from './cards.ts'

export interface StatusSources {
  readonly store: Store
  readonly gate: Gate
  readonly guards: Guards
  readonly monitor: Monitor
}

/** What the status strip shows, gathered from the rooms of one desk. */
export function deskStatus({ store, gate, guards, monitor }: StatusSources, nowMs: number): DeskStatus {
  return {
    hcp: gate.health(),
    ...workStatus(store, nowMs),
    callsLastMinute: gate.sentLastMinute(),
    callsPerMinuteAllowed: gate.limits().ratePerSecond * 60,
    slowedToPerSecond: slowedTo(gate),
    passagesReadUntilMs: monitor.readUntilMs(),
    catchingUp: monitor.catchingUp(),
    noEntrance: hasNoEntrance(store),
    paused: guards.paused(),
    machine: wholePercent(guards.use()),
  }
}

/** The strip and the screen are told of a change, and not of every breath. */
function wholePercent(use: ReturnType<Guards['use']>): DeskStatus['machine'] {
  if (!use) return null
  const { diskPercent, memoryPercent, isCurrent } = use
  // Never rounded up to a limit that is not reached.
  return { diskPercent: Math.floor(diskPercent), memoryPercent: Math.floor(memoryPercent), isCurrent }
}

/** The rate kept just now, where HCP has asked for less than the limit. */
function slowedTo(gate: Gate): number | null {
  const { ratePerSecond } = gate.traffic()
  return ratePerSecond < gate.limits().ratePerSecond ? ratePerSecond : null
}
