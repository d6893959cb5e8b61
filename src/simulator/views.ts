import { settle } from './application.ts'
import type { Person } from './state.ts'
import type { Copy } from './terminals.ts'
import { levelIdsOf, type World } from './world.ts'

/** What all doors together know of a person: every level, the widest validity. */
export interface AppliedView {
  readonly levelIds: readonly string[]
  readonly beginMs: number
  readonly endMs: number
  readonly hasFace: boolean
}

export interface SimPersonView {
  readonly personId: string
  readonly personCode: string
  readonly familyName: string
  readonly givenName: string
  readonly beginMs: number
  readonly endMs: number
  readonly hasFace: boolean
  readonly faceSha256: string | null
  readonly levelIds: readonly string[]
  /** null = no door knows him. */
  readonly applied: AppliedView | null
}

function appliedView(world: World, personId: string): AppliedView | null {
  const copies = [...world.state.terminals.values()]
    .map((known) => known.get(personId))
    .filter((copy): copy is Copy => copy !== undefined)
  if (copies.length === 0) return null
  return {
    levelIds: [...new Set(copies.flatMap((copy) => copy.levelIds))],
    beginMs: Math.min(...copies.map((copy) => copy.beginMs)),
    endMs: Math.max(...copies.map((copy) => copy.endMs)),
    hasFace: copies.some((copy) => copy.faceSha !== null),
  }
}

export function personView(world: World, person: Person): SimPersonView {
  const { personId, personCode, familyName, givenName, beginMs, endMs, faceSha } = person
  return {
    personId,
    personCode,
    familyName,
    givenName,
    beginMs,
    endMs,
    hasFace: faceSha !== null,
    faceSha256: faceSha,
    levelIds: levelIdsOf(world.state, personId),
    applied: appliedView(world, personId),
  }
}

export function personViews(world: World): readonly SimPersonView[] {
  settle(world)
  return [...world.state.persons.values()].map((person) => personView(world, person))
}
