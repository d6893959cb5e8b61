import { test } from '@playwright/test'
import { bmp } from '../photos/picture-makers.ts'
import {
  cardOf,
  checkOut,
  enrol,
  expect,
  expectAccess,
  fillGuest,
  newPlace,
  openDesk,
  startTraining,
} from './driven-desk.ts'

test('walk-in in training: photo, enrolment, turnstile, one click, refusal', async () => {
  const place = await newPlace()
  const desk = await openDesk(place)
  const { page } = desk
  try {
    await startTraining(page)
    await fillGuest(page, {
      familyName: 'Семёнова',
      givenName: 'Алёна',
      host: 'Reception',
      purpose: 'Meeting',
    })
    const card = await enrol(page, 'Семёнова')
    await expectAccess(card, 'onDoors')

    await page.getByRole('button', { name: 'Gate in' }).first().click()
    await expect(page.getByTestId('walk-verdict')).toHaveAttribute('data-granted', 'true')
    await expect(card).toHaveAttribute('data-status', 'inside')
    const passage = page.getByTestId('passage').first()
    await expect(passage).toHaveAttribute('data-granted', 'true')
    const photo = passage.locator('img').first()
    await expect(photo).toHaveJSProperty('complete', true)
    expect(await photo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)

    await checkOut(card)
    await expectAccess(card, 'revoked')
    await page.getByRole('button', { name: 'Gate in' }).first().click()
    await expect(page.getByTestId('walk-verdict')).toHaveAttribute('data-granted', 'false')
    await expect(page.getByTestId('passage').first()).toHaveAttribute('data-granted', 'false')
  } finally {
    await desk.close()
    place.remove()
  }
})

test('training is there again after a restart, with its guests and its HCP', async () => {
  const place = await newPlace()
  const first = await openDesk(place, ['--training'])
  await fillGuest(first.page, { familyName: 'Ivanov' })
  await expectAccess(await enrol(first.page, 'Ivanov'), 'onDoors')
  await first.close()
  const second = await openDesk(place)
  try {
    const card = cardOf(second.page, 'Ivanov')
    await expectAccess(card, 'onDoors')
    await second.page.getByRole('button', { name: 'Gate in' }).first().click()
    await expect(card).toHaveAttribute('data-status', 'inside')
  } finally {
    await second.close()
    place.remove()
  }
})

test('bad input: a sentence at the field, and nothing changed', async () => {
  const place = await newPlace()
  const desk = await openDesk(place, ['--training'])
  const { page } = desk
  const nothingStored = async (): Promise<void> => expect((await desk.snapshot()).cards).toHaveLength(0)
  try {
    await fillGuest(page, { familyName: '' }, false)
    const cases = [
      ['', 'Family name'],
      ['А'.repeat(300), 'Family name'],
      ["O'Brien", 'Family name'],
      ['a/b', 'Family name'],
      ['Smith<script>', 'Family name'],
    ] as const
    for (const [name, field] of cases) {
      await page.getByLabel('Family name').fill(name)
      await page.keyboard.press('Control+Enter')
      await expect(page.getByLabel(field)).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByLabel(field)).toHaveAccessibleDescription(/\S+/)
      await nothingStored()
    }
    await page.getByLabel('Family name').fill('Ёлкин')
    await page.getByLabel('Own times').check()
    const from = await page.getByLabel('From', { exact: true }).inputValue()
    await page.getByLabel('Until', { exact: true }).fill(from)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByLabel('Until', { exact: true })).toHaveAttribute('aria-invalid', 'true')
    await nothingStored()

    // Garbage for a photo, past the screen and straight at the door between the processes.
    const answers = await page.evaluate(async () => [
      await window.desk.photos.accept({ bytes: new Uint8Array(0) }),
      await window.desk.photos.accept({ bytes: new Uint8Array(5_000).fill(7) }),
      await window.desk.photos.accept({ bytes: new Uint8Array(6 * 1024 * 1024) }),
    ])
    expect(answers).toEqual([
      { ok: false, problem: 'empty' },
      { ok: false, problem: 'notAPicture' },
      { ok: false, problem: 'tooManyBytes' },
    ])
    await nothingStored()
    // And a picture no browser need have made, taken on the thread of the built app.
    const scan = [...bmp({ width: 300, height: 200, bits: 24, pixel: (x, y) => x * y })]
    const taken = await page.evaluate(
      (from) => window.desk.photos.accept({ bytes: Uint8Array.from(from) }),
      scan,
    )
    expect(taken).toMatchObject({ ok: true, width: 300, height: 200 })

    await page.getByLabel('2 h', { exact: true }).check()
    await expect(await enrol(page, 'Ёлкин')).toBeVisible()
  } finally {
    await desk.close()
    place.remove()
  }
})
