import { CUSTOM_FIELDS } from './first-state.ts'
import type { CustomField, Door, EventRow, Level, Org, Person, State, Subscription } from './state.ts'
import type { Copy, Job } from './terminals.ts'

const VERSION = 1

type StoredPerson = Omit<Person, 'fingerPrints' | 'customValues'> &
  Partial<Pick<Person, 'fingerPrints' | 'customValues'>>

/** The state as it lies on disk, without the events (a file of their own that only grows). */
interface StoredState {
  readonly version: number
  readonly nextId: number
  readonly orgs: readonly Org[]
  readonly persons: readonly StoredPerson[]
  readonly levels: readonly (Omit<Level, 'members'> & { readonly members: readonly string[] })[]
  readonly doors: readonly Door[]
  readonly readers: State['readers']
  readonly devices: State['devices']
  readonly terminals: readonly (readonly [string, readonly Copy[]])[]
  readonly jobs: readonly Job[]
  readonly failed: readonly string[]
  /** These came later: a folder of before does not have them. */
  readonly customFields?: readonly CustomField[]
  readonly subscriptions?: readonly Subscription[]
}

export function stateToText(state: State): string {
  const stored: StoredState = {
    version: VERSION,
    nextId: state.nextId,
    orgs: [...state.orgs.values()],
    persons: [...state.persons.values()],
    levels: [...state.levels.values()].map((level) => ({ ...level, members: [...level.members] })),
    doors: [...state.doors.values()],
    readers: state.readers,
    devices: state.devices,
    terminals: [...state.terminals].map(([door, copies]) => [door, [...copies.values()]] as const),
    jobs: state.jobs,
    failed: [...state.failed],
    customFields: state.customFields,
    subscriptions: state.subscriptions,
  }
  return JSON.stringify(stored)
}

/** The text is this program's own, so its shape is believed; only its version is checked. */
export function stateFromText(text: string, events: readonly EventRow[]): State {
  const stored: StoredState = JSON.parse(text)
  if (stored.version !== VERSION) throw new Error(`Saved state has version ${stored.version}, not ${VERSION}`)
  return {
    nextId: stored.nextId,
    orgs: new Map(stored.orgs.map((org) => [org.orgIndexCode, org])),
    persons: new Map(
      stored.persons.map((person) => [person.personId, { fingerPrints: [], customValues: {}, ...person }]),
    ),
    levels: new Map(stored.levels.map((level) => [level.id, { ...level, members: new Set(level.members) }])),
    doors: new Map(stored.doors.map((door) => [door.doorIndexCode, door])),
    readers: stored.readers,
    devices: stored.devices,
    terminals: new Map(
      stored.terminals.map(([door, copies]) => [door, new Map(copies.map((copy) => [copy.personId, copy]))]),
    ),
    jobs: stored.jobs,
    failed: new Set(stored.failed),
    events: [...events],
    customFields: stored.customFields ?? CUSTOM_FIELDS,
    subscriptions: stored.subscriptions ?? [],
  }
}
