import { basename, join } from 'node:path'
import type { SupportAnswer } from '../../shared/support.ts'
import type { Clock } from '../lib/clock.ts'
import { writeWhole } from '../lib/durable-file.ts'
import { limits } from '../lib/limits.ts'
import type { LogFile } from '../lib/log.ts'
import { logFileOf } from '../lib/log-folder.ts'
import type { Redactor } from '../lib/redact.ts'
import { readRegular } from '../lib/safe-read.ts'
import { pause, type Scheduler } from '../lib/scheduler.ts'
import { deflatedZip } from '../lib/zip.ts'
import type { OpenDesk } from './one-desk.ts'
import type { ChooseFile } from './save-file.ts'
import { codeOf } from './save-table.ts'
import type { Settings } from './settings.ts'
import { checkFacts, deskFacts, fileFacts, machineFacts, settingsFacts, storeFacts } from './support-facts.ts'

export interface SupportNeeds {
  /** The folder of all data, with the logs in it. */
  readonly folder: string
  readonly version: string
  readonly settings: { get(): Settings }
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: LogFile
  readonly redact: Redactor
  /** Null in set-up, or when the store does not open: then the file has less in it. */
  readonly desk: () => OpenDesk | null
  readonly chooseFile: ChooseFile
}

/** One file for whoever helps from afar: logs, versions, settings, diagnosis. */
export interface Support {
  /** Asks where to, and writes there; a second wish meanwhile gets the same answer. */
  save(): Promise<SupportAnswer>
}

export function openSupport(needs: SupportNeeds): Support {
  const log = needs.log.room('app')
  let underWay: Promise<SupportAnswer> | null = null

  async function save(): Promise<SupportAnswer> {
    const minute = new Date(needs.clock.nowMs()).toISOString().slice(0, 16).replace('T', '-').replace(':', '')
    const file = await needs.chooseFile(`guard-post-support-${minute}.zip`, 'zip')
    if (file === null) return { ok: false, refused: 'cancelled' }
    try {
      const { parts, missing } = await gather(needs)
      const bytes = await deflatedZip(parts)
      await writeWhole(file, bytes)
      log.info(`a support file of ${bytes.length} bytes was written, ${missing} parts missing`)
      return { ok: true, fileName: basename(file), bytes: bytes.length, missing }
    } catch (error) {
      log.warn(`a support file was not written: ${codeOf(error)}`)
      return { ok: false, refused: 'notWritten' }
    }
  }

  return {
    save() {
      underWay ??= save().finally(() => {
        underWay = null
      })
      return underWay
    },
  }
}

interface Gathered {
  readonly parts: ReadonlyMap<string, Uint8Array>
  readonly missing: number
}

/** Each part by itself, for what is asked for help with may be what breaks one of them; all within a time limit. */
async function gather(needs: SupportNeeds): Promise<Gathered> {
  const parts = new Map<string, Uint8Array>()
  const missing: string[] = []
  const endMs = needs.clock.monotonicMs() + limits.supportTimeMs
  for (const [name, read] of partsOf(needs)) {
    try {
      const part = await within(needs.scheduler, endMs - needs.clock.monotonicMs(), read())
      if (part !== null) parts.set(name, part)
    } catch (error) {
      missing.push(`${name}: ${codeOf(error)}`)
    }
  }
  const contents = [...ABOUT, '', ...parts.keys(), ...missing.map((line) => `missing: ${line}`), '']
  return { parts: new Map([['read-me.txt', utf8(contents.join('\r\n'))], ...parts]), missing: missing.length }
}

const ABOUT: readonly string[] = [
  'Guard Post: a file for support.',
  'It holds logs, versions, settings and the state of the desk.',
  'It holds no photos, no names or phones of guests, no person codes, no keys and no passwords.',
]

class TooLateError extends Error {
  override readonly name = 'TooLateError'
}

function within<T>(scheduler: Scheduler, delayMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = scheduler.after(delayMs, () => reject(new TooLateError()))
    work.then(resolve, reject).finally(cancel)
  })
}

type Part = readonly [name: string, read: () => Promise<Uint8Array | null>]

function partsOf(needs: SupportNeeds): readonly Part[] {
  const { folder, scheduler, redact } = needs
  const desk = needs.desk()
  const facts = (name: string, read: () => unknown): Part => [
    name,
    async () => utf8(asText(await read(), redact)),
  ]
  const ofDesk: readonly Part[] = desk
    ? [
        facts('desk.json', () => deskFacts(desk)),
        facts('hikcentral.json', () => desk.state().hcp),
        facts('store.json', () => storeFacts(desk, scheduler)),
      ]
    : []
  const logs = Array.from({ length: limits.logFiles }, (_, generation): Part => {
    const file = logFileOf(join(folder, 'logs'), generation)
    return [`logs/${basename(file)}`, () => cleanLog(file, redact, scheduler)]
  })
  return [
    facts('versions.json', () => ({
      madeAtMs: needs.clock.nowMs(),
      desk: needs.version,
      ...process.versions,
    })),
    facts('settings.json', () => settingsFacts(needs.settings.get())),
    facts('machine.json', () => machineFacts(folder)),
    facts('files.json', () => fileFacts(folder)),
    ...ofDesk,
    ...logs,
    // Last, because a large store takes its time.
    facts('check.json', () => checkFacts(folder)),
  ]
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')

/** Moments as people read them, and every text through the redactor, whatever it is. */
function asText(facts: unknown, redact: Redactor): string {
  const readable = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') return redact(value)
    const isMoment = typeof value === 'number' && key.endsWith('Ms') && value > 1e12 && value < 8e15
    return isMoment ? new Date(value).toISOString() : value
  }
  return JSON.stringify(facts ?? null, readable, 2)
}

/** Redacted at once, a few milliseconds' work; then everybody else has a turn. */
const PIECE_BYTES = 64 * 1024
const NEW_LINE = 0x0a

/**
 * A log with every line redacted once more, by what the desk knows by now: a name or a key may have become known after
 * the line was written. Null when there is no such log.
 */
async function cleanLog(file: string, redact: Redactor, scheduler: Scheduler): Promise<Uint8Array | null> {
  const read = await readRegular(file, limits.logFolderMaxBytes)
  if (!read.ok && read.problem === 'missing') return null
  if (!read.ok) throw Object.assign(new Error('not read'), { code: read.problem })
  const clean: Uint8Array[] = []
  for (let at = 0; at < read.bytes.length; ) {
    // Whole lines: a word cut in two would be known to nobody.
    const end = read.bytes.indexOf(NEW_LINE, at + PIECE_BYTES) + 1 || read.bytes.length
    const lines = read.bytes.toString('utf8', at, end).split('\n')
    clean.push(utf8(lines.map((line) => redact(line)).join('\n')))
    at = end
    await pause(scheduler, 0)
  }
  return Buffer.concat(clean)
}
