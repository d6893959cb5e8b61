import type { X509Certificate } from 'node:crypto'
import type { Finding } from '../../../../shared/hcp-view.ts'
import { limits } from '../../../lib/limits.ts'
import { NotReachedError } from '../../errors.ts'
import { certificateOf } from '../../open-gate.ts'
import { readCertificate } from '../../pinned-agent.ts'
import type { Check } from '../check.ts'

const SOON_MS = 30 * 24 * 3_600_000

/** Is the certificate shown there the one the administrator has confirmed, and does it hold today? Sends nothing. */
export const tls: Check = {
  name: 'tls',
  after: ['tcp'],
  timeoutMs: 10_000,
  late: { kind: 'unanswered' },
  async run({ settings, clock }) {
    try {
      // As long as every call will wait for a handshake: what takes longer cannot work.
      const shown = await readCertificate(settings.address, limits.hcpConnectTimeoutMs)
      return certificateFinding(shown, certificateOf(settings), clock.nowMs())
    } catch (error) {
      if (error instanceof NotReachedError) return handshakeProblem(error.message)
      throw error
    }
  },
}

export function certificateFinding(shown: X509Certificate, pinned: string, nowMs: number): Finding {
  const fingerprint = shown.fingerprint256
  // Nobody's dates matter but those of the one that is trusted.
  if (fingerprint !== pinned) return { kind: 'certificateOther', fingerprint, pinned }
  const validFromMs = Date.parse(shown.validFrom)
  const validUntilMs = Date.parse(shown.validTo)
  if (nowMs < validFromMs) return { kind: 'certificateNotYet', fingerprint, validFromMs }
  if (nowMs > validUntilMs) return { kind: 'certificateEnded', fingerprint, validUntilMs }
  const kind = validUntilMs - nowMs < SOON_MS ? 'certificateEndsSoon' : 'certificateAsPinned'
  return { kind, fingerprint, validUntilMs }
}

function handshakeProblem(code: string): Finding {
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') return { kind: 'notTls' }
  // It was open a moment ago: the server stops or starts just now.
  return { kind: code === 'ECONNREFUSED' ? 'portRefused' : 'unanswered' }
}
