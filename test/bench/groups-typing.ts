import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { connectTo, newPlace, openDesk } from '../e2e/driven-desk.ts'
import { drawnGuests } from '../tour/drawn-guests.ts'

/** What somebody who types in the new-guest form goes through, in the built desk. */
export interface Typing {
  readonly keys: number
  /** From a key going down until what it changed is painted, ms, the slowest; the browser tells it in steps of 8. */
  readonly slowestMs: number
  readonly slowestIdleMs: number
  /** Guests of the group on the doors when the typing began, and when it was over. */
  readonly doneFirst: number
  readonly doneLast: number
}

/** As fast as somebody who does it all day. */
const KEY_MS = 70
const WORDS = 'Konstantinopolskaya'
const IDLE_ROUNDS = 5
const LIMIT_MS = 180_000
/** Below this a browser does not report; nobody feels it either. */
const REPORTED_MS = 16

/** Types in the form without a group, then from its confirmation until its last guest is on the doors. */
export async function typingDuring(guests: number): Promise<Typing> {
  build()
  const place = await newPlace()
  const simulator = await startSimulator()
  const desk = await openDesk(place)
  const { page } = desk
  try {
    await connectTo(page, simulator)
    await page.evaluate(listen, REPORTED_MS)
    await page.keyboard.press('F2')
    await page.getByLabel('Family name').waitFor()
    for (let round = 0; round < IDLE_ROUNDS; round += 1) await typeOver(page)
    const slowestIdleMs = await slowest(page)

    await enrolGroup(page, guests)
    const doneFirst = await onDoors(page)
    const endMs = performance.now() + LIMIT_MS
    let keys = 0
    let doneLast = doneFirst
    while (doneLast < guests) {
      if (performance.now() > endMs) throw new Error(`after ${LIMIT_MS} ms only ${doneLast} are on the doors`)
      keys += await typeOver(page)
      doneLast = await onDoors(page)
    }
    return { keys, slowestMs: await slowest(page), slowestIdleMs, doneFirst, doneLast }
  } finally {
    await desk.close()
    await simulator.stop()
    place.remove()
  }
}

function build(): void {
  const root = join(import.meta.dirname, '../..')
  const args = ['build', '--logLevel', 'warn']
  const { status } = spawnSync(join(root, 'node_modules/.bin/electron-vite'), args, {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('the desk does not build')
}

/** One name over another; answers the keys pressed. */
async function typeOver(page: Page): Promise<number> {
  const field = page.getByLabel('Family name')
  await field.press('Control+A')
  await field.pressSequentially(WORDS, { delay: KEY_MS })
  const value = await field.inputValue()
  if (value !== WORDS) throw new Error(`typed ${WORDS}, there stands ${value}`)
  return WORDS.length + 1
}

declare global {
  interface Window {
    slowestKeyMs: number
  }
}

/** Runs in the page. */
function listen(durationThreshold: number): void {
  window.slowestKeyMs = 0
  const observer = new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries())
      if (/^(?:key|input|beforeinput)/.test(name))
        window.slowestKeyMs = Math.max(window.slowestKeyMs, duration)
  })
  observer.observe({ type: 'event', durationThreshold } as PerformanceObserverInit)
}

/** Since it was asked last. */
function slowest(page: Page): Promise<number> {
  return page.evaluate(() => {
    const found = window.slowestKeyMs
    window.slowestKeyMs = 0
    return found
  })
}

async function enrolGroup(page: Page, guests: number): Promise<void> {
  const [drawn] = drawnGuests
  if (!drawn) throw new Error('nobody is drawn')
  const jpeg = await sharp(Buffer.from(drawn.svg)).jpeg().toBuffer()
  const refused = await page.evaluate(
    async ({ bytes, count }) => {
      const photo = await window.desk.photos.accept({ bytes: new Uint8Array(bytes) })
      const { levels } = await window.desk.desk.snapshot()
      if (!photo.ok) return photo.problem
      const nowMs = Date.now()
      const asks = Array.from({ length: count }, (_, i) => ({
        guestId: null,
        familyName: `Guest ${i}`,
        givenName: '',
        host: 'Reception',
        purpose: 'Tour',
        phone: '',
        fromMs: nowMs - 60_000,
        untilMs: nowMs + 4 * 3_600_000,
        levelId: levels[0]?.levelId ?? '',
        photoHash: photo.photoHash,
      }))
      const answer = await window.desk.groups.enrol({ name: 'Tour', asks })
      return answer.ok ? null : JSON.stringify(answer)
    },
    { bytes: [...jpeg], count: guests },
  )
  if (refused !== null) throw new Error(`the group was refused: ${refused}`)
}

/** Asked of main, so that it costs the page little. */
async function onDoors(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { groups } = await window.desk.desk.snapshot()
    return groups[0]?.done ?? 0
  })
}
