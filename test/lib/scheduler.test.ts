import { describe, expect, it } from 'vitest'
import { createEmitter } from '../../src/main/lib/emitter.ts'
import { pause, startLoop, systemScheduler } from '../../src/main/lib/scheduler.ts'
import { VirtualTime } from '../virtual-time.ts'

/** A loop whose rounds take `tookMs` and wish `delayMs`; each start is noted. */
function openLoop(tookMs: number, delayMs: number | null, breaksAt: readonly number[] = []) {
  const time = new VirtualTime(0)
  const starts: number[] = []
  const errors: unknown[] = []
  let underWay = 0
  let most = 0
  const loop = startLoop(
    time,
    async () => {
      starts.push(time.nowMs())
      underWay += 1
      most = Math.max(most, underWay)
      await pause(time, tookMs)
      underWay -= 1
      if (breaksAt.includes(starts.length)) throw new Error(`round ${starts.length}`)
      return delayMs
    },
    (error) => errors.push(error),
    500,
  )
  return { time, loop, starts, errors, most: () => most }
}

describe('the loop', () => {
  it('waits from the end of a round, so that rounds never overlap', async () => {
    const { time, starts, most } = openLoop(300, 100)
    await time.pass(1_000)
    expect(starts).toEqual([0, 400, 800])
    expect(most()).toBe(1)
  })

  it('wakes at once from its sleep', async () => {
    const { time, loop, starts } = openLoop(10, null)
    await time.pass(10_000)
    expect(starts).toEqual([0])
    loop.wake()
    await time.pass(0)
    expect(starts).toEqual([0, 10_000])
  })

  it('woken during a round runs once more after it, however often', async () => {
    const { time, loop, starts, most } = openLoop(300, null)
    await time.pass(100)
    loop.wake()
    loop.wake()
    await time.pass(10_000)
    expect(starts).toEqual([0, 300])
    expect(most()).toBe(1)
  })

  it('woken early does not run again at the time it had waited for', async () => {
    const { time, loop, starts } = openLoop(0, 1_000)
    await time.pass(400)
    loop.wake()
    await time.pass(1_100)
    expect(starts).toEqual([0, 400, 1_400])
  })

  it('goes on after an error, a little later', async () => {
    const { time, starts, errors } = openLoop(0, 100, [2])
    await time.pass(1_000)
    expect(starts.slice(0, 4)).toEqual([0, 100, 600, 700])
    expect(errors).toEqual([new Error('round 2')])
  })

  it('stops: waits for the round under way, and nothing follows, woken or not', async () => {
    const { time, loop, starts } = openLoop(300, 100)
    await time.pass(100)
    let isStopped = false
    loop.wake()
    void loop.stop().then(() => {
      isStopped = true
    })
    await time.pass(100)
    expect(isStopped).toBe(false)
    await time.pass(200)
    expect(isStopped).toBe(true)
    loop.wake()
    await time.pass(10_000)
    expect(starts).toEqual([0])
  })

  it('stopped before it began never runs', async () => {
    const { time, loop, starts } = openLoop(0, 100)
    await loop.stop()
    await time.pass(1_000)
    expect(starts).toEqual([])
  })
})

it('a loop that breaks in the same way again and again says so once, and anew after it has run', async () => {
  const time = new VirtualTime()
  let trouble: string | null = 'the disk is full'
  const told: string[] = []
  let rounds = 0
  const loop = startLoop(
    time,
    async () => {
      rounds += 1
      if (trouble !== null) throw new Error(trouble)
      return 1_000
    },
    (error) => told.push((error as Error).message),
    1_000,
  )
  await time.pass(10_500)
  expect([told, rounds]).toEqual([['the disk is full'], 11])
  trouble = 'something else'
  await time.pass(5_000)
  trouble = null
  await time.pass(2_000)
  trouble = 'the disk is full'
  await time.pass(5_000)
  expect(told).toEqual(['the disk is full', 'something else', 'the disk is full'])
  await loop.stop()
})

describe('the system’s scheduler', () => {
  it('runs, and can be cancelled', async () => {
    const ran: string[] = []
    systemScheduler.after(0, () => ran.push('cancelled'))()
    // Beyond 31 bits a timer would fire at once.
    const cancelFar = systemScheduler.after(2 ** 40, () => ran.push('far'))
    systemScheduler.after(-5, () => ran.push('now'))
    await pause(systemScheduler, 5)
    cancelFar()
    expect(ran).toEqual(['now'])
  })
})

describe('an emitter', () => {
  it('tells everybody who listens, and nobody else', () => {
    const emitter = createEmitter<number>()
    const heard: string[] = []
    const leave = emitter.on((news) => heard.push(`a${news}`))
    emitter.on((news) => heard.push(`b${news}`))
    emitter.emit(1)
    leave()
    leave()
    emitter.emit(2)
    expect(heard).toEqual(['a1', 'b1', 'b2'])
  })
})
