import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Finding } from '../../../../shared/hcp-view.ts'
import type { Check } from '../check.ts'

/** Does this machine know where the name leads? Asked the way every call will ask, hosts file included. */
export const name: Check = {
  name: 'name',
  after: [],
  timeoutMs: 10_000,
  late: { kind: 'nameServerSilent' },
  async run({ settings: { address } }) {
    if (isIP(address.host) !== 0) return { kind: 'nameIsAddress' }
    try {
      const found = await lookup(address.host, { all: true })
      return { kind: 'nameResolved', addresses: found.map((one) => one.address) }
    } catch (error) {
      return nameProblem(error)
    }
  },
}

/** "No such name" is a name server's answer; everything else means that none has answered. */
export function nameProblem(error: unknown): Finding {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return { kind: code === 'ENOTFOUND' ? 'nameUnknown' : 'nameServerSilent' }
}
