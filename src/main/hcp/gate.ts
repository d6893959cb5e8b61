import { randomUUID } from 'node:crypto'
import { type AnswerCode, knownCode } from '../../shared/hcp-codes.ts'
import type { Api, BudgetLimits, CallClass, Traffic } from '../../shared/hcp-view.ts'
import type { HcpHealth } from '../../shared/status.ts'
import type { Clock } from '../lib/clock.ts'
import { createEmitter, type Emitter } from '../lib/emitter.ts'
import type { Log } from '../lib/log.ts'
import { pathOf } from './apis.ts'
import type { Budget } from './budget.ts'
import { type ClosedApi, type ClosedApis, createClosedApis, noMemory } from './closed-apis.ts'
import { type CodeMeaning, meaningOf, meaningOfStatus } from './codes.ts'
import { GateError, HttpStatusError } from './errors.ts'
import { createHealth } from './health.ts'
import type { Outcome } from './outcome.ts'
import { contentMd5, signature, stringToSign } from './sign.ts'
import { createTrafficCount } from './traffic.ts'
import type { Transport } from './transport.ts'
import { readEnvelope } from './wire.ts'

export interface GateCall<T> {
  readonly api: Api
  readonly class: CallClass
  readonly timeoutMs: number
  /** A read has no effect, so its unanswered try is a question without an answer, never "unknown". */
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

/** One request that was sent, after its answer or its end without one. */
export interface CallEnded {
  readonly api: Api
  readonly class: CallClass
  /** HCP's code, or how it ended without one. */
  readonly status:
    | AnswerCode
    | '0'
    | 'unknownCode'
    | 'notReached'
    | 'noAnswer'
    | 'notUnderstood'
    | 'certificate'
  readonly tookMs: number
}

export interface Gate {
  send<T>(call: GateCall<T>): Promise<Outcome<T>>
  health(): HcpHealth
  readonly onHealth: Emitter<HcpHealth>
  readonly onCall: Emitter<CallEnded>
  /** Milliseconds for which nothing is sent; 0 when the gate is open. */
  heldForMs(): number
  /** Opens the gate at once, for one try. */
  tryNow(): void
  /** APIs this partner may not use: refused here, without a call, until they are opened again. */
  closedApis(): readonly ClosedApi[]
  openApis(): void
  /** Nothing more is sent; whoever waits is told so. */
  close(): void
  sentLastMinute(): number
  traffic(): Traffic
  limits(): BudgetLimits
  setLimits(limits: BudgetLimits): void
  /** What HCP's clock said against ours with its last answer, in milliseconds (to a second); null when it does not tell. */
  clockOffMs(): number | null
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
  closed: ClosedApis = createClosedApis(clock, noMemory),
): Gate {
  const onHealth = createEmitter<HcpHealth>()
  const health = createHealth(clock, budget, (now) => onHealth.emit(now))
  const onCall = createEmitter<CallEnded>()
  const sent = createTrafficCount(clock)
  let isClosed = false
  let clockOffMs: number | null = null

  async function send<T>(call: GateCall<T>): Promise<Outcome<T>> {
    const held = (): boolean => isClosed || health.heldForMs() > 0
    if (held()) return { kind: 'notSent', why: 'held' }
    // A revocation is tried whatever HCP has said before.
    const refusedWith = call.class === 'revoke' ? null : closed.codeOf(call.api)
    if (refusedWith !== null) return { kind: 'refused', class: 'entitlement', code: refusedWith, field: '' }
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
    const ended = (status: CallEnded['status']): void =>
      onCall.emit({ api: call.api, class: call.class, status, tookMs: clock.monotonicMs() - startedMs })
    try {
      const answer = await transport(signed(keys, call, body, clock.nowMs()))
      if (typeof answer.dateMs === 'number') clockOffMs = answer.dateMs - clock.nowMs()
      const { code, data, field } = readEnvelope(answer)
      if (code !== '0') {
        ended(knownCode(code) ?? 'unknownCode')
        const meaning = meaningOf(code)
        if (meaning.class !== 'auth') health.answered(clock.monotonicMs() - startedMs)
        return refusal(call, meaning, code, { field, retryAfterMs: answer.retryAfterMs ?? null })
      }
      health.answered(clock.monotonicMs() - startedMs)
      const value = call.parse(data)
      budget.speedUp()
      ended('0')
      return { kind: 'done', value }
    } catch (error) {
      if (error instanceof HttpStatusError) {
        ended(knownCode(`HTTP ${error.status}`) ?? 'unknownCode')
        return gatewayRefusal(call, error)
      }
      if (!(error instanceof GateError)) throw error
      ended(ENDED[error.kind])
      return failed(call, error)
    }
  }

  function refusal<T>(
    call: GateCall<T>,
    meaning: CodeMeaning,
    code: string,
    more: { readonly field?: string; readonly retryAfterMs: number | null },
  ): Outcome<T> {
    const known = knownCode(code)
    if (meaning.class === 'auth') health.refused(known)
    if (meaning.slows) {
      budget.slowDown()
      health.busy(more.retryAfterMs)
    }
    // What the reconciler will tell of its guest is not told here as well.
    // A late answer is for nobody: its memory may be gone with the desk.
    if (meaning.closesApi && known !== null && !isClosed && closed.close(call.api, known))
      log.warn(`${pathOf[call.api]} is not for this partner (code ${code})`)
    if (meaning.maybeDone && !call.reads) return { kind: 'unknown', class: unsure(meaning), code }
    return { kind: 'refused', class: meaning.class, code, field: more.field ?? '' }
  }

  /** No envelope: the gateway in front of HCP spoke, so HCP itself is out of reach, or the key is refused. */
  function gatewayRefusal<T>(call: GateCall<T>, { status, retryAfterMs }: HttpStatusError): Outcome<T> {
    const meaning = meaningOfStatus(status)
    // 429 is HCP's own word that it is there, and has too much to do.
    if (meaning.class === 'busy' && status !== 429) unanswered(call)
    return refusal(call, meaning, `HTTP ${status}`, { retryAfterMs })
  }

  /** HCP keeps pictures on a store of its own: where that one is silent, guests can still be let in. */
  function unanswered(call: Pick<GateCall<unknown>, 'class'>): void {
    if (call.class !== 'pictures') health.notReached()
  }

  function failed<T>(call: GateCall<T>, error: GateError): Outcome<T> {
    switch (error.kind) {
      case 'notReached':
        health.notReached()
        return { kind: 'notSent', why: 'unreachable' }
      case 'wrongCertificate':
        health.wrongCertificate(error.message)
        return { kind: 'notSent', why: 'certificate' }
      case 'noAnswer':
        unanswered(call)
        return call.reads ? { kind: 'notSent', why: 'noAnswer' } : { kind: 'unknown', class: 'unanswered' }
      case 'notUnderstood':
        log.warn(`${pathOf[call.api]} answer not understood: ${error.message}`)
        return call.reads
          ? { kind: 'refused', class: 'notUnderstood', code: '', field: '' }
          : { kind: 'unknown', class: 'notUnderstood' }
    }
  }

  return {
    send,
    health: health.now,
    onHealth,
    onCall,
    heldForMs: health.heldForMs,
    tryNow: health.tryNow,
    closedApis: closed.list,
    openApis: closed.openAll,
    close() {
      isClosed = true
      budget.close()
    },
    sentLastMinute: sent.lastMinute,
    traffic: () => ({
      perMinute: sent.perMinute(),
      ratePerSecond: budget.ratePerSecond(),
      waiting: budget.waiting(),
      underWay: budget.underWay(),
    }),
    limits: budget.limits,
    setLimits: budget.setLimits,
    clockOffMs: () => clockOffMs,
  }
}

const ENDED = {
  notReached: 'notReached',
  wrongCertificate: 'certificate',
  noAnswer: 'noAnswer',
  notUnderstood: 'notUnderstood',
} as const satisfies Record<GateError['kind'], CallEnded['status']>

function unsure(meaning: CodeMeaning): 'busy' | 'device' | 'notUnderstood' {
  return meaning.class === 'busy' || meaning.class === 'device' ? meaning.class : 'notUnderstood'
}

/** Fresh time, nonce and signature for every try: HCP may remember nonces, and a repeated one reads as an attack. */
function signed<T>(keys: GateKeys, call: GateCall<T>, bodyObject: object, nowMs: number) {
  const path = `/artemis/api${pathOf[call.api]}`
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
