import type { WalkAnswer } from '../../shared/contract.ts'
import type { Weather } from '../../shared/desk-state.ts'
import type { Doorway } from '../../shared/door-map.ts'
import { type Simulator, startSimulator } from '../../simulator/simulator.ts'
import type { GateSettings } from '../hcp/open-gate.ts'
import { setDirection } from '../store/doors.ts'
import { getGuest } from '../store/guests.ts'
import type { Store } from '../store/open-store.ts'

/** The built-in HCP of training mode: a real server on loopback, and turnstiles somebody can be walked through. */
export interface Training {
  readonly settings: GateSettings
  doorways(): readonly Doorway[]
  walk(store: Store, guestId: number, doorId: string): WalkAnswer
  setWeather(weather: Weather): Promise<void>
  /** The training site's door map; a real site sets its own up. */
  mapDoors(store: Store): void
  stop(): Promise<void>
}

/** Rights reach the training doors after this time: short enough to watch, long enough to see that it is not at once. */
const APPLY_DELAY_MS = 1_500

export async function startTraining(folder: string): Promise<Training> {
  const simulator = await startSimulator({ dataDir: folder, applyDelayMs: APPLY_DELAY_MS })
  return {
    settings: {
      address: { host: '127.0.0.1', port: simulator.port },
      appKey: simulator.appKey,
      appSecret: simulator.appSecret,
      certificatePem: simulator.certificatePem,
    },
    doorways: () =>
      simulator.doors().map(({ doorIndexCode, doorName, direction }) => ({
        doorId: doorIndexCode,
        name: doorName,
        direction,
      })),
    walk: (store, guestId, doorId) => walk(simulator, store, guestId, doorId),
    async setWeather({ down, delayMs }) {
      await simulator.weather.set({ down, troubles: delayMs > 0 ? [{ kind: 'delay', ms: delayMs }] : [] })
    },
    mapDoors(store) {
      for (const door of simulator.doors()) setDirection(store, door.doorIndexCode, door.direction)
    },
    stop: () => simulator.stop(),
  }
}

/** Walks the guest up to a door. Somebody HCP has never heard of is a stranger to its doors. */
function walk(simulator: Simulator, store: Store, guestId: number, doorId: string): WalkAnswer {
  const guest = getGuest(store, guestId)
  if (!guest) return { ok: false, refused: 'unknownGuest' }
  const passage = simulator.walk(guest.personCode, doorId)
  return { ok: true, granted: passage.granted, eventType: passage.eventType }
}
