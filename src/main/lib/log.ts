import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import electronLog from 'electron-log/node'
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

const FILE_MAX_BYTES = 5 * 1024 * 1024

/** Opens the log in `folder`: one file of 5 MB and its predecessor, redacted at the sink. */
export function openLog(folder: string, redact: Redactor): LogFile {
  mkdirSync(folder, { recursive: true })
  const logger = electronLog.create({ logId: folder })
  logger.transports.console.level = false
  logger.transports.file.resolvePathFn = () => join(folder, 'desk.log')
  logger.transports.file.maxSize = FILE_MAX_BYTES
  logger.transports.file.level = 'info'
  logger.hooks.push((message) => {
    message.data = message.data.map((part: unknown) => redact(describe(part)))
    return message
  })
  return {
    hideName: redact.hideName,
    room(name) {
      const scope = logger.scope(name)
      return {
        info: (line) => scope.info(line),
        warn: (line) => scope.warn(line),
        error: (line, cause) =>
          cause === undefined ? scope.error(line) : scope.error(line, describe(cause)),
      }
    },
  }
}

/** An error's name, message and place; a cause only by name, because foreign errors may carry whole requests. */
function describe(part: unknown): string {
  if (part instanceof Error) {
    const place = part.stack?.split('\n')[1]?.trim() ?? ''
    const cause = part.cause instanceof Error ? ` (cause: ${part.cause.name})` : ''
    return `${part.name}: ${part.message} ${place}${cause}`
  }
  return typeof part === 'string' ? part : String(part)
}

/** For tests and tools: says nothing. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
