import { basename } from 'node:path'
import electronLog from 'electron-log/node'
import { type Clock, systemClock } from './clock.ts'
import { limits } from './limits.ts'
import { createLogFlow, type LogLevel, type LogLine } from './log-flow.ts'
import { logFileOf, makeRoom, tidyLogs, touchLog } from './log-folder.ts'
import type { Redactor } from './redact.ts'

/** A room's own logger: a line says what, which id, how long; never a name. */
export interface Log {
  info(line: string): void
  warn(line: string): void
  error(line: string, cause?: unknown): void
}

export interface LogFile {
  room(name: string): Log
  /** From now on no line shows a word of this name. */
  hideName(name: string): void
}

/** The log as its opener has it: what was kept back of a flood is written when it ends. */
export interface OpenLog extends LogFile {
  end(): void
}

/** Others may write into the folder; it is looked after this often, and when a file is full. */
const TIDY_MS = 3_600_000

// Where a line cannot be written the library would say so on the console, for each line, and nobody looks there.
electronLog.transports.console.writeFn = () => undefined

/**
 * Opens the log in `folder`: `desk.log` and three files before it, all within `limits.logFolderMaxBytes`, every line
 * redacted, bounded and in one piece. To log never throws and never waits for anything but the disk: a line that cannot
 * be written is counted, and the number stands before the next one that can.
 *
 * The library formats and writes; the folder's care is ours, because it keeps one file besides the newest, counts only
 * its own bytes, and is silent for good about a folder that was not there at its first line.
 */
export function openLog(folder: string, redact: Redactor, clock: Clock = systemClock): OpenLog {
  const logger = electronLog.create({ logId: folder })
  const { console: terminal, file } = logger.transports
  terminal.level = false
  file.resolvePathFn = () => logFileOf(folder)
  file.maxSize = 0
  file.level = 'info'
  file.format = '[{y}-{m}-{d} {h}:{i}:{s}.{ms}{z}] [{level}]{scope} {text}'
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }

  const flow = createLogFlow(clock)
  let state: 'unopened' | 'good' | 'torn' = 'unopened'
  let tidiedAtMs = Number.NEGATIVE_INFINITY
  let lost = 0

  function isReady(): boolean {
    try {
      makeRoom(folder)
      if (state !== 'good') touchLog(folder, state === 'torn')
      const nowMs = clock.monotonicMs()
      if (nowMs - tidiedAtMs > TIDY_MS) {
        tidyLogs(folder)
        tidiedAtMs = nowMs
      }
    } catch {
      return false
    }
    if (state === 'unopened') {
      file.getFile().on('error', () => {
        state = 'torn'
        lost += 1
      })
    }
    state = 'good'
    return true
  }

  function put({ level, room, text }: LogLine): void {
    if (!isReady()) {
      lost += 1
      return
    }
    const missing = lost
    if (missing > 0) {
      logger.scope('log').warn(`${missing} lines could not be written`)
      // Nor this one: the disk is as full as it was.
      if (lost > missing) return
      lost = 0
    }
    logger.scope(room)[level](text)
  }

  function write(level: LogLevel, room: string, text: string): void {
    for (const line of flow.take({ level, room, text: onePiece(text, redact) })) put(line)
  }

  return {
    hideName: redact.hideName,
    room: (name) => ({
      info: (line) => write('info', name, line),
      warn: (line) => write('warn', name, line),
      error: (line, cause) => write('error', name, cause === undefined ? line : `${line} ${describe(cause)}`),
    }),
    end() {
      for (const line of flow.rest()) put(line)
    },
  }
}

/** What is cut off might have been the half of a secret, which the redactor does not know. */
const HALF_A_SECRET_CHARS = 400
// A line that breaks could pass as two, and other control characters as what a terminal does.
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

/** Without anything private, as one line of bounded length. Text of any length takes a bounded time. */
function onePiece(text: string, redact: Redactor): string {
  const isCut = text.length > limits.logTextMaxChars
  const clean = redact(isCut ? text.slice(0, limits.logTextMaxChars) : text).replace(CONTROLS, ' ')
  const safe = isCut ? clean.slice(0, -HALF_A_SECRET_CHARS) : clean
  return isCut || safe.length > limits.logLineMaxChars
    ? `${safe.slice(0, limits.logLineMaxChars)}… (of ${text.length} characters)`
    : safe
}

/** An error's name, message and place; a cause only by name, because foreign errors may carry whole requests. */
function describe(part: unknown): string {
  try {
    if (!(part instanceof Error)) return String(part)
    const cause = part.cause instanceof Error ? ` (cause: ${part.cause.name})` : ''
    return `${part.name}: ${part.message} ${placeOf(part)}${cause}`
  } catch {
    // Whatever was thrown, it may be an object that throws when it is looked at.
    return 'something that cannot be described'
  }
}

/** The topmost place of the stack, its file without the folders: they name whoever has installed the desk. */
function placeOf({ stack = '', message }: Error): string {
  const from = Math.max(0, stack.indexOf(message)) + message.length
  const place = /^\s+(at .+)$/m.exec(stack.slice(from, from + 2_000))?.[1] ?? ''
  return place.replace(/(?:file:)?[/\\][^\s()]*/, (path) => basename(path.replaceAll('\\', '/')))
}

/** For tests and tools: says nothing. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
