import { randomUUID } from 'node:crypto'
import { settle } from './application.ts'
import type { EventRow } from './state.ts'
import { type Copy, decide, type Reason } from './terminals.ts'
import { personByCode, type World } from './world.ts'

export interface Passage {
  readonly granted: boolean
  readonly eventType: number
  readonly eventId: string
  readonly reason: Reason
}

/** A row put in by hand: late (atMs in the past), of a stranger (no personId), or a duplicate (same eventId). */
export interface HandEvent {
  readonly doorIndexCode: string
  /** Default 196893, face granted. */
  readonly eventType?: number
  readonly atMs?: number
  readonly personId?: string
  readonly familyName?: string
  readonly givenName?: string
  readonly eventId?: string
  readonly cardNo?: string
  /** Default: the door's first one. */
  readonly readerIndexCode?: string
}

const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000

/** The terminals may know somebody whom HCP has deleted. */
function copyOf(world: World, idOrCode: string, doorIndexCode: string): Copy | undefined {
  const known = world.state.terminals.get(doorIndexCode)
  const personId =
    world.state.persons.get(idOrCode)?.personId ?? personByCode(world.state, idOrCode)?.personId
  if (personId !== undefined) return known?.get(personId)
  return known?.get(idOrCode) ?? [...(known?.values() ?? [])].find((copy) => copy.personCode === idOrCode)
}

/** Somebody walks up to a turnstile now, to its first reader if none is named. Whom nobody knows is a stranger. */
export function walk(
  world: World,
  idOrCode: string,
  doorIndexCode: string,
  readerIndexCode?: string,
): Passage {
  if (!world.state.doors.has(doorIndexCode)) throw new Error(`No door ${doorIndexCode}`)
  if (readerIndexCode !== undefined && !hasReader(world, doorIndexCode, readerIndexCode))
    throw new Error(`No reader ${readerIndexCode} at door ${doorIndexCode}`)
  settle(world)
  const nowMs = world.now()
  const copy = copyOf(world, idOrCode, doorIndexCode)
  const { granted, eventType, reason, recognised } = decide(copy, nowMs)
  const seen = recognised ? copy : undefined
  const row: EventRow = {
    eventId: randomUUID(),
    eventType,
    atMs: wholeSecond(nowMs),
    personId: seen?.personId ?? '',
    familyName: seen?.familyName ?? '',
    givenName: seen?.givenName ?? '',
    doorIndexCode,
    ...(readerIndexCode === undefined ? {} : { readerIndexCode }),
    cardNo: '',
    faceSha: seen?.faceSha ?? null,
  }
  world.recordEvents([row])
  return { granted, eventType, eventId: row.eventId, reason }
}

export function hasReader(world: World, doorIndexCode: string, readerIndexCode: string): boolean {
  return world.state.readers.some(
    (reader) => reader.doorIndexCode === doorIndexCode && reader.readerIndexCode === readerIndexCode,
  )
}

export function rowByHand(world: World, event: HandEvent): EventRow {
  const person = event.personId === undefined ? undefined : world.state.persons.get(event.personId)
  return {
    eventId: event.eventId ?? randomUUID(),
    eventType: event.eventType ?? 196893,
    atMs: wholeSecond(event.atMs ?? world.now()),
    personId: event.personId ?? '',
    familyName: event.familyName ?? person?.familyName ?? '',
    givenName: event.givenName ?? person?.givenName ?? '',
    doorIndexCode: event.doorIndexCode,
    ...(event.readerIndexCode === undefined ? {} : { readerIndexCode: event.readerIndexCode }),
    cardNo: event.cardNo ?? '',
    faceSha: person?.faceSha ?? null,
  }
}
