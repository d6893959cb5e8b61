import { connect } from 'node:net'
import type { Finding } from '../../../../shared/hcp-view.ts'
import { limits } from '../../../lib/limits.ts'
import type { Check } from '../check.ts'

/** Does anybody take connections there? Connects and closes. */
export const tcp: Check = {
  name: 'tcp',
  after: ['name'],
  timeoutMs: limits.hcpConnectTimeoutMs,
  late: { kind: 'portSilent' },
  run({ settings: { address }, signal }) {
    return new Promise((resolve) => {
      const socket = connect({ host: address.host, port: address.port, signal })
      socket.on('connect', () => {
        resolve({ kind: 'portOpen' })
        socket.destroy()
      })
      socket.on('error', (error) => resolve(portProblem(error)))
    })
  },
}

/** "Refused" is the answer of a machine that is there; without one the machine, or the way to it, is not. */
function portProblem(error: Error): Finding {
  return { kind: 'code' in error && error.code === 'ECONNREFUSED' ? 'portRefused' : 'portSilent' }
}
