// Every request of every page is paused by Chromium and decided here: asked from webRequest, answered from the app's
// protocol handler, let through, or failed.
import type { OnBeforeRequestListenerDetails } from 'electron'
import { fromChromium, isCustomScheme, policyForChromium, schemeOf, toChromium } from './addresses.ts'
import type { Protocol } from './cdp.ts'
import { engine } from './chromium.ts'
import { expectSocket, letThrough } from './gate.ts'
import { reasonOf } from './host.ts'
import { answerCustom } from './protocol.ts'
import { askListener } from './web-request.ts'

type Paused = Protocol.Fetch.requestPausedPayload
type Failure = 'ERR_FAILED' | 'ERR_UNEXPECTED' | 'ERR_BLOCKED_BY_CLIENT'

/** The page a request belongs to. */
export type Requester = {
  readonly id: number
  readonly targetId: string
  mayNavigate(url: string, isMainFrame: boolean): Promise<boolean>
  noteFailure(url: string, failure: Failure): void
}

type ResourceType = OnBeforeRequestListenerDetails['resourceType']
const resourceTypes: Partial<Record<Protocol.Network.ResourceType, ResourceType>> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  Media: 'media',
  WebSocket: 'webSocket',
}

function resourceType(event: Paused, isMainFrame: boolean): ResourceType {
  if (event.resourceType === 'Document') return isMainFrame ? 'mainFrame' : 'subFrame'
  return resourceTypes[event.resourceType] ?? 'other'
}

function requestFor(event: Paused, url: string): Request {
  const { method, headers, postDataEntries } = event.request
  const body = Buffer.concat((postDataEntries ?? []).map(({ bytes }) => Buffer.from(bytes ?? '', 'base64')))
  const entries = Object.entries(headers).map(([name, value]): [string, string] => {
    return [name, /^(origin|referer)$/i.test(name) ? fromChromium(value) : value]
  })
  return new Request(url, { method, headers: entries, ...(body.length > 0 ? { body } : {}) })
}

async function fulfill(event: Paused, response: Response, sessionId: string): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer())
  const responseHeaders = [...response.headers].map(([name, value]) => {
    if (/^content-security-policy/i.test(name)) return { name, value: policyForChromium(value) }
    return { name, value: /^location$/i.test(name) ? toChromium(value) : value }
  })
  await engine().cdp.send(
    'Fetch.fulfillRequest',
    {
      requestId: event.requestId,
      responseCode: response.status,
      // An empty phrase would be refused by Chromium.
      ...(response.statusText === '' ? {} : { responsePhrase: response.statusText }),
      responseHeaders,
      body: body.toString('base64'),
    },
    sessionId,
  )
}

async function decide(event: Paused, requester: Requester, sessionId: string): Promise<void> {
  const { cdp } = engine()
  const { requestId } = event
  const url = fromChromium(event.request.url)
  const isMainFrame = event.resourceType === 'Document' && event.frameId === requester.targetId
  const fail = async (failure: Failure): Promise<void> => {
    if (isMainFrame) requester.noteFailure(url, failure)
    const errorReason = failure === 'ERR_BLOCKED_BY_CLIENT' ? 'BlockedByClient' : 'Failed'
    await cdp.send('Fetch.failRequest', { requestId, errorReason }, sessionId)
  }

  if (event.resourceType === 'Document' && !(await requester.mayNavigate(event.request.url, isMainFrame))) {
    await cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }, sessionId)
    return
  }
  const { cancel, redirectURL } = await askListener({
    url,
    method: event.request.method,
    resourceType: resourceType(event, isMainFrame),
    referrer: fromChromium(event.request.headers['Referer'] ?? ''),
    webContentsId: requester.id,
  })
  if (cancel === true) await fail('ERR_BLOCKED_BY_CLIENT')
  else if (redirectURL !== undefined) {
    const headers = { location: redirectURL }
    await fulfill(event, new Response(null, { status: 307, headers }), sessionId)
  } else if (isCustomScheme(schemeOf(url))) {
    const answer = await answerCustom(requestFor(event, url))
    if ('failed' in answer) await fail(answer.failed)
    else await fulfill(event, answer.response, sessionId)
  } else {
    if (/^(https?|wss?):/.test(url)) letThrough(url)
    await cdp.send('Fetch.continueRequest', { requestId }, sessionId)
  }
}

export function wireTraffic(requesterOf: (sessionId: string) => Requester | undefined): void {
  engine().cdp.on('Network.webSocketCreated', ({ url }) => expectSocket(url))
  engine().cdp.on('Fetch.requestPaused', (event, sessionId) => {
    const requester = requesterOf(sessionId)
    if (!requester) return
    decide(event, requester, sessionId).catch((error: unknown) => {
      // The page may have gone while the app was thinking; anything else must not hang the page.
      const { requestId } = event
      const failing = engine().cdp.send('Fetch.failRequest', { requestId, errorReason: 'Failed' }, sessionId)
      failing.then(
        () => console.error(`stand-in: a request could not be answered: ${reasonOf(error)}`),
        () => undefined,
      )
    })
  })
}

/** Chromium must not send anything of this session before it is asked. */
export async function pauseRequests(sessionId: string): Promise<void> {
  const { cdp } = engine()
  // Sockets are not paused, only told of; nothing else of what the network tells is wanted, so nothing is kept.
  const keepNothing = { maxTotalBufferSize: 0, maxResourceBufferSize: 0 }
  await Promise.all([
    cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, sessionId),
    cdp.send('Network.enable', keepNothing, sessionId),
  ])
}
