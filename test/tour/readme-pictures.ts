// Makes the README's pictures from the running app, with drawn guests: node test/tour/readme-pictures.ts (after a build).
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
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
