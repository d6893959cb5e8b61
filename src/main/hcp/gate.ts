import { randomUUID } from 'node:crypto'
import type { HcpHealth } from '../../shared/status.ts'
import type { Clock } from '../lib/clock.ts'
import { createEmitter, type Emitter } from '../lib/emitter.ts'
import type { Log } from '../lib/log.ts'
import type { Budget, CallClass } from './budget.ts'
import { type CodeMeaning, meaningOf, meaningOfStatus } from './codes.ts'
import { GateError, HttpStatusError } from './errors.ts'
import { createHealth } from './health.ts'
import type { Outcome } from './outcome.ts'
import { contentMd5, signature, stringToSign } from './sign.ts'
import type { Transport } from './transport.ts'
import { readEnvelope } from './wire.ts'

export interface GateCall<T> {
  /** Below `/artemis/api`. */
  readonly path: string
  readonly class: CallClass
  readonly timeoutMs: number
  /** A read has no effect, so its unanswered try is simply refused as busy, never "unknown". */
  readonly reads: boolean
  /**
   * Makes the body at the moment of sending, or null to withdraw the call: what the desk wants may have changed while it
   * waited. The place to write down that from now on nobody knows what HCP has done.
   */
  readonly body: () => object | null
  /** Reads the data of the envelope (a bare text for pictures); throws `NotUnderstoodError` when it is none. */
  readonly parse: (data: unknown) => T
}

export interface GateKeys {
  /** `https://host:port` */
  readonly origin: string
  readonly appKey: string
  readonly appSecret: string
}

export interface Gate {
  send<T>(call: GateCall<T>): Promise<Outcome<T>>
  health(): HcpHealth
  readonly onHealth: Emitter<HcpHealth>
  /** Milliseconds for which nothing is sent; 0 when the gate is open. */
  heldForMs(): number
  /** Opens the gate at once, for one try. */
  tryNow(): void
  /** Nothing more is sent; whoever waits is told so. */
  close(): void
  sentLastMinute(): number
  readonly perMinuteAllowed: number
}

const ACCEPT = 'application/json'
const CONTENT_TYPE = 'application/json;charset=UTF-8'

/** The only door to HCP: signs, keeps the budget, judges answers, and closes while HCP cannot be spoken to. */
export function createGate(
  keys: GateKeys,
  transport: Transport,
  budget: Budget,
  clock: Clock,
  log: Log,
): Gate {
  const onHealth = createEmitter<HcpHealth>()
  const health = createHealth(clock, budget, (now) => onHealth.emit(now))
  const sent = createMinuteCount(clock)
  let closed = false

  async function send<T>(call: GateCall<T>): Promise<Outcome<T>> {
    const held = (): boolean => closed || health.heldForMs() > 0
    if (held()) return { kind: 'notSent', why: 'held' }
    const leave = await budget.enter(call.class)
    try {
      if (held()) return { kind: 'notSent', why: 'held' }
      const body = call.body()
      if (body === null) return { kind: 'notSent', why: 'withdrawn' }
      sent.note()
      return await exchange(call, body)
    } finally {
      leave()
    }
  }

  async function exchange<T>(call: GateCall<T>, body: object): Promise<Outcome<T>> {
    const startedMs = clock.monotonicMs()
    try {
      const answer = await transport(signed(keys, call, body, clock.nowMs()))
      const { code, data, field } = readEnvelope(answer)
      const meaning = code === '0' ? null : meaningOf(code)
      if (meaning?.class !== 'auth') health.answered(clock.monotonicMs() - startedMs)
      return meaning ? refusal(call, meaning, code, field) : { kind: 'done', value: call.parse(data) }
    } catch (error) {
      return failed(call, error)
    }
  }

  function refusal<T>(call: GateCall<T>, meaning: CodeMeaning, code: string, field = ''): Outcome<T> {
    log.info(`${call.path} refused with code ${code} (${meaning.class})`)
    if (meaning.class === 'auth') health.refused()
    else if (meaning.class === 'busy') health.busy()
    if (meaning.maybeDone && !call.reads) return { kind: 'unknown', class: unsure(meaning) }
    return { kind: 'refused', class: meaning.class, code, field }
  }

  /** No envelope: the gateway in front of HCP spoke, so HCP itself is out of reach, or the key is refused. */
  function gatewayRefusal<T>(call: GateCall<T>, status: number): Outcome<T> {
    const meaning = meaningOfStatus(status)
    if (meaning.class === 'busy') health.notReached()
    return refusal(call, meaning, `HTTP ${status}`)
  }

  function failed<T>(call: GateCall<T>, error: unknown): Outcome<T> {
    if (error instanceof HttpStatusError) return gatewayRefusal(call, error.status)
    if (!(error instanceof GateError)) throw error
    switch (error.kind) {
      case 'notReached':
        health.notReached()
        return { kind: 'notSent', why: 'unreachable' }
      case 'wrongCertificate':
        health.wrongCertificate()
        return { kind: 'notSent', why: 'certificate' }
      case 'noAnswer':
        health.notReached()
        log.info(`${call.path} not answered (${error.message})`)
        return call.reads ? { kind: 'notSent', why: 'unreachable' } : { kind: 'unknown', class: 'unanswered' }
      case 'notUnderstood':
        log.warn(`${call.path} answer not understood: ${error.message}`)
        return call.reads
          ? { kind: 'refused', class: 'notUnderstood', code: '', field: '' }
          : { kind: 'unknown', class: 'notUnderstood' }
    }
  }

  return {
    send,
    health: health.now,
    onHealth,
    heldForMs: health.heldForMs,
    tryNow: health.tryNow,
    close() {
      closed = true
      budget.close()
    },
    sentLastMinute: sent.lastMinute,
    perMinuteAllowed: budget.perMinuteAllowed,
  }
}

/** Requests of the last 60 s, for the screen. */
function createMinuteCount(clock: Clock): { note(): void; lastMinute(): number } {
  const atMs: number[] = []
  return {
    note: () => void atMs.push(clock.monotonicMs()),
    lastMinute() {
      const sinceMs = clock.monotonicMs() - 60_000
      while ((atMs[0] ?? Number.POSITIVE_INFINITY) < sinceMs) atMs.shift()
      return atMs.length
    },
  }
}

function unsure(meaning: CodeMeaning): 'busy' | 'device' | 'notUnderstood' {
  return meaning.class === 'busy' || meaning.class === 'device' ? meaning.class : 'notUnderstood'
}

/** Fresh time, nonce and signature for every try: HCP may remember nonces, and a repeated one reads as an attack. */
function signed<T>(keys: GateKeys, call: GateCall<T>, bodyObject: object, nowMs: number) {
  const path = `/artemis/api${call.path}`
  const body = Buffer.from(JSON.stringify(bodyObject), 'utf8')
  const md5 = contentMd5(body)
  const signedHeaders = {
    'x-ca-key': keys.appKey,
    'x-ca-nonce': randomUUID(),
    'x-ca-timestamp': String(nowMs),
  }
  const text = stringToSign({
    method: 'POST',
    accept: ACCEPT,
    contentMd5: md5,
    contentType: CONTENT_TYPE,
    signedHeaders,
    path,
  })
  const headers = {
    Accept: ACCEPT,
    'Content-Type': CONTENT_TYPE,
    'Content-MD5': md5,
    ...signedHeaders,
    'x-ca-signature-headers': Object.keys(signedHeaders).join(','),
    'x-ca-signature': signature(keys.appSecret, text),
  }
  return { origin: keys.origin, path, headers, body, timeoutMs: call.timeoutMs }
}
