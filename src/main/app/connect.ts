import type { ConnectAsk, ConnectionVerdict, ProbeVerdict } from '../../shared/desk-state.ts'
import { listDoors } from '../hcp/endpoints/doors.ts'
import { listLevels } from '../hcp/endpoints/levels.ts'
import { readVersion } from '../hcp/endpoints/site.ts'
import { NotReachedError } from '../hcp/errors.ts'
import { type GateSettings, openGate } from '../hcp/open-gate.ts'
import type { NotDone } from '../hcp/outcome.ts'
import { parseAddress, readCertificate } from '../hcp/pinned-agent.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Scheduler } from '../lib/scheduler.ts'

const PROBE_TIMEOUT_MS = 8_000

/** Reads the server's certificate for the administrator to compare; sends nothing. */
export async function probe(addressText: string): Promise<ProbeVerdict> {
  const address = parseAddress(addressText)
  if (!address) return { ok: false, problem: 'badAddress' }
  try {
    const certificate = await readCertificate(address, PROBE_TIMEOUT_MS)
    return {
      ok: true,
      fingerprint: certificate.fingerprint256,
      subject: certificate.subject.replaceAll('\n', ', '),
      validFromMs: Date.parse(certificate.validFrom),
      validUntilMs: Date.parse(certificate.validTo),
    }
  } catch (error) {
    if (error instanceof NotReachedError) return { ok: false, problem: probeProblem(error.message) }
    throw error
  }
}

function probeProblem(code: string): Extract<ProbeVerdict, { ok: false }>['problem'] {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'nameUnknown'
  if (code === 'ECONNREFUSED') return 'refused'
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') return 'notTls'
  return 'noAnswer'
}

export interface Tested {
  readonly verdict: ConnectionVerdict
  /** What to connect with, when the verdict is good. */
  readonly settings: GateSettings | null
}

/**
 * Tries address, certificate, key and secret with three harmless questions, and says plainly what came of it.
 * `secret` is what was typed, or the kept one.
 */
export async function testConnection(
  ask: ConnectAsk,
  secret: string,
  tools: { readonly clock: Clock; readonly scheduler: Scheduler; readonly log: Log },
): Promise<Tested> {
  const no = (problem: Extract<ConnectionVerdict, { ok: false }>['problem']): Tested => ({
    verdict: { ok: false, problem },
    settings: null,
  })
  const address = parseAddress(ask.address)
  if (!address) return no('badAddress')
  if (ask.appKey.trim() === '') return no('keyEmpty')
  if (secret === '') return no('secretEmpty')

  let certificatePem: string
  try {
    const certificate = await readCertificate(address, PROBE_TIMEOUT_MS)
    if (certificate.fingerprint256 !== ask.fingerprint) return no('certificateChanged')
    certificatePem = certificate.toString()
  } catch (error) {
    if (error instanceof NotReachedError) return no('unreachable')
    throw error
  }

  const settings: GateSettings = { address, appKey: ask.appKey.trim(), appSecret: secret, certificatePem }
  const { gate, close } = openGate(settings, tools)
  try {
    const version = await readVersion(gate)
    if (version.kind !== 'done') return no(problemOf(version))
    const levels = await listLevels(gate)
    if (levels.kind !== 'done') return no(problemOf(levels))
    if (levels.value.length === 0) return no('noLevels')
    const doors = await listDoors(gate)
    if (doors.kind !== 'done') return no(problemOf(doors))
    const found = { levels: levels.value.length, doors: doors.value.length, clockOffMs: gate.clockOffMs() }
    return { verdict: { ok: true, ...version.value, ...found }, settings }
  } finally {
    close()
  }
}

function problemOf(outcome: NotDone): Extract<ConnectionVerdict, { ok: false }>['problem'] {
  switch (outcome.kind) {
    case 'notSent':
      return outcome.why === 'certificate' ? 'certificateChanged' : 'unreachable'
    case 'unknown':
      return 'unanswered'
    case 'refused':
      if (outcome.class === 'auth') return 'authRefused'
      if (outcome.class === 'entitlement') return 'notEntitled'
      if (outcome.class === 'busy' || outcome.class === 'running') return 'busy'
      return 'notUnderstood'
  }
}
