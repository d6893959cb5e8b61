import { type Answer, badParameter, envelope, html, Refused, unsupported } from './answer.ts'
import { settle } from './application.ts'
import { applyingEndpoints } from './endpoints/applying.ts'
import { doorEndpoints } from './endpoints/doors.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { eventEndpoints } from './endpoints/events.ts'
import { levelEndpoints } from './endpoints/levels.ts'
import { orgEndpoints } from './endpoints/orgs.ts'
import { personExtraEndpoints } from './endpoints/person-extras.ts'
import { personReadEndpoints } from './endpoints/person-reads.ts'
import { personEndpoints } from './endpoints/persons.ts'
import { subscriptionEndpoints } from './endpoints/subscriptions.ts'
import { versionEndpoints } from './endpoints/version.ts'
import { visitorEndpoints } from './endpoints/visitors.ts'
import { type Body, isRecord } from './fields.ts'
import type { World } from './world.ts'

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map(
  [
    ...versionEndpoints,
    ...orgEndpoints,
    ...personEndpoints,
    ...personReadEndpoints,
    ...personExtraEndpoints,
    ...levelEndpoints,
    ...applyingEndpoints,
    ...doorEndpoints,
    ...eventEndpoints,
    ...subscriptionEndpoints,
    ...visitorEndpoints,
  ].map((endpoint) => [endpoint.path, endpoint]),
)

export interface Outcome {
  readonly answer: Answer
  /** Must be on disk before the answer goes out. */
  readonly changed: boolean
}

function parseBody(raw: Buffer): Body {
  if (raw.length === 0) return {}
  let parsed: unknown
  try {
    parsed = JSON.parse(raw.toString('utf8'))
  } catch {
    throw badParameter('body')
  }
  if (!isRecord(parsed)) throw badParameter('body')
  return parsed
}

/** path: without `/artemis/api`. The request has passed the gateway. */
export function dispatch(world: World, method: string, path: string, raw: Buffer): Outcome {
  const endpoint = method === 'POST' ? ENDPOINTS.get(path) : undefined
  try {
    if (endpoint === undefined) throw unsupported()
    const body = parseBody(raw)
    settle(world)
    return { answer: endpoint.run(world, body), changed: endpoint.writes }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { answer: envelope(error.code, error.message, ''), changed: false }
  }
}

export const artemisMissing = (): Answer => html(404, 'Not Found')
