import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { fileProbe, machineProbe, type Probe } from '../../src/main/guards/probes.ts'
import { startGuards } from '../../src/main/guards/resources.ts'
import { limits } from '../../src/main/lib/limits.ts'
import type { MachineUse } from '../../src/shared/work.ts'
import { VirtualTime } from '../virtual-time.ts'

const calm: MachineUse = { diskPercent: 50, memoryPercent: 50 }

let time: VirtualTime
let lines: string[]
let told: unknown[]
beforeEach(() => {
  time = new VirtualTime()
  lines = []
  told = []
})

function guarded(probe: Probe) {
  const say = (line: string): void => void lines.push(line)
  const guards = startGuards({ probe, scheduler: time, log: { info: say, warn: say, error: say } })
  guards.onChange.on((reason) => told.push(reason))
  onTestFinished(() => guards.stop())
  return guards
}

describe('the machine', () => {
  it('is looked at now and then, more often while work pauses, and never because somebody asks', async () => {
    let looks = 0
    let use = calm
    const guards = guarded(async () => {
      looks += 1
      return use
    })
    expect([guards.paused(), guards.use(), looks]).toEqual([null, null, 0])
    await time.pass(10 * limits.resourceCheckMs)
    for (let i = 0; i < 1_000; i++) guards.paused()
    expect(looks).toBe(11)
    use = { diskPercent: 91, memoryPercent: 50 }
    await time.pass(limits.resourceCheckMs)
    expect([guards.paused(), looks]).toEqual(['disk', 12])
    await time.pass(limits.resourceCheckMs)
    expect(looks).toBe(12 + limits.resourceCheckMs / limits.resourceCheckPausedMs)
    guards.stop()
    await time.pass(10 * limits.resourceCheckMs)
    expect(looks).toBe(16)
  })

  it('tells of each change once: short of one thing, of the other, and well again', async () => {
    let use = calm
    const guards = guarded(async () => use)
    const steps: readonly (readonly [number, number])[] = [
      [91, 50],
      [95, 50],
      [91, 81],
      [50, 78],
      [89, 78],
      [50, 50],
    ]
    for (const [diskPercent, memoryPercent] of steps) {
      use = { diskPercent, memoryPercent }
      await time.pass(limits.resourceCheckMs)
    }
    expect(told).toEqual(['disk', 'memory', null])
    expect(lines).toEqual([
      'new work pauses: disk runs short',
      'new work pauses: memory runs short',
      'new work goes on',
    ])
    expect(guards.use()).toEqual({ ...calm, isCurrent: true })
  })

  it.each<[what: string, ill: () => Promise<MachineUse>]>([
    ['does not answer', () => new Promise(() => undefined)],
    ['refuses', () => Promise.reject(new Error('no such device'))],
  ])('that %s is told of once, and counts as it was last', async (what, ill) => {
    let isIll = false
    let looks = 0
    const guards = guarded(() => {
      looks += 1
      return isIll ? ill() : Promise.resolve({ diskPercent: 91, memoryPercent: 50 })
    })
    await time.pass(0)
    expect(guards.paused()).toBe('disk')
    isIll = true
    lines = []
    await time.pass(20 * limits.resourceCheckMs)
    expect(lines).toEqual([`disk and memory cannot be measured: the system ${what}`])
    expect(guards.paused()).toBe('disk')
    expect(guards.use()).toEqual({ diskPercent: 91, memoryPercent: 50, isCurrent: false })
    // One that hangs is not asked a second time: each question would hold a thread of the process for ever.
    if (what === 'does not answer') expect(looks).toBe(2)
  })

  it('is believed again as soon as it answers, however late', async () => {
    let answer: (use: MachineUse) => void = () => undefined
    const guards = guarded(() => new Promise((resolve) => (answer = resolve)))
    await time.pass(5 * limits.resourceCheckMs)
    expect([guards.paused(), guards.use()]).toEqual([null, null])
    answer({ diskPercent: 50, memoryPercent: 99 })
    await time.pass(0)
    expect(guards.paused()).toBe('memory')
    expect(lines.slice(1)).toEqual([
      'disk and memory can be measured again',
      'new work pauses: memory runs short',
    ])
  })
})

describe('the probes', () => {
  it('measure this machine', async () => {
    const use = await machineProbe(import.meta.dirname)()
    for (const percent of [use.diskPercent, use.memoryPercent]) {
      expect(percent).toBeGreaterThan(0)
      expect(percent).toBeLessThanOrEqual(100)
    }
    await expect(machineProbe('/no/such/folder')()).rejects.toThrow('ENOENT')
  })

  it('say what a file says, each time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'probes-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'probes.json')
    const probe = fileProbe(file)
    await expect(probe()).rejects.toThrow('missing')
    for (const diskPercent of [10, 91]) {
      writeFileSync(file, JSON.stringify({ ...calm, diskPercent }))
      expect(await probe()).toEqual({ ...calm, diskPercent })
    }
    writeFileSync(file, '{"diskPercent":"91"}')
    await expect(probe()).rejects.toThrow()
  })
})
