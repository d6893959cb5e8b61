// From Chromium's events to the pages they are about.
import { fromChromium } from './addresses.ts'
import type { Cdp, Protocol } from './cdp.ts'
import { engine } from './chromium.ts'
import { watchWindows } from './new-windows.ts'
import { pauseRequests, wireTraffic } from './traffic.ts'
import type { WebContents } from './web-contents.ts'

export const ISOLATED_WORLD = 'Electron Isolated Context'
const pages = new Map<string, WebContents>()
/** Workers and foreign frames have sessions of their own; their requests are asked in the name of their page. */
const helpers = new Map<string, WebContents>()

export function allPages(): WebContents[] {
  return [...pages.values()]
}

export function addPage(sessionId: string, page: WebContents): void {
  pages.set(sessionId, page)
}

function dropPage(sessionId: string): void {
  const page = pages.get(sessionId)
  pages.delete(sessionId)
  helpers.delete(sessionId)
  page?.frame.gone()
}

/** Chromium has ended, so every page has. */
export function dropAllPages(): void {
  for (const sessionId of pages.keys()) dropPage(sessionId)
}

function wirePage(cdp: Cdp): void {
  function on<Name extends keyof Protocol.Events>(
    method: Name,
    listener: (page: WebContents, event: Protocol.Events[Name]) => void,
  ): void {
    cdp.on(method, (event, sessionId) => {
      const page = pages.get(sessionId)
      if (page) listener(page, event)
    })
  }

  on('Runtime.bindingCalled', (page, { payload, executionContextId }) => {
    page.receive(payload, executionContextId)
  })
  on('Runtime.executionContextCreated', (page, { context }) => {
    const frameId: unknown = Reflect.get(context.auxData ?? {}, 'frameId')
    if (context.name === ISOLATED_WORLD && frameId === page.targetId) page.worldId = context.id
  })
  on('Runtime.executionContextDestroyed', (page, { executionContextId }) => {
    if (page.worldId === executionContextId) page.worldId = 0
  })
  on('Runtime.executionContextsCleared', (page) => {
    page.worldId = 0
  })
  on('Runtime.consoleAPICalled', (page, { type, args }) => {
    const message = args.map((argument) => String(argument.value ?? argument.description)).join(' ')
    page.emit('console-message', { level: type, message, lineNumber: 0, sourceId: '' })
  })
  on('Runtime.exceptionThrown', (page, { exceptionDetails }) => {
    const message = exceptionDetails.exception?.description ?? exceptionDetails.text
    page.emit('console-message', { level: 'error', message, lineNumber: 0, sourceId: '' })
  })
  on('Inspector.targetCrashed', (page) => {
    page.hasCrashed = true
    page.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
  })
  on('Inspector.targetReloadedAfterCrash', (page) => {
    page.hasCrashed = false
  })
}

function wireNavigation(cdp: Cdp): void {
  cdp.on('Page.windowOpen', ({ url, windowName, windowFeatures }, sessionId) => {
    pages.get(sessionId)?.askToOpen({ url, frameName: windowName, features: windowFeatures.join(',') })
  })
  cdp.on('Page.frameRequestedNavigation', ({ url, disposition }, sessionId) => {
    if (disposition !== 'currentTab') return
    pages.get(sessionId)?.pageWishes.add(url.replace(/#.*$/s, ''))
  })
  cdp.on('Page.frameStartedLoading', ({ frameId }, sessionId) => {
    const page = pages.get(sessionId)
    if (page?.targetId !== frameId) return
    page.isLoadingNow = true
    page.emit('did-start-loading')
  })
  cdp.on('Page.frameStoppedLoading', ({ frameId }, sessionId) => {
    const page = pages.get(sessionId)
    if (page?.targetId !== frameId) return
    page.isLoadingNow = false
    page.emit('did-stop-loading')
  })
  cdp.on('Page.frameNavigated', ({ frame }, sessionId) => {
    const page = pages.get(sessionId)
    if (!page || frame.parentId !== undefined) return
    page.hasCrashed = false
    page.url = fromChromium(frame.unreachableUrl ?? frame.url)
    page.showsError = frame.unreachableUrl !== undefined
    page.pageWishes.clear()
    if (page.showsError) page.failed(page.url)
    else page.emit('did-navigate', {}, page.url, 200, 'OK')
  })
  cdp.on('Page.navigatedWithinDocument', ({ url, frameId }, sessionId) => {
    const page = pages.get(sessionId)
    if (page?.targetId !== frameId) return
    page.url = fromChromium(url)
    page.pageWishes.clear()
    page.emit('did-navigate-in-page', {}, page.url, true, 1, 1)
  })
  cdp.on('Page.domContentEventFired', (_event, sessionId) => {
    const page = pages.get(sessionId)
    if (page && !page.showsError) page.emit('dom-ready', {})
  })
  cdp.on('Page.loadEventFired', (_event, sessionId) => {
    const page = pages.get(sessionId)
    if (page && !page.showsError) page.emit('did-finish-load', {})
  })
  cdp.on('Target.targetInfoChanged', ({ targetInfo }) => {
    const page = allPages().find(({ targetId }) => targetId === targetInfo.targetId)
    if (!page || page.title === targetInfo.title) return
    page.title = targetInfo.title
    page.emit('page-title-updated', {}, page.title, true)
  })
}

/** What a page starts beside itself is watched in its name. */
async function adopt(sessionId: string, page: WebContents): Promise<void> {
  helpers.set(sessionId, page)
  // Not every kind of worker has requests to pause.
  await pauseRequests(sessionId).catch(() => undefined)
  await watchHelpers(sessionId).catch(() => undefined)
  await engine().cdp.send('Runtime.runIfWaitingForDebugger', {}, sessionId)
}

export async function watchHelpers(sessionId: string): Promise<void> {
  const params = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }
  await engine().cdp.send('Target.setAutoAttach', params, sessionId)
}

export async function wireTargets(): Promise<void> {
  const { cdp } = engine()
  wirePage(cdp)
  wireNavigation(cdp)
  wireTraffic((sessionId) => pages.get(sessionId) ?? helpers.get(sessionId))
  cdp.on('Target.attachedToTarget', ({ sessionId }, parentSessionId) => {
    const page = pages.get(parentSessionId) ?? helpers.get(parentSessionId)
    // A target may go while it is being adopted.
    if (page) adopt(sessionId, page).catch(() => undefined)
  })
  cdp.on('Target.detachedFromTarget', ({ sessionId }) => dropPage(sessionId))
  await watchWindows()
}
