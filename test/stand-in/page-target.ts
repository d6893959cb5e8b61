// How a page comes up: the target, its preloads in a world of their own, its requests paused, its helpers watched.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { engine } from './chromium.ts'
import { makeCodec } from './codec.ts'
import { NotImitated } from './host.ts'
import { newWindow } from './new-windows.ts'
import { makeCrossing } from './page-crossing.ts'
import { isolatedWorld } from './page-isolated-world.ts'
import { mainWorld } from './page-main-world.ts'
import { addPage, ISOLATED_WORLD, watchHelpers } from './targets.ts'
import { pauseRequests } from './traffic.ts'
import type { WebContents } from './web-contents.ts'

export type WebPreferences = {
  readonly preload?: string
  readonly sandbox?: boolean
  readonly contextIsolation?: boolean
  readonly nodeIntegration?: boolean
  readonly additionalArguments?: readonly string[]
}

const BINDING = '__toHost'

function scriptsFor(
  preferences: WebPreferences,
  preloads: readonly string[],
): { main: string; isolated: string } {
  const { electron, chrome, node, v8 } = process.versions
  const processInfo = {
    type: 'renderer',
    platform: process.platform,
    arch: process.arch,
    env: {},
    argv: [process.execPath, ...(preferences.additionalArguments ?? [])],
    contextIsolated: true,
    sandboxed: true,
    versions: { electron, chrome, node, v8 },
  }
  const bodies = preloads.map((file) => {
    const source = readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')
    return `function (exports, require, module, process) {${source}\n}`
  })
  const tag = JSON.stringify(`_${randomUUID()}`)
  // Node has stripped the types already, so the functions' own text is what the page can run.
  const tools = `{ makeCodec: ${makeCodec.toString()}, makeCrossing: ${makeCrossing.toString()} }`
  const info = JSON.stringify(processInfo)
  return {
    main: `(${mainWorld.toString()})(${tag}, ${makeCrossing.toString()})`,
    isolated: `(${isolatedWorld.toString()})(${tag}, '${BINDING}', ${tools}, ${info}, [${bodies.join(',')}])\n//# sourceURL=preload.js`,
  }
}

export function checkPreferences(preferences: WebPreferences): void {
  if (preferences.contextIsolation === false) throw new NotImitated('contextIsolation: false')
  if (preferences.nodeIntegration === true) throw new NotImitated('nodeIntegration: true')
  if (preferences.sandbox === false) throw new NotImitated('sandbox: false')
  if (preferences.preload?.endsWith('.mjs')) throw new Error('a sandboxed preload must be CommonJS')
}

export async function openPage(page: WebContents, preferences: WebPreferences): Promise<void> {
  const { cdp } = engine()
  const { targetId, sessionId } = await newWindow()
  page.targetId = targetId
  page.sessionId = sessionId
  addPage(sessionId, page)

  const preloads = page.session.getPreloadScripts().map(({ filePath }) => filePath)
  const scripts = scriptsFor(preferences, [
    ...preloads,
    ...(preferences.preload ? [preferences.preload] : []),
  ])
  const binding = { name: BINDING, executionContextName: ISOLATED_WORLD }
  const isolated = { worldName: ISOLATED_WORLD, source: scripts.isolated }
  await Promise.all([
    cdp.send('Page.enable', {}, sessionId),
    cdp.send('Runtime.enable', {}, sessionId),
    cdp.send('Runtime.addBinding', binding, sessionId),
    cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main }, sessionId),
    cdp.send('Page.addScriptToEvaluateOnNewDocument', isolated, sessionId),
    pauseRequests(sessionId),
    watchHelpers(sessionId),
  ])
  await cdp.send('Runtime.runIfWaitingForDebugger', {}, sessionId)
}
