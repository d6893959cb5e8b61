// Windows of Chromium come up paused: those BrowserWindow asked for are handed to it, every other one was opened by a
// page and is closed before it has sent anything.
import { engine } from './chromium.ts'
import { isHeaded } from './host.ts'

export type NewWindow = { readonly targetId: string; readonly sessionId: string }

const ours = new Set<string>()
const arrivals = new Map<string, PromiseWithResolvers<string>>()
// A visible Chromium opens its first window at once: an app window, without tabs and address.
const first = isHeaded ? Promise.withResolvers<NewWindow>() : null
let isFirstSeen = false
let isFirstTaken = false
let creating: Promise<unknown> = Promise.resolve()

function arrivalOf(targetId: string): PromiseWithResolvers<string> {
  const arrival = arrivals.get(targetId) ?? Promise.withResolvers<string>()
  arrivals.set(targetId, arrival)
  return arrival
}

export async function newWindow(): Promise<NewWindow> {
  if (first && !isFirstTaken) {
    isFirstTaken = true
    return first.promise
  }
  const created = engine().cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true })
  const claimed = created.then(({ targetId }) => ours.add(targetId))
  creating = Promise.allSettled([creating, claimed])
  const { targetId } = await created
  return { targetId, sessionId: await arrivalOf(targetId).promise }
}

async function meet(targetId: string, sessionId: string): Promise<void> {
  if (first && !isFirstSeen) {
    isFirstSeen = true
    first.resolve({ targetId, sessionId })
    return
  }
  // Chromium tells of a window before it answers that it has made it.
  await creating
  if (ours.has(targetId)) {
    arrivalOf(targetId).resolve(sessionId)
    return
  }
  await engine().cdp.send('Target.closeTarget', { targetId })
}

export async function watchWindows(): Promise<void> {
  const { cdp } = engine()
  cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }, parentSessionId) => {
    // With a parent it is a worker or frame of a page; those are watched by targets.ts.
    if (parentSessionId !== '') return
    meet(targetInfo.targetId, sessionId).catch(() => undefined)
  })
  await cdp.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  })
}
