import type { EventRow, State, Subscription, WaitingEvent } from './state.ts'

/** What HCP keeps for a receiver that is down, by field reports. */
const MOST_WAITING = 500
const LONGEST_WAIT_MS = 24 * 3_600_000

export type Wish = Omit<Subscription, 'waiting'>

const withoutTypes = (subscription: Subscription, types: readonly number[]): Subscription => ({
  ...subscription,
  eventTypes: subscription.eventTypes.filter((type) => !types.includes(type)),
  waiting: subscription.waiting.filter(({ row }) => !types.includes(row.eventType)),
})

export function unsubscribe(state: State, types: readonly number[]): void {
  state.subscriptions = state.subscriptions
    .map((subscription) => withoutTypes(subscription, types))
    .filter(({ eventTypes }) => eventTypes.length > 0)
}

/** One record per destination. alone: nobody else gets these types any more. */
export function subscribe(state: State, wish: Wish, alone: boolean): void {
  const isSame = ({ eventDest }: Subscription): boolean => eventDest === wish.eventDest
  const before = state.subscriptions.find(isSame)
  const others = state.subscriptions.filter((subscription) => !isSame(subscription))
  state.subscriptions = others
  if (alone) unsubscribe(state, wish.eventTypes)
  const eventTypes = [...new Set([...(before?.eventTypes ?? []), ...wish.eventTypes])]
  state.subscriptions = [...state.subscriptions, { ...wish, eventTypes, waiting: before?.waiting ?? [] }]
}

function changeWaiting(
  state: State,
  eventDest: string,
  change: (waiting: readonly WaitingEvent[]) => readonly WaitingEvent[],
): void {
  state.subscriptions = state.subscriptions.map((subscription) =>
    subscription.eventDest === eventDest
      ? { ...subscription, waiting: change(subscription.waiting) }
      : subscription,
  )
}

function personCodeOf(state: State, personId: string): string {
  const known = state.persons.get(personId)
  if (known !== undefined) return known.personCode
  // Deleted at HCP, and still known at a door.
  for (const copies of state.terminals.values()) {
    const copy = copies.get(personId)
    if (copy !== undefined) return copy.personCode
  }
  return ''
}

/** isDown: is this receiver known not to take anything? */
export function enqueue(
  state: State,
  rows: readonly EventRow[],
  nowMs: number,
  isDown: (eventDest: string) => boolean,
): void {
  for (const { eventDest, eventTypes } of state.subscriptions) {
    const added = rows
      .filter((row) => eventTypes.includes(row.eventType))
      .map((row) => ({
        row,
        personCode: personCodeOf(state, row.personId),
        arrivedAtMs: nowMs,
        isHistory: isDown(eventDest),
      }))
    if (added.length > 0)
      changeWaiting(state, eventDest, (waiting) => [...waiting, ...added].slice(-MOST_WAITING))
  }
}

export function dropExpired(state: State, nowMs: number): void {
  for (const { eventDest, waiting } of state.subscriptions)
    if (waiting.some(({ arrivedAtMs }) => nowMs - arrivedAtMs > LONGEST_WAIT_MS))
      changeWaiting(state, eventDest, (all) =>
        all.filter(({ arrivedAtMs }) => nowMs - arrivedAtMs <= LONGEST_WAIT_MS),
      )
}

export function taken(state: State, eventDest: string, batch: readonly WaitingEvent[]): void {
  const gone = new Set(batch)
  changeWaiting(state, eventDest, (waiting) => waiting.filter((one) => !gone.has(one)))
}

/** From now on they are old news. */
export function markHistory(state: State, eventDest: string): void {
  changeWaiting(state, eventDest, (waiting) =>
    waiting.map((one) => (one.isHistory ? one : { ...one, isHistory: true })),
  )
}
