import { type MachineUse, type Shortage, shortage } from '../../shared/work.ts'

/** What runs short, each by itself: of two that did, one may be well again. */
export type Short = Readonly<Record<Shortage, boolean>>

export const nothingShort: Short = { disk: false, memory: false }

/** What runs short now, after it did or did not before. */
export function judge({ diskPercent, memoryPercent }: MachineUse, before: Short): Short {
  return {
    disk: isShort(diskPercent, 'disk', before),
    memory: isShort(memoryPercent, 'memory', before),
  }
}

function isShort(percent: number, what: Shortage, before: Short): boolean {
  return percent >= shortage[what][before[what] ? 'resume' : 'pause']
}

/** Why new work pauses, or null. The disk first: it does not come back by itself. */
export function reasonOf(short: Short): Shortage | null {
  return short.disk ? 'disk' : short.memory ? 'memory' : null
}
