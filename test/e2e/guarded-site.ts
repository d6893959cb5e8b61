import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Locator, test } from '@playwright/test'
import type { SitePolicy } from '../../src/shared/policy.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import {
  connectTo,
  type DrivenDesk,
  enrol,
  expect,
  expectAccess,
  expectNoLeaks,
  fillGuest,
  mapDoor,
  newPlace,
  openDesk,
  type Place,
} from './driven-desk.ts'

export const IN = '12'
export const OUT = '13'

/** A site of its own for each test: a simulator, a desk connected to it, one door in and one out. */
export interface GuardedSite {
  place(): Place
  simulator(): Simulator
  desk(): DrivenDesk
  personOf(familyName: string): string
  /** Enrols a guest and waits until the doors know him; answers his card. */
  guestOnDoors(familyName: string): Promise<Locator>
  setPolicy(change: Partial<SitePolicy>): Promise<void>
  /** Closes the desk, does something meanwhile, and opens it again. */
  closedWhile(meanwhile: () => Promise<void> | void): Promise<void>
  /** The power fails, and the desk is started again. */
  killed(): Promise<void>
}

/** `names`: of people the desk may hear of without ever storing them. */
export function guardedSite(names: readonly string[] = []): GuardedSite {
  let place: Place
  let simulator: Simulator
  let desk: DrivenDesk

  test.beforeEach(async () => {
    place = await newPlace()
    simulator = await startSimulator({ applyDelayMs: 300 })
    desk = await openDesk(place)
    await connectTo(desk.page, simulator)
    await mapDoor(desk.page, IN, 'In')
    await mapDoor(desk.page, OUT, 'Out')
  })

  test.afterEach(async () => {
    await desk.close().catch(() => undefined)
    expectNoLeaks(place, simulator, names)
    expectNobodyAside(place)
    await simulator.stop()
    place.remove()
  })

  return {
    place: () => place,
    simulator: () => simulator,
    desk: () => desk,
    personOf: (familyName) =>
      simulator.persons().find((person) => person.familyName === familyName)?.personId ?? '',
    async guestOnDoors(familyName) {
      await fillGuest(desk.page, { familyName })
      const card = await enrol(desk.page, familyName)
      await expectAccess(card, 'onDoors')
      return card
    },
    setPolicy: (change) =>
      desk.page.evaluate(async (wanted) => {
        const { policy } = await window.desk.desk.snapshot()
        await window.desk.site.setPolicy({ ...policy, ...wanted })
      }, change),
    async closedWhile(meanwhile) {
      await desk.close()
      await meanwhile()
      desk = await openDesk(place)
    },
    async killed() {
      await desk.kill()
      desk = await openDesk(place)
    },
  }
}

/** No face is left of anybody who was looked at and not taken. */
function expectNobodyAside({ folder }: Place): void {
  const aside = join(folder, 'data', 'site', 'photos', 'aside')
  expect(existsSync(aside) ? readdirSync(aside) : []).toEqual([])
}
