import { expect, it } from 'vitest'
import { judge, nothingShort, reasonOf } from '../../src/main/guards/judge.ts'

const disk = { disk: true, memory: false }
const memory = { disk: false, memory: true }
const both = { disk: true, memory: true }

it.each([
  [50, 50, nothingShort, null],
  [89.9, 79.9, nothingShort, null],
  [90, 50, nothingShort, 'disk'],
  [50, 80, nothingShort, 'memory'],
  // Disk first: it does not come back by itself.
  [90, 80, nothingShort, 'disk'],
  [95, 80, memory, 'disk'],
  [50, 80, disk, 'memory'],
  // Only a little below the limit is no relief yet.
  [89.9, 50, disk, 'disk'],
  [88, 50, disk, 'disk'],
  [87.9, 50, disk, null],
  [50, 79.9, memory, 'memory'],
  [50, 75, memory, 'memory'],
  [50, 74.9, memory, null],
  // Each by itself: what the other was paused for is no reason.
  [89, 50, memory, null],
  [87, 79, disk, null],
  [87, 79, both, 'memory'],
  [100, 100, nothingShort, 'disk'],
] as const)('disk %d %%, memory %d %%, after %o: %s', (diskPercent, memoryPercent, before, after) => {
  expect(reasonOf(judge({ diskPercent, memoryPercent }, before))).toBe(after)
})
