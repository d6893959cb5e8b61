import { describe, expect, it } from 'vitest'
import { judge, type Paused } from '../../src/main/guards/judge.ts'
import { startGuards } from '../../src/main/guards/resources.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { VirtualTime } from '../virtual-time.ts'

describe('resources', () => {
  it.each<[diskPercent: number, memoryPercent: number, before: Paused, after: Paused]>([
    [50, 50, null, null],
    [89.9, 79.9, null, null],
    [90, 50, null, 'disk'],
    [50, 80, null, 'memory'],
    // Disk first: it does not come back by itself.
    [90, 80, null, 'disk'],
    [95, 80, 'memory', 'disk'],
    [50, 80, 'disk', 'memory'],
    // Only a little below the limit is no relief yet.
    [89, 50, 'disk', 'disk'],
    [88, 50, 'disk', 'disk'],
    [87.9, 50, 'disk', null],
    [50, 79, 'memory', 'memory'],
    [50, 77.9, 'memory', null],
    // What was not paused for this is judged by the limit itself.
    [89, 50, 'memory', null],
    [87, 79, 'disk', null],
    [100, 100, null, 'disk'],
  ])('disk %d %%, memory %d %%, paused for %s: %s', (diskPercent, memoryPercent, before, after) => {
    expect(judge({ diskPercent, memoryPercent }, before)).toBe(after)
  })

  it('are measured on this machine without a click waiting for it', async () => {
    const time = new VirtualTime()
    const errors: string[] = []
    const log = { ...silentLog, error: (line: string) => void errors.push(line) }
    const guards = startGuards({
      folder: import.meta.dirname,
      clock: time,
      scheduler: time,
      log,
      changed: () => undefined,
    })
    expect(guards.paused()).toBeNull()
    await time.pass(0)
    await guards.stop()
    expect(errors).toEqual([])
  })

  it('that cannot be measured pause nothing and are told', async () => {
    const time = new VirtualTime()
    const lines: string[] = []
    const log = { ...silentLog, error: (line: string) => void lines.push(line) }
    const needs = { folder: '/no/such/folder', clock: time, scheduler: time, log, changed: () => undefined }
    const guards = startGuards(needs)
    await time.pass(0)
    await guards.stop()
    expect(lines).toEqual(['resources could not be measured'])
    expect(guards.paused()).toBeNull()
  })
})
