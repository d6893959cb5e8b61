import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSettings } from '../../src/main/app/settings.ts'
import { openSupport } from '../../src/main/app/support-bundle.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { openLog, silentLog } from '../../src/main/lib/log.ts'
import { logFileOf } from '../../src/main/lib/log-folder.ts'
import { createRedactor } from '../../src/main/lib/redact.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { fastTime, type Harness, someGuest, startHarness } from '../desk-harness.ts'
import type { Bench } from './bench.ts'
import { percentile } from './numbers.ts'
import type { BenchCase } from './rows.ts'
import { watched } from './watched.ts'

const GUESTS = 50
/** What the predecessor wrote for a task, on record; it cannot be run here. */
const THEIR_LINES = 50
const LINES = 2_000
const FLOOD = 100_000
const QUIET_MINUTES = 10
const QUIET_FACTOR = 20
const FREE = { ratePerSecond: 500, burst: 500, concurrency: 4 }
const MB = 1024 * 1024

/** What the log costs a disk, a reader and the main thread. */
export const logs: Bench = {
  async run(say) {
    say(`${GUESTS} guests in and out on a bad day`)
    const tasks = await badDay()
    say(`${QUIET_MINUTES} quiet minutes`)
    const quiet = await quietMinutes(say)
    say(`${FLOOD} lines in a hot loop`)
    const folded = flood()
    say('a support file')
    return [tasks, quiet, lineCost(), folded, await supportFile()]
  },
}

async function badDay(): Promise<BenchCase> {
  const h = await startHarness({ applyDelayMs: 0 }, 60_000, FREE)
  try {
    const before = logOf(h)
    for (const kind of ['dropAnswer', 'dropBefore'] as const)
      h.simulator.weather.add({ kind, path: '/resource/v1/person/single/add', times: 2 })
    h.simulator.weather.add({ kind: 'code', code: '6', path: '/visitor/v1/auth/reapplication', times: 2 })
    const visitIds: number[] = []
    for (let i = 0; i < GUESTS; i += 1) {
      const answer = h.desk().desk.enrol(someGuest({ familyName: `Person${i}` }))
      if (answer.ok) visitIds.push(answer.visitId)
    }
    const are = (access: string) => visitIds.every((id) => h.card(id)?.access === access)
    // A write that was never answered is believed a minute later.
    await h.until('on the doors', () => are('onDoors'), 120_000)
    for (const visitId of visitIds) h.desk().desk.checkOut(visitId)
    await h.until('revoked', () => are('revoked'), 120_000)
    const written = logOf(h).slice(before.length)
    const tasks = 2 * GUESTS
    const lines = written.split('\n').length - 1
    return {
      case: `${GUESTS} guests in and out, lost and late answers`,
      measures: [
        {
          measure: 'lines per finished task (predecessor: on record)',
          unit: 'lines',
          ours: lines / tasks,
          other: THEIR_LINES,
          goal: 0.05 * THEIR_LINES,
        },
        { measure: 'bytes per finished task', unit: 'bytes', ours: Buffer.byteLength(written) / tasks },
      ],
    }
  } finally {
    await h.close()
  }
}

async function quietMinutes(say: (line: string) => void): Promise<BenchCase> {
  const h = await startHarness({ applyDelayMs: 0 }, 60_000, FREE, null, fastTime(QUIET_FACTOR))
  try {
    h.desk().desk.enrol(someGuest())
    await h.until('on the doors', () => h.desk().state().cards[0]?.access === 'onDoors')
    // The one line of a day: its backup.
    await h.until('the backup of the day', () => h.desk().state().care.backups.list.length > 0, 60_000)
    const before = logOf(h)
    await new Promise((resolve) => setTimeout(resolve, (QUIET_MINUTES * 60_000) / QUIET_FACTOR))
    const written = logOf(h).slice(before.length)
    const lines = written.split('\n').length - 1
    if (lines > 0) say(written.trim())
    return {
      case: `${QUIET_MINUTES} minutes in which nothing happens, a guest inside`,
      measures: [{ measure: 'lines', unit: 'lines', ours: lines, goal: 0 }],
    }
  } finally {
    await h.close()
  }
}

/** One line after another, with the names of a thousand guests to look for. */
function lineCost(): BenchCase {
  return inFolder((folder) => {
    const redact = createRedactor()
    redact.hide('Zk3v9QpL0xWm7TtYbN1c')
    for (let i = 0; i < 1_000; i += 1) redact.hideName(`Family${letters(i)} Given${letters(i)}`)
    const room = openLog(folder, redact).room('access')
    const line = (i: number): string => `guest ${i} granted: settled ${1_000 + i} ms after the decision`
    const each = timed((i) => room.info(line(i)))
    const bare = timed((i) => appendFileSync(join(folder, 'bare.log'), `[2026-05-04 08:00:00] ${line(i)}\n`))
    const folded = timed(() => room.info('always the same'))
    return {
      case: 'a line on the main thread',
      measures: [
        { measure: 'typical', unit: 'µs', ours: percentile(each, 0.5) },
        { measure: '99 in 100 are below', unit: 'µs', ours: percentile(each, 0.99) },
        { measure: 'a bare append of the same line, typical', unit: 'µs', ours: percentile(bare, 0.5) },
        { measure: 'a line said before, typical', unit: 'µs', ours: percentile(folded, 0.5) },
      ],
    }
  })
}

function flood(): BenchCase {
  return inFolder((folder) => {
    const log = openLog(folder, createRedactor())
    const room = log.room('app')
    const startMs = performance.now()
    for (let i = 0; i < FLOOD; i += 1) room.error(`something went wrong again, this time number ${i}`)
    const ms = performance.now() - startMs
    log.end()
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
    return {
      case: `${FLOOD.toLocaleString('en')} different lines in a hot loop`,
      measures: [
        { measure: 'written', unit: 'MB', ours: bytes / MB, goal: (1.2 * limits.logBurstBytes) / MB },
        { measure: 'time of the main thread', unit: 'ms', ours: ms },
      ],
    }
  })
}

/** Of a computer whose logs are as full as they may be. */
async function supportFile(): Promise<BenchCase> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-support-'))
  try {
    const redact = createRedactor()
    for (let i = 0; i < 1_000; i += 1) redact.hideName(`Family${letters(i)}`)
    const log = openLog(join(folder, 'logs'), redact)
    log.room('app').info('begins')
    const line = (i: number): string =>
      `[2026-05-04 08:00:00.000+00:00] [info]  (access) guest ${i} granted: settled 1250 ms after the decision\n`
    for (let generation = 0; generation < limits.logFiles; generation += 1) {
      const text = Array.from({ length: limits.logFileMaxBytes / line(10_000).length }, (_, i) =>
        line(10_000 + i),
      )
      appendFileSync(logFileOf(join(folder, 'logs'), generation), text.join(''))
    }
    const settings = openSettings(folder, 'en', silentLog)
    const support = openSupport({
      folder,
      version: '0',
      settings,
      clock: systemClock,
      scheduler: systemScheduler,
      log,
      redact,
      desk: () => null,
      chooseFile: async (name) => join(folder, name),
    })
    let bytes = 0
    const { blockMs, cpuBlockMs, seconds } = await watched(async () => {
      const answer = await support.save()
      if (!answer.ok || answer.missing > 0) throw new Error(JSON.stringify(answer))
      bytes = answer.bytes
    })
    return {
      case: 'a support file with 16 MB of logs',
      measures: [
        { measure: 'until it is written', unit: 's', ours: seconds },
        { measure: 'its size', unit: 'MB', ours: bytes / MB },
        { measure: 'longest block of the main thread', unit: 'ms', ours: blockMs },
        { measure: '… in time this thread computed', unit: 'ms', ours: cpuBlockMs, goal: 50 },
      ],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function timed(act: (i: number) => void): readonly number[] {
  return Array.from({ length: LINES }, (_, i) => {
    const startMs = performance.now()
    act(i)
    return (performance.now() - startMs) * 1_000
  })
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'bench-logs-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const letters = (i: number): string => String(i).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')

const logOf = (h: Harness): string => readFileSync(join(h.folder, 'logs', 'desk.log'), 'utf8')
