import type { Clock } from './clock.ts'
import { limits } from './limits.ts'

export type LogLevel = 'info' | 'warn' | 'error'

/** A line as it is written, redacted and in one piece. */
export interface LogLine {
  readonly level: LogLevel
  readonly room: string
  readonly text: string
}

export interface LogFlow {
  /** What is written now that this line has come: the line, nothing, or also what was kept back before. */
  take(line: LogLine): readonly LogLine[]
  /** What was kept back, said in short. */
  rest(): readonly LogLine[]
}

/** Room, level, time and end of a line, roughly. */
const FRAME_BYTES = 60
/** What a loop says may differ each time; beyond this it is not compared any more, only bounded. */
const LINES_COMPARED = 1_000
const REPEATED_CHARS = 120
/** A flood of news must not keep a warning out, nor a flood of warnings an error: bytes left to whatever is worse. */
const KEPT_FOR_WORSE: Readonly<Record<LogLevel, number>> = {
  info: limits.logBurstBytes / 4,
  warn: limits.logBurstBytes / 8,
  error: 0,
}

/**
 * Keeps a flood from pushing the history out of the files: the same line is written once a minute and counted, and all
 * lines together may only grow so fast. What was kept back is told with the next line after its minute, not by a timer
 * of its own.
 */
export function createLogFlow(clock: Pick<Clock, 'monotonicMs'>): LogFlow {
  const nowMs = (): number => clock.monotonicMs()
  let repeats = new Map<string, { readonly line: LogLine; count: number }>()
  let sinceMs = nowMs()
  let filledAtMs = sinceMs
  let bytesLeft: number = limits.logBurstBytes
  let leftOut = 0

  function fits(line: LogLine): boolean {
    const now = nowMs()
    const earned = ((now - filledAtMs) * limits.logBytesPerMinute) / 60_000
    bytesLeft = Math.min(limits.logBurstBytes, bytesLeft + earned)
    filledAtMs = now
    const bytes = FRAME_BYTES + Buffer.byteLength(line.text)
    if (bytesLeft - bytes < KEPT_FOR_WORSE[line.level]) return false
    bytesLeft -= bytes
    return true
  }

  function admit(line: LogLine): readonly LogLine[] {
    if (fits(line)) return [line]
    leftOut += 1
    return []
  }

  function rest(): readonly LogLine[] {
    const told = [...repeats.values()]
      .filter(({ count }) => count > 0)
      .flatMap(({ line, count }) =>
        admit({ ...line, text: `… repeated ${count} times: ${begin(line.text)}` }),
      )
    repeats = new Map()
    sinceMs = nowMs()
    if (leftOut === 0) return told
    const missing: LogLine = {
      level: 'warn',
      room: 'log',
      text: `${leftOut} lines were left out, too many at once`,
    }
    leftOut = 0
    return [...told, missing]
  }

  return {
    take(line) {
      const before = nowMs() - sinceMs >= limits.logRepeatMs ? rest() : []
      const key = `${line.level} ${line.room} ${line.text}`
      const same = repeats.get(key)
      if (same) {
        same.count += 1
        return before
      }
      const admitted = admit(line)
      if (admitted.length > 0 && repeats.size < LINES_COMPARED) repeats.set(key, { line, count: 0 })
      return [...before, ...admitted]
    },
    rest,
  }
}

function begin(text: string): string {
  return text.length > REPEATED_CHARS ? `${text.slice(0, REPEATED_CHARS)}…` : text
}
