import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createOperations, type HeavyWork, type Operations } from '../../src/main/guards/operations.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { en } from '../../src/renderer/text/en.ts'
import { pauses, pausingWork, shortage, steadyWork } from '../../src/shared/work.ts'
import { ToldMachine } from '../told-machine.ts'
import { VirtualTime } from '../virtual-time.ts'

const heavy = Object.keys(limits.workTimeMs) as HeavyWork[]

let time: VirtualTime
let machine: ToldMachine
let operations: Operations
let lines: string[]
let ended: string[]
beforeEach(() => {
  time = new VirtualTime()
  machine = new ToldMachine()
  lines = []
  ended = []
  const say = (line: string): void => void lines.push(line)
  operations = createOperations({
    guards: machine.guards,
    scheduler: time,
    log: { info: say, warn: say, error: say },
    ended: (name, how) => void ended.push(`${name} ${how}`),
  })
})

/** Work that ends when it is told to, and the signal it got. */
function longWork(name: HeavyWork) {
  let signal: AbortSignal | undefined
  const ran = operations.run(name, (given) => {
    signal = given
    return new Promise<string>((resolve) => {
      given.addEventListener('abort', () => resolve('too late'))
    })
  })
  return { ran, isTold: () => signal?.aborted }
}

describe('heavy work', () => {
  it('answers what it came to, and throws what it throws', async () => {
    expect(await operations.run('export', async () => 7)).toEqual({ ok: true, value: 7 })
    const broken = operations.run('export', () => {
      throw new Error('at once')
    })
    await expect(broken).rejects.toThrow('at once')
    expect(ended).toEqual(['export done', 'export failed'])
    expect(lines).toEqual([])
  })

  it.each(heavy)('%s pauses as the list says, begun or not', async (name) => {
    const before = longWork(name)
    await machine.set({ memoryPercent: 81 })
    expect(operations.isPaused(name)).toBe(pauses(name))
    expect(before.isTold()).toBe(pauses(name))
    let isBegun = false
    const after = await operations.run(name, async () => {
      isBegun = true
    })
    expect(isBegun).toBe(!pauses(name))
    if (!pauses(name)) return
    const paused = { ok: false, refused: 'paused' }
    expect([await before.ran, after]).toEqual([paused, paused])
    // It goes on by itself.
    await machine.set({ memoryPercent: 74 })
    expect(await operations.run(name, async () => 'again')).toEqual({ ok: true, value: 'again' })
  })

  it.each(heavy)('%s is ended by its time limit, once', async (name) => {
    const { ran, isTold } = longWork(name)
    await time.pass(limits.workTimeMs[name] - 1)
    expect(isTold()).toBe(false)
    await time.pass(1)
    expect(isTold()).toBe(true)
    expect(await ran).toEqual({ ok: false, refused: 'timeout' })
    expect([lines, ended]).toEqual([[`${name} was ended: timeout`], [`${name} timeout`]])
  })

  it('that does not listen is answered for all the same, and what becomes of it later is nobody’s', async () => {
    let fail: (error: Error) => void = () => undefined
    const ran = operations.run('backup', () => new Promise((_, reject) => (fail = reject)))
    await time.pass(limits.workTimeMs.backup)
    expect(await ran).toEqual({ ok: false, refused: 'timeout' })
    fail(new Error('much later'))
    await time.pass(0)
    expect(ended).toEqual(['backup timeout'])
  })

  it('has its own reason to end when it is told', async () => {
    const ran = operations.run('photo', async (signal) => {
      await machine.set({ diskPercent: 90 })
      signal.throwIfAborted()
      throw new Error('not reached')
    })
    expect(await ran).toEqual({ ok: false, refused: 'paused' })
  })

  it('of a desk that closes is ended and waited for, and none begins any more', async () => {
    let isOver = false
    const ran = operations.run(
      'export',
      (signal) =>
        new Promise<void>((resolve) => {
          signal.addEventListener('abort', () =>
            time.after(1_000, () => {
              isOver = true
              resolve()
            }),
          )
        }),
    )
    const closed = operations.close()
    expect(await ran).toEqual({ ok: false, refused: 'closing' })
    await time.pass(1_000)
    await closed
    expect(isOver).toBe(true)
    expect(await operations.run('musterPdf', async () => 1)).toEqual({ ok: false, refused: 'closing' })
    expect(lines).toEqual([])
  })

  it('that hangs holds up no desk that closes', async () => {
    void operations.run('importPhotos', () => new Promise(() => undefined))
    const closed = operations.close().then(() => 'closed')
    await time.pass(limits.workEndMs)
    expect(await closed).toBe('closed')
  })
})

it('a work stands in the list once, and pauses or does not', async () => {
  const all = [...pausingWork, ...steadyWork]
  expect(new Set(all).size).toBe(all.length)
  await machine.set({ diskPercent: 91 })
  expect(all.filter(operations.isPaused)).toEqual([...pausingWork])
})

it('the list stands in the room’s README, in the words of the screen', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../src/main/guards/README.md'), 'utf8')
  const rows = Array.from({ length: Math.max(pausingWork.length, steadyWork.length) }, (_, i) => {
    const [left, right] = [pausingWork[i], steadyWork[i]]
    return `| ${left ? en.machine.work[left] : ''} | ${right ? en.machine.work[right] : ''} |`
  })
  expect(readme).toContain(`\n| pauses | goes on |\n|---|---|\n${rows.join('\n')}\n\n`)
  const { disk, memory } = shortage
  expect(readme).toContain(`disk ≥ ${disk.pause} % or memory ≥ ${memory.pause} %`)
  expect(readme).toContain(`below ${disk.resume} % and ${memory.resume} %`)
})
