import type { FaceStore } from './face-store.ts'
import type { EventRow, Person, State } from './state.ts'
import type { WeatherStation } from './weather.ts'

/** All that an endpoint, the terminals and the control page work on. */
export interface World {
  readonly state: State
  readonly faces: FaceStore
  readonly weather: WeatherStation
  readonly rules: Rules
  readonly now: () => number
  /** The one way a row comes into being: the push to subscribers starts here. */
  readonly recordEvents: (rows: readonly EventRow[]) => void
}

export interface Rules {
  readonly applyDelayMs: number
  readonly zoneOffsetMinutes: number
}

export function personByCode(state: State, personCode: string): Person | undefined {
  for (const person of state.persons.values()) if (person.personCode === personCode) return person
  return undefined
}

export function levelIdsOf(state: State, personId: string): readonly string[] {
  return [...state.levels.values()].filter((level) => level.members.has(personId)).map((level) => level.id)
}
