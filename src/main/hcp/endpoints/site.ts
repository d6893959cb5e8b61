import { z } from 'zod'
import { limits } from '../../lib/limits.ts'
import type { Gate } from '../gate.ts'
import type { Outcome } from '../outcome.ts'
import { id, nothing, readAs, text } from '../wire.ts'

export interface ProductVersion {
  readonly product: string
  readonly version: string
}

// The key really is spelt "produceName".
const versionShape = z
  .object({ produceName: text, softVersion: text })
  .transform((data) => ({ product: data.produceName, version: data.softVersion }))

/** `/common/v1/version`: touches gateway, key and secret, and needs no privilege beyond its own. */
export function readVersion(gate: Gate): Promise<Outcome<ProductVersion>> {
  return gate.send({
    api: 'version',
    class: 'enrol',
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({}),
    parse: (data) => readAs(versionShape, data),
  })
}

const orgShape = z.object({ orgIndexCode: id }).transform((org) => org.orgIndexCode)

/** `/org/rootOrg`: where guests are filed; answers its id. */
export function readRootOrg(gate: Gate): Promise<Outcome<string>> {
  return gate.send({
    api: 'org',
    class: 'enrol',
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({}),
    parse: (data) => readAs(orgShape, data),
  })
}

/** `/eventSubscriptionView`: whether the partner may see, and so have, subscriptions; which ones is of no interest here. */
export function viewSubscriptions(gate: Gate): Promise<Outcome<null>> {
  return gate.send({
    api: 'eventPush',
    class: 'door',
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({}),
    parse: (data) => readAs(nothing, data),
  })
}
