import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { limits } from '../../src/main/lib/limits.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { type Scheduler, systemScheduler } from '../../src/main/lib/scheduler.ts'
import { type Darkroom, openDarkroom } from '../../src/main/photos/darkroom.ts'
import { somePortrait } from '../desk-harness.ts'
import { VirtualTime } from '../virtual-time.ts'
import { noise } from './picture-makers.ts'

const folder = mkdtempSync(join(tmpdir(), 'darkroom-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let portrait: Uint8Array
let slow: Uint8Array
beforeAll(async () => {
  portrait = await somePortrait()
  slow = await noise(1_000, 1_000).resize(3_000, 3_000).jpeg({ quality: 50, progressive: true }).toBuffer()
})

/** The thread runs this instead of decoding pictures; `say` answers. */
function threadOf(script: string): URL {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.mjs`)
  const head =
    "import { parentPort } from 'node:worker_threads'\nconst say = (kind) => parentPort.postMessage({ kind })\n"
  writeFileSync(file, head + script)
  return pathToFileURL(file)
}

function opened(scheduler: Scheduler = systemScheduler, threadFile?: URL): Darkroom {
  const darkroom = openDarkroom({ scheduler, log: silentLog, ...(threadFile ? { threadFile } : {}) })
  onTestFinished(() => darkroom.close())
  return darkroom
}

/** The thread lives in real time; its limit passes again and again until it is seen. */
async function windUntil(signal: AbortSignal, time: VirtualTime): Promise<void> {
  while (!signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    await time.pass(limits.photoTimeMs)
  }
}

const problem = (problem: string) => ({ ok: false, problem })

describe('the darkroom', () => {
  it('refuses by the header without a thread', async () => {
    const darkroom = opened(systemScheduler, threadOf('process.abort()'))
    expect(await darkroom.normalise(new Uint8Array(0), 'next')).toEqual(problem('empty'))
    expect(await darkroom.shrink(Buffer.from('GIF89a'))).toEqual(problem('notAPicture'))
  })

  it('makes one picture after the other, and what a guard waits for next', async () => {
    const darkroom = opened()
    const order: string[] = []
    const make = async (name: string, turn: 'next' | 'last') => {
      const made = await darkroom.normalise(portrait, turn)
      order.push(name)
      expect(made).toMatchObject({ ok: true, picture: { width: 500, height: 500 } })
    }
    const small = async () => {
      const made = await darkroom.shrink(portrait)
      order.push('small')
      expect(made.ok && Buffer.isBuffer(made.picture)).toBe(true)
    }
    // With its tools ready, the first begins before the others come.
    await darkroom.shrink(portrait)
    await Promise.all([make('first', 'last'), make('second', 'last'), small(), make('guard', 'next')])
    expect(order).toEqual(['first', 'guard', 'second', 'small'])
  })

  it('lets only so many wait', async () => {
    const darkroom = opened()
    const answers = await Promise.all(
      Array.from({ length: limits.photosWaiting + 3 }, () => darkroom.normalise(portrait, 'last')),
    )
    const busy = answers.filter((answer) => !answer.ok)
    expect(busy).toEqual([problem('busy'), problem('busy'), problem('busy')])
    // And then there is room again.
    expect((await darkroom.normalise(portrait, 'last')).ok).toBe(true)
  })

  it('gives a picture up that takes too long, and the next has a new thread', async () => {
    const time = new VirtualTime()
    // Bad for a picture of more than a kilobyte, whichever thread it is on.
    const darkroom = opened(
      time,
      threadOf(
        "parentPort.on('message', ({ bytes }) => { while (bytes.length > 1_000); say('damaged') }); say('ready')",
      ),
    )
    const endless = darkroom.normalise(portrait, 'next')
    const behind = darkroom.shrink(Buffer.concat([portrait.subarray(0, 1_000)]))
    const over = new AbortController()
    const wound = windUntil(over.signal, time)
    expect(await endless).toEqual(problem('tooHeavy'))
    over.abort()
    await wound
    expect(await behind).toEqual(problem('damaged'))
  })

  it('goes on after a thread that broke', async () => {
    const darkroom = opened(
      systemScheduler,
      threadOf(
        "parentPort.on('message', ({ what }) => { if (what === 'shrink') process.exit(1); say('damaged') }); say('ready')",
      ),
    )
    const answers = await Promise.all([
      darkroom.shrink(portrait),
      darkroom.normalise(portrait, 'last'),
      darkroom.shrink(portrait),
    ])
    expect(answers).toEqual([problem('damaged'), problem('damaged'), problem('damaged')])
  })

  it.each(['throw new Error("no tools")', 'process.exit(0)'])(
    'has an answer without tools: %s',
    async (script) => {
      const darkroom = opened(systemScheduler, threadOf(script))
      const [first, second] = [darkroom.normalise(portrait, 'next'), darkroom.shrink(portrait)]
      expect([await first, await second]).toEqual([problem('damaged'), problem('damaged')])
    },
  )
})

it('hands over what nobody writes into any more, with the build for Electron on Linux too', async () => {
  const asElectron = new URL('../bench/as-electron.ts', import.meta.url).href
  const file = join(import.meta.dirname, 'wasm-darkroom.ts')
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', asElectron, file])
  expect(stdout.trim()).toBe('false false false')
})

describe('closing the darkroom', () => {
  it('waits for the picture under way, lets go of the others, and takes none any more', async () => {
    const darkroom = opened()
    await darkroom.shrink(portrait)
    const underWay = darkroom.normalise(slow, 'last')
    const waiting = [darkroom.normalise(portrait, 'next'), darkroom.shrink(portrait)]
    let isDone = false
    void underWay.then(() => {
      isDone = true
    })
    await darkroom.close()
    expect(isDone).toBe(true)
    expect((await underWay).ok).toBe(true)
    expect(await Promise.all(waiting)).toEqual([problem('busy'), problem('busy')])
    expect(await darkroom.normalise(portrait, 'next')).toEqual(problem('busy'))
    await darkroom.close()
  })

  it('does not wait for tools nobody needs any more', async () => {
    const darkroom = opened(
      systemScheduler,
      threadOf('await new Promise((resolve) => setTimeout(resolve, 2 ** 30))'),
    )
    darkroom.warm()
    const waiting = darkroom.normalise(portrait, 'next')
    await darkroom.close()
    expect(await waiting).toEqual(problem('busy'))
  })

  it('is done at once where nothing was ever asked', async () => {
    await opened().close()
  })
})
