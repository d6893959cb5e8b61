import { settle } from './application.ts'
import { fingerprintOf } from './certificate.ts'
import { KEPT_EVENTS } from './event-log.ts'
import { createFrontDesk } from './front-desk.ts'
import { createGateway } from './gateway.ts'
import { openIdentity } from './identity.ts'
import { createJournal, type Journal } from './journal.ts'
import { createListener } from './listener.ts'
import { type HandEvent, type Passage, rowByHand, walk } from './passages.ts'
import { type PresetName, presetWeather } from './presets.ts'
import { createPush } from './push.ts'
import type { Direction, EventRow, Reader } from './state.ts'
import { openStorage } from './storage.ts'
import { machineOffsetMinutes } from './times.ts'
import { personView, personViews, type SimPersonView } from './views.ts'
import { createWeather, FAIR, type Weather } from './weather.ts'
import { personByCode, type World } from './world.ts'

export interface SimulatorOptions {
  /** 0 or absent = any free one. */
  readonly port?: number
  /** Random if absent: 8 digits, and 20 characters for the secret. */
  readonly appKey?: string
  readonly appSecret?: string
  /** Folder in which everything outlives the process; absent = nothing does. */
  readonly dataDir?: string
  /** From a reapplication until its changes are on the terminals. */
  readonly applyDelayMs?: number
  /** Strict versions of `door/events`: code 2 without event type / without doors. Fair weather keeps them. */
  readonly eventTypeRequired?: boolean
  readonly doorsRequired?: boolean
  /** East of UTC, for event times; default: this machine's. */
  readonly zoneOffsetMinutes?: number
  /** Between two tries to reach a receiver of the push that is down. */
  readonly pushRetryMs?: number
  readonly now?: () => number
}

export interface SimDoorView {
  readonly doorIndexCode: string
  readonly doorName: string
  readonly direction: Direction
  /** 0 remain open, 1 closed, 2 open, 3 remain closed */
  readonly doorState: number
}

export interface SimLevelView {
  readonly id: string
  readonly name: string
  readonly type: number
  readonly doorIds: readonly string[]
  readonly memberIds: readonly string[]
}

/** A receiver of the event push. */
export interface SimSubscriptionView {
  readonly eventDest: string
  readonly eventTypes: readonly number[]
  readonly hasToken: boolean
  /** Events it has not taken yet. */
  readonly waiting: number
}

export interface Simulator {
  /** 'https://127.0.0.1:port', without `/artemis`. */
  readonly url: string
  readonly port: number
  readonly appKey: string
  readonly appSecret: string
  readonly certificatePem: string
  /** 'AA:BB:…' */
  readonly fingerprint256: string
  readonly journal: Journal
  readonly weather: Weather
  persons(): readonly SimPersonView[]
  person(personCode: string): SimPersonView | undefined
  doors(): readonly SimDoorView[]
  levels(): readonly SimLevelView[]
  /** In order of arrival. */
  events(): readonly EventRow[]
  /** Somebody walks up to a turnstile now; it decides by what has been applied on it. */
  walk(personIdOrCode: string, doorIndexCode: string, readerIndexCode?: string): Passage
  readers(): readonly Reader[]
  /** A row by hand; its eventId. */
  addEvent(event: HandEvent): string
  addEvents(events: readonly HandEvent[]): readonly string[]
  subscriptions(): readonly SimSubscriptionView[]
  /** The weather of these presets together, and of nothing else. */
  usePreset(...names: readonly PresetName[]): Promise<void>
  stop(): Promise<void>
}

const DEFAULT_APPLY_DELAY_MS = 1_500
const DEFAULT_PUSH_RETRY_MS = 2_000

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const now = options.now ?? Date.now
  const zoneOffsetMinutes = options.zoneOffsetMinutes ?? machineOffsetMinutes(now())
  const identity = await openIdentity(options.dataDir, options)
  const storage = await openStorage(options.dataDir, now(), zoneOffsetMinutes)
  const journal = createJournal(now)
  const weather = createWeather((down) => (down ? listener.close() : listener.open()), {
    ...FAIR,
    eventTypeRequired: options.eventTypeRequired ?? false,
    doorsRequired: options.doorsRequired ?? false,
  })

  const world: World = {
    state: storage.state,
    faces: storage.faces,
    weather,
    now,
    rules: {
      applyDelayMs: options.applyDelayMs ?? DEFAULT_APPLY_DELAY_MS,
      zoneOffsetMinutes,
    },
    recordEvents: (rows) => {
      storage.events?.append(rows)
      const { events } = storage.state
      for (const row of rows) events.push(row)
      events.splice(0, Math.max(0, events.length - KEPT_EVENTS))
      push.recorded(rows)
    },
  }
  const gateway = createGateway(identity.appKey, identity.appSecret)
  const frontDesk = createFrontDesk({ world, gateway, journal, save: () => storage.save() })
  const listener = await createListener(identity, options.port ?? 0, (request, response) => {
    void frontDesk.handle(request, response)
  }).catch(async (error: unknown) => {
    await storage.close()
    throw error
  })
  const push = createPush(world, options.pushRetryMs ?? DEFAULT_PUSH_RETRY_MS)

  function addEvents(events: readonly HandEvent[]): readonly string[] {
    const rows = events.map((event) => rowByHand(world, event))
    world.recordEvents(rows)
    return rows.map((row) => row.eventId)
  }

  return {
    url: `https://127.0.0.1:${listener.port}`,
    port: listener.port,
    appKey: identity.appKey,
    appSecret: identity.appSecret,
    certificatePem: identity.certificatePem,
    fingerprint256: fingerprintOf(identity.certificatePem),
    journal,
    weather,
    persons: () => personViews(world),
    person: (personCode) => {
      settle(world)
      const person = personByCode(world.state, personCode)
      return person === undefined ? undefined : personView(world, person)
    },
    doors: () =>
      [...world.state.doors.values()].map(({ doorIndexCode, doorName, direction, doorState }) => ({
        doorIndexCode,
        doorName,
        direction,
        doorState,
      })),
    levels: () =>
      [...world.state.levels.values()].map(({ members, id, name, type, doorIds }) => ({
        id,
        name,
        type,
        doorIds,
        memberIds: [...members],
      })),
    events: () => [...world.state.events],
    walk: (personIdOrCode, doorIndexCode, readerIndexCode) =>
      walk(world, personIdOrCode, doorIndexCode, readerIndexCode),
    readers: () => [...world.state.readers],
    addEvents,
    addEvent: (event) => addEvents([event])[0] ?? '',
    subscriptions: () =>
      world.state.subscriptions.map(({ eventDest, eventTypes, token, waiting }) => ({
        eventDest,
        eventTypes,
        hasToken: token !== null,
        waiting: waiting.length,
      })),
    usePreset: (...names) => weather.become(presetWeather(names)),
    stop: async () => {
      push.stop()
      frontDesk.close()
      await listener.close()
      await storage.close()
    },
  }
}
