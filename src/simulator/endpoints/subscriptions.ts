import { badParameter, done } from '../answer.ts'
import { type Body, optionalList, optionalNumber } from '../fields.ts'
import { isLoopback } from '../push.ts'
import { subscribe, unsubscribe } from '../subscriptions.ts'
import { type Endpoint, reads, writes } from './endpoint.ts'

const LONGEST_DEST = 1_024

function eventTypes(body: Body): readonly number[] {
  const types = (optionalList(body, 'eventTypes') ?? []).map((type) => {
    if (typeof type !== 'number' || !Number.isInteger(type) || type < 1) throw badParameter('eventTypes')
    return type
  })
  if (types.length === 0) throw badParameter('eventTypes')
  return [...new Set(types)]
}

function eventDest(body: Body): string {
  const value = body.eventDest
  if (typeof value !== 'string' || value.length > LONGEST_DEST || !isLoopback(value))
    throw badParameter('eventDest')
  return value
}

/** It becomes a header, so it must be able to be one. */
function token(body: Body): string | null {
  const value = body.token ?? ''
  if (typeof value !== 'string' || !/^[\x21-\x7e]{0,256}$/.test(value)) throw badParameter('token')
  return value === '' ? null : value
}

export const subscriptionEndpoints: readonly Endpoint[] = [
  // Whether a second destination for a type adds to the first or replaces it is recorded nowhere.
  writes('/eventService/v1/eventSubscriptionByEventTypes', (world, body) => {
    const passBack = optionalNumber(body, 'passBack', 0, 1) ?? 0
    const wish = { eventTypes: eventTypes(body), eventDest: eventDest(body), passBack, token: token(body) }
    subscribe(world.state, wish, !world.weather.conditions.subscriptionsAdd)
    return done()
  }),

  writes('/eventService/v1/eventUnSubscriptionByEventTypes', (world, body) => {
    unsubscribe(world.state, eventTypes(body))
    return done()
  }),

  // As every empty list, an empty one is missing. The token is not told.
  reads('/eventService/v1/eventSubscriptionView', (world) => {
    const detail = world.state.subscriptions.map(({ eventTypes, eventDest }) => ({ eventTypes, eventDest }))
    return done(detail.length === 0 ? {} : { detail })
  }),
]
