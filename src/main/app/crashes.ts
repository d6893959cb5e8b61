import { basename } from 'node:path'
import type { App, WebContents } from 'electron'
import type { Clock } from '../lib/clock.ts'
import type { LogFile } from '../lib/log.ts'

/** A page that crashes again at once would only flicker. */
const RELOAD_GAP_MS = 10_000

/**
 * What nobody expected goes into the log, once and redacted, and into no window: Electron's own would show the error's
 * text to whoever stands there. The desk goes on: its store takes whole transactions or none, and one that ended here
 * would revoke nothing any more. A page that crashed is loaded again; it begins with a snapshot like any other.
 */
export function watchCrashes(app: App, clock: Clock, log: LogFile): void {
  const main = log.room('app')
  process.on('uncaughtException', (error) => main.error('an error nobody caught:', error))
  process.on('unhandledRejection', (reason) => main.error('a broken promise nobody caught:', reason))
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (reason !== 'clean-exit') main.error(`a process is gone: ${name ?? type}, ${reason} (${exitCode})`)
  })
  app.on('web-contents-created', (_event, page) => watchPage(page, clock, log))
}

function watchPage(page: WebContents, clock: Clock, log: LogFile): void {
  const room = log.room('page')
  let reloadedAtMs = Number.NEGATIVE_INFINITY
  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    room.error(`the page is gone: ${reason} (${exitCode})`)
    const nowMs = clock.monotonicMs()
    if (nowMs - reloadedAtMs < RELOAD_GAP_MS) return
    reloadedAtMs = nowMs
    page.reload()
  })
  page.on('unresponsive', () => room.warn('the page does not respond'))
  page.on('responsive', () => room.info('the page responds again'))
  page.on('preload-error', (_event, _path, error) => room.error('the preload broke:', error))
  page.on('console-message', ({ level, message, lineNumber, sourceId }) => {
    // A picture that is not there is no trouble, and Chromium says so for each.
    if (level === 'error' && !message.startsWith('Failed to load resource'))
      room.error(`${message} (${basename(sourceId)}:${lineNumber})`)
  })
}
