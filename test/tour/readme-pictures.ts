// Makes the README's pictures from the running app, with drawn guests: node test/tour/readme-pictures.ts (after a build).
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { connectTo, expect, fillGuest, mapDoor, newPlace, openDesk } from '../e2e/driven-desk.ts'
import { type DrawnGuest, drawnGuests } from './drawn-guests.ts'

const out = join(import.meta.dirname, '../../resources/readme')
mkdirSync(out, { recursive: true })

const place = await newPlace()
const desk = await openDesk(place, ['--training'])
const { page } = desk
try {
  await page.evaluate(() => window.desk.desk.setTheme({ theme: 'light' }))
  await peopled(page, drawnGuests)
  await walkSome(page)
  await picture('board')
  await fillGuest(page, {
    familyName: 'Королёва',
    givenName: 'Марина',
    host: 'О. Лебедева',
    purpose: 'Meeting',
  })
  await picture('new-guest')
} finally {
  await desk.close()
  place.remove()
}

const simulator = await startSimulator()
const second = await newPlace()
const site = await openDesk(second)
try {
  await site.page.evaluate(() => window.desk.desk.setTheme({ theme: 'dark' }))
  await connectTo(site.page, simulator)
  await peopled(site.page, drawnGuests.slice(0, 5))
  await expect(site.page.locator('[data-access=onDoors]')).toHaveCount(5, { timeout: 60_000 })
  await checked(site.page)
  await simulator.weather.set({ down: true })
  await peopled(site.page, drawnGuests.slice(5, 6))
  await site.page
    .getByTestId('visit-card')
    .filter({ hasText: 'Smith' })
    .getByRole('button', { name: 'Check out' })
    .click()
  await expect(site.page.getByTestId('status-strip')).toHaveAttribute('data-hcp', 'unreachable')
  await picture('hcp-away', site.page)
} finally {
  await site.close()
  await simulator.stop()
  second.remove()
}

await busyDay()

/** The day view of a site where forty guests came and half of them have left; no picture waits for a real morning. */
async function busyDay(): Promise<void> {
  const hcp = await startSimulator({ applyDelayMs: 0 })
  const third = await newPlace()
  let busy = await openDesk(third)
  try {
    await connectTo(busy.page, hcp)
    for (const door of hcp.doors())
      await mapDoor(busy.page, door.doorIndexCode, door.direction === 'entry' ? 'In' : 'Out')
    await busy.page.evaluate(async () => {
      const { levels, policy } = await window.desk.desk.snapshot()
      await window.desk.site.setPolicy({ ...policy, exit: 'first', openFromHour: 0, openUntilHour: 24 })
      for (let guest = 1; guest <= 40; guest += 1) {
        await window.desk.visits.enrol({
          guestId: null,
          familyName: `Guest ${guest}`,
          givenName: '',
          host: '',
          purpose: '',
          phone: '',
          fromMs: Date.now() - 60_000,
          untilMs: Date.now() + 8 * 3_600_000,
          levelId: levels[0]?.levelId ?? '',
          photoHash: null,
        })
      }
    })
    await expect(busy.page.locator('[data-access=onDoors]')).toHaveCount(40, { timeout: 180_000 })
    const [entry, exit] = ['entry', 'exit'].map(
      (way) => hcp.doors().find((door) => door.direction === way)?.doorIndexCode ?? '',
    )
    const guests = hcp.persons().filter((person) => person.familyName.startsWith('Guest'))
    const people = guests.map((person) => person.personId)
    for (const personId of people.slice(0, 36))
      hcp.addEvent({ personId, doorIndexCode: entry ?? '', eventType: 196893 })
    for (const personId of people.slice(30))
      hcp.addEvent({ personId, doorIndexCode: entry ?? '', eventType: 197151 })
    await expect(busy.page.locator('[data-status=inside]')).toHaveCount(36, { timeout: 30_000 })
    for (const personId of people.slice(0, 17))
      hcp.addEvent({ personId, doorIndexCode: exit ?? '', eventType: 196893 })
    for (const personId of people.slice(37))
      hcp.addEvent({ personId, doorIndexCode: exit ?? '', eventType: 196893 })
    await expect(busy.page.locator('[data-status=left]')).toHaveCount(17, { timeout: 30_000 })
    await busy.close()
    spreadOverDay(join(third.folder, 'data/site/desk.sqlite'))
    busy = await openDesk(third)
    await busy.page.evaluate(() => window.desk.desk.setTheme({ theme: 'light' }))
    await busy.page.keyboard.press('F6')
    await expect(busy.page.getByTestId('day')).toContainText('36')
    await picture('day', busy.page)
    await busy.page.keyboard.press('Escape')
    await kept(busy.page)
  } finally {
    await busy.close()
    await hcp.stop()
    third.remove()
  }
}

/** Moves what has just happened to the hours of this day at which it usually does. */
function spreadOverDay(file: string): void {
  const store = new Database(file)
  const midnightMs = new Date().setHours(0, 0, 0, 0)
  const hoursGone = (Date.now() - midnightMs) / 3_600_000
  const usual = {
    in: [7, 8, 8, 8, 9, 9, 9, 9, 9, 10, 10, 11, 13, 13, 14],
    out: [11, 12, 12, 12, 13, 15, 16, 17, 17],
  }
  const move = store.prepare('UPDATE passage SET atMs = ? WHERE passageId = ?')
  const rows = store
    .prepare<[], { passageId: number; direction: string }>(
      'SELECT passageId, direction FROM passage ORDER BY passageId',
    )
    .all()
  for (const { passageId, direction } of rows) {
    const hours = (direction === 'exit' ? usual.out : usual.in).filter((hour) => hour < hoursGone - 1)
    const hour = hours[passageId % hours.length] ?? 0
    move.run(midnightMs + hour * 3_600_000 + ((passageId * 7) % 55) * 60_000, passageId)
  }
  store.exec(`
    UPDATE visit SET checkedInAtMs = (SELECT min(atMs) FROM passage p WHERE p.visitId = visit.visitId AND granted = 1)
      WHERE checkedInAtMs IS NOT NULL;
    UPDATE visit SET createdAtMs = ${midnightMs}, fromMs = ${midnightMs};
  `)
  store.close()
}

/** The HikCentral screen with its checks done, on a site whose doors are mapped. */
async function checked(on: Page): Promise<void> {
  for (const door of simulator.doors())
    await mapDoor(on, door.doorIndexCode, door.direction === 'entry' ? 'In' : 'Out')
  await on.evaluate(() => window.desk.desk.setTheme({ theme: 'light' }))
  await on.getByRole('button', { name: 'Desk menu' }).click()
  await on.getByRole('menuitem', { name: /HikCentral/ }).click()
  await on.getByTestId('diagnose').click()
  await expect(on.locator('[data-testid="check"][data-verdict="good"]')).toHaveCount(9, { timeout: 60_000 })
  await picture('hikcentral', on)
  await on.keyboard.press('Escape')
  await on.evaluate(() => window.desk.desk.setTheme({ theme: 'dark' }))
}

/** What is kept of a day, and how. */
async function kept(on: Page): Promise<void> {
  for (let copy = 0; copy < 3; copy += 1) await on.evaluate(() => window.desk.care.backUp())
  await on.getByRole('button', { name: 'Desk menu' }).click()
  await on.getByRole('menuitem', { name: /Data and safety/ }).click()
  await expect(on.getByTestId('backup').first()).toBeVisible()
  await picture('data', on)
}

async function picture(name: string, of: Page = page): Promise<void> {
  await of.setViewportSize({ width: 1366, height: 768 })
  // Messages come and go; the pictures are of what stays.
  for (const close of await of.getByTestId('toast').getByRole('button', { name: 'Dismiss' }).all())
    await close.click()
  await of.waitForTimeout(400)
  // A palette keeps a flat picture sharp and a third of its size.
  await sharp(await of.screenshot())
    .png({ palette: true, quality: 90 })
    .toFile(join(out, `${name}.png`))
}

async function peopled(on: Page, guests: readonly DrawnGuest[]): Promise<void> {
  const { levels } = await on.evaluate(() => window.desk.desk.snapshot())
  for (const guest of guests) {
    const jpeg = await sharp(Buffer.from(guest.svg)).jpeg({ quality: 90 }).toBuffer()
    await on.evaluate(
      async ([base64, words, levelId]) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
        const photo = await window.desk.photos.accept({ bytes })
        const fromMs = Date.now() - 60_000
        const untilMs = Date.now() + words.hours * 3_600_000
        const photoHash = photo.ok ? photo.photoHash : null
        await window.desk.visits.enrol({
          ...words,
          phone: '',
          guestId: null,
          fromMs,
          untilMs,
          levelId,
          photoHash,
        })
      },
      [jpeg.toString('base64'), guest.words, levels[0]?.levelId ?? ''] as const,
    )
  }
}

/** Some are inside, one has left and tries again. */
async function walkSome(on: Page): Promise<void> {
  await expect(on.locator('[data-access=onDoors]')).toHaveCount(drawnGuests.length, { timeout: 60_000 })
  const { cards } = await on.evaluate(() => window.desk.desk.snapshot())
  const doorways = await on.evaluate(() => window.desk.training.doorways())
  const gateIn = doorways.find((door) => door.direction === 'entry')?.doorId ?? ''
  const walk = (guestId: number) =>
    on.evaluate(([id, door]) => window.desk.training.walk({ guestId: id, doorId: door }), [
      guestId,
      gateIn,
    ] as const)
  for (const card of cards.slice(0, 4)) await walk(card.guestId)
  await expect(on.locator('[data-status=inside]')).toHaveCount(4)
  const leaving = cards[0]
  if (!leaving) return
  await on.evaluate((visitId) => window.desk.visits.checkOut({ visitId }), leaving.visitId)
  await expect(on.locator('[data-access=revoked]')).toHaveCount(1, { timeout: 30_000 })
  await walk(leaving.guestId)
  await expect(on.getByTestId('passage').first()).toHaveAttribute('data-granted', 'false')
}
