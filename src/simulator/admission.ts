import { STATUS_CODES } from 'node:http'
import { type Answer, envelope, html, refusal } from './answer.ts'
import { codeOfStatus, isAuthCode, textOf } from './codes.ts'
import { artemisMissing } from './dispatch.ts'
import type { Gateway, WireRequest } from './gateway.ts'
import { shortPath } from './journal.ts'
import { createSlidingWindow } from './sliding-window.ts'
import type { TroubleOf } from './weather.ts'
import type { World } from './world.ts'

/** Nobody answers there, and nobody ever will: the name is reserved for that. */
const ELSEWHERE = 'https://hcp.invalid/portal/login'

const empty = (httpStatus: number, headers: Readonly<Record<string, string>> = {}): Answer => ({
  httpStatus,
  contentType: 'text/plain',
  text: '',
  code: null,
  headers,
})

function statusAnswer({ status, retryAfterSeconds, json }: TroubleOf<'status'>): Answer {
  const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
  if (json !== true) return empty(status, headers)
  const code = codeOfStatus(status)
  return { ...envelope(code, textOf(code), '', status), headers }
}

/** All that can stop a request before any work is done for it. */
export interface Admission {
  /** The web server in front. null = it passes the request on. */
  webServer(path: string): Answer | null
  /** The gateway: who asks, for what, how often. null = come in. */
  gateway(wire: WireRequest, path: string): Answer | null
}

export function createAdmission(world: World, gateway: Gateway): Admission {
  const { weather } = world
  const lastSecond = createSlidingWindow(1_000)

  function refuseAll(wire: WireRequest, code: string): Answer {
    const { leaky, authAs401 } = weather.conditions
    const httpStatus = authAs401 && isAuthCode(code) ? 401 : 200
    if (code !== '0x02401003') return refusal(code, httpStatus)
    return envelope(code, gateway.badSignature(wire, leaky).msg, '', httpStatus)
  }

  function unknownCaller(wire: WireRequest): Answer | null {
    const { leaky, authAs401 } = weather.conditions
    const refused = gateway.check(wire, world.now(), leaky)
    if (refused === null) return null
    if (refused.code === null) return empty(401)
    return envelope(refused.code, refused.msg, '', authAs401 ? 401 : 200)
  }

  /** What is refused does not count: the quota is of served calls. */
  function tooOften(): Answer | null {
    const { quotaPerSecond, quotaAs429 } = weather.conditions
    if (quotaPerSecond === null) return null
    if (lastSecond.count(world.now()) < quotaPerSecond) {
      lastSecond.add(world.now())
      return null
    }
    if (!quotaAs429) return refusal('0x02401009')
    return { ...refusal('0x02401009', 429), headers: { 'Retry-After': '1' } }
  }

  return {
    webServer: (path) => {
      const page = weather.take('html', path)
      if (page !== undefined) return html(page.status, STATUS_CODES[page.status] ?? 'Error')
      const status = weather.take('status', path)
      if (status !== undefined) return statusAnswer(status)
      const elsewhere = weather.take('redirect', path)
      return elsewhere === undefined ? null : empty(302, { Location: elsewhere.to ?? ELSEWHERE })
    },

    gateway: (wire, path) => {
      if (!wire.target.startsWith('/artemis/')) return artemisMissing()
      const { refuseAllWith, notEntitled, notEntitledCode } = weather.conditions
      if (refuseAllWith !== null) return refuseAll(wire, refuseAllWith)
      const stranger = unknownCaller(wire)
      if (stranger !== null) return stranger
      if (notEntitled.some((one) => shortPath(one) === path)) return refusal(notEntitledCode)
      const tired = tooOften()
      if (tired !== null) return tired
      const forced = weather.take('code', path)
      return forced === undefined ? null : envelope(forced.code, forced.msg ?? textOf(forced.code), '')
    },
  }
}
