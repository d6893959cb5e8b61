import { expect } from 'vitest'
import type { AccessRecord } from '../../src/main/store/access.ts'
import type { ModelPerson } from './model-hcp.ts'

/** A level no desk knows of. */
export const BY_HAND = '99'

/** HCP holds of a guest, and his doors know of him, what the desk decided. */
export function expectPersonAsDesired(
  record: AccessRecord,
  person: ModelPerson | undefined,
  nowMs: number,
): void {
  if (record.desired.want === 'granted') {
    expect(person).toBeDefined()
    expect(person?.names).toBe(`${record.familyName}\n${record.givenName}`)
    expect(ours(person?.levels)).toEqual([record.desired.levelId])
    expect(Math.floor((person?.window.untilMs ?? 0) / 1000)).toBe(Math.floor(record.desired.untilMs / 1000))
    expect(person?.face).toBe(record.desired.faceHash)
    expect(ours(person?.onDoors?.levels)).toEqual([record.desired.levelId])
    expect(person?.onDoors?.face).toBe(record.desired.faceHash)
  } else if (person) {
    expect(ours(person.levels)).toEqual([])
    expect(ours(person.onDoors?.levels)).toEqual([])
    // What was given by hand ends with his time.
    const isOver = (person.onDoors?.untilMs ?? 0) <= nowMs
    expect(person.onDoors?.levels.size === 0 || isOver, 'no door lets him in').toBe(true)
  }
}

const ours = (levels: ReadonlySet<string> = new Set()): string[] => [...levels].filter((id) => id !== BY_HAND)
