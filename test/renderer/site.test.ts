import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseStage, type Stage } from './browser.ts'
import type { SceneName } from './samples.ts'

let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-site'))
}, 60_000)
afterAll(async () => {
  await stage.close()
})

async function openSite(
  name: SceneName,
  language: 'en' | 'ru' = 'en',
  theme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const page = await stage.open({ name, language, theme }, { width: 1366, height: 768 })
  await page.locator('main').waitFor()
  await page.locator('.header-quiet .menu-button').click()
  await page.getByTestId('open-site').click()
  await page.locator('.door').first().waitFor()
  return page
}
const asked = (page: Page, name: string): Promise<unknown[]> =>
  page.evaluate(
    (wanted) => window.fake.asked.filter((one) => one.name === wanted).map(({ ask }) => ask),
    name,
  )
const doorOf = (page: Page, doorId: string): Locator => page.locator(`[data-door-id="${doorId}"]`)
const checkedIn = (part: Locator): Promise<number> => part.locator('input:checked').count()
const isFocused = (part: Locator): Promise<boolean> =>
  part.evaluate((element) => element === document.activeElement)

/** Somebody walks through a door while the screen is open. */
async function walk(page: Page, doorName: string, passageId: number, agoMs = 20_000): Promise<void> {
  await page.evaluate(
    async ([name, id, ago]) => {
      const [row] = (await window.desk.desk.snapshot()).passages
      if (row === undefined) throw new Error('no passage to copy')
      window.fake.push({
        passages: [{ ...row, passageId: id, atMs: Date.now() - ago, doorName: name, granted: true }],
      })
    },
    [doorName, passageId, agoMs] as const,
  )
}

test.each<[SceneName, 'en' | 'ru', 'light' | 'dark']>([
  ['certificate', 'en', 'light'],
  ['offline', 'ru', 'dark'],
  ['crowd', 'ru', 'light'],
])(
  'axe finds nothing, nothing scrolls sideways, no word leaves its box: %s, %s, %s',
  async (name, language, theme) => {
    const page = await openSite(name, language, theme)
    // Of doors that are all alike some are enough, and axe takes its time for each.
    const { violations } = await new AxeBuilder({ page }).exclude('.doors > li:nth-child(n+10)').analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([])
    const wide = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('.site-card, .site-card *:not(.unseen, input)')]
        .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0)
        .filter((box) => getComputedStyle(box).textOverflow !== 'ellipsis')
        .map((box) => `${box.tagName}.${box.className}`),
    )
    expect(wide).toEqual([])
  },
  60_000,
)

test('a door nobody has spoken of says so in words, stands first, and nothing is guessed for it', async () => {
  const page = await openSite('site')
  const first = page.locator('.door').first()
  expect(await first.getAttribute('data-door-id')).toBe('5')
  expect(await first.innerText()).toContain('Not set yet')
  expect(await checkedIn(first.getByTestId('way'))).toBe(0)
  expect(await page.getByTestId('doors-unsaid').innerText()).toBe('2 of 6 doors not set yet')
  // One that was said to be neither is not one of them.
  expect(await doorOf(page, '4').innerText()).not.toContain('Not set yet')
  expect(await doorOf(page, '4').getByRole('radio', { name: 'Neither' }).isChecked()).toBe(true)
}, 60_000)

test('by keyboard: a door is said, stays where it stood, and is taken back', async () => {
  const page = await openSite('site')
  const way = doorOf(page, '5').getByTestId('way')
  await way.getByRole('radio', { name: 'In' }).focus()
  await page.keyboard.press('Space')
  await expect.poll(() => doorOf(page, '5').getAttribute('data-direction')).toBe('entry')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => doorOf(page, '5').getAttribute('data-direction')).toBe('exit')
  expect(await page.locator('.door').first().getAttribute('data-door-id')).toBe('5')
  expect(await page.getByTestId('doors-unsaid').innerText()).toBe('1 of 6 doors not set yet')

  await page.keyboard.press('Tab')
  expect(await isFocused(page.getByRole('button', { name: 'Take back what is set for Server room' }))).toBe(
    true,
  )
  await page.keyboard.press('Enter')
  await expect.poll(() => checkedIn(way)).toBe(0)
  await expect.poll(() => isFocused(way.getByRole('radio').first())).toBe(true)
  expect(await asked(page, 'site.mapDoor')).toEqual([
    { doorId: '5', direction: 'entry' },
    { doorId: '5', direction: 'exit' },
    { doorId: '5', direction: null },
  ])
  await page.keyboard.press('Escape')
  await page.getByTestId('site').waitFor({ state: 'detached' })
  expect(await isFocused(page.locator('.header-quiet .menu-button'))).toBe(true)
}, 60_000)

test('what main did not keep is not shown as kept', async () => {
  const page = await openSite('site')
  await page.evaluate(() => window.fake.breakCall('site.mapDoor'))
  await doorOf(page, '6').getByTestId('way').getByRole('radio', { name: 'Out' }).click({ force: true })
  await expect.poll(() => page.getByTestId('toast').innerText()).toContain('r-4711')
  expect(await checkedIn(doorOf(page, '6').getByTestId('way'))).toBe(0)
}, 60_000)

test('a reader goes its own way or its door’s; a door with one reader keeps it folded', async () => {
  const page = await openSite('site')
  const outer = page.locator('[data-reader-id="r-3"]')
  expect(await outer.getByRole('radio', { name: 'As the door' }).isChecked()).toBe(true)
  await outer.getByRole('radio', { name: 'In' }).click({ force: true })
  await expect.poll(() => outer.getAttribute('data-direction')).toBe('entry')
  await outer.getByRole('radio', { name: 'As the door' }).click({ force: true })
  await expect.poll(() => outer.getAttribute('data-direction')).toBe('')
  expect(await asked(page, 'site.mapReader')).toEqual([
    { readerId: 'r-3', direction: 'entry' },
    { readerId: 'r-3', direction: null },
  ])

  const single = page.locator('[data-reader-id="r-7"]')
  expect(await single.isVisible()).toBe(false)
  await doorOf(page, '5').locator('summary').focus()
  await page.keyboard.press('Enter')
  await single.getByRole('radio', { name: 'Out' }).click({ force: true })
  // All its readers are said: so is the door, though nothing was said of the door itself.
  await doorOf(page, '5').getByText('Set at its readers').waitFor()
  expect(await page.getByTestId('doors-unsaid').innerText()).toBe('1 of 6 doors not set yet')
}, 60_000)

test('whoever walks through a door lights it up; what was read late does not', async () => {
  const page = await openSite('site')
  const asks = async (): Promise<number> => (await asked(page, 'site.doors')).length
  expect(await asks()).toBe(1)
  await walk(page, 'Дверь во двор', 9001)
  await expect.poll(() => doorOf(page, '6').getAttribute('data-lit')).toBe('true')
  expect(await doorOf(page, '6').innerText()).toContain('Just seen')
  expect(await page.locator('.doors [data-lit="true"]').count()).toBe(1)
  await walk(page, 'Turnstile 1 out', 9002, 3_600_000)
  await expect.poll(asks).toBe(3)
  await doorOf(page, '2').locator('[data-passage-id="9002"]').waitFor()
  expect(await doorOf(page, '2').getAttribute('data-lit')).toBe('false')
}, 60_000)

test('a rush of passages is one question', async () => {
  const page = await openSite('site')
  await page.evaluate(async () => {
    const [row] = (await window.desk.desk.snapshot()).passages
    if (row === undefined) throw new Error('no passage to copy')
    for (let id = 9100; id < 9140; id += 1) window.fake.push({ passages: [{ ...row, passageId: id }] })
  })
  await doorOf(page, '5').locator('[data-passage-id="9139"]').waitFor()
  expect((await asked(page, 'site.doors')).length).toBe(2)
}, 60_000)

test('among many doors one is found by name, and the one walked through by a press', async () => {
  const page = await openSite('crowd')
  const field = page.getByRole('searchbox', { name: 'Find a door' })
  await field.fill('gate 20')
  expect(await page.locator('.door').count()).toBe(2)
  await field.fill('nothing like it')
  await page.getByText('No door of this name.').waitFor()
  await walk(page, 'Gate 18 south', 9001)
  await expect.poll(() => page.getByTestId('newest').innerText()).toContain('Gate 18 south')
  await page.getByRole('button', { name: 'Show it' }).click()
  const door = doorOf(page, 'g35')
  await expect.poll(() => isFocused(door.getByRole('radio').first())).toBe(true)
  expect(await door.evaluate((row) => row.getBoundingClientRect().bottom < innerHeight)).toBe(true)
  // The first Esc is the field's own.
  await field.fill('gate')
  await page.keyboard.press('Escape')
  expect(await field.inputValue()).toBe('')
  expect(await page.getByTestId('site').count()).toBe(1)
  await page.keyboard.press('Escape')
  await page.getByTestId('site').waitFor({ state: 'detached' })
}, 60_000)

test('five hundred doors: any of them is found, said, and lit', async () => {
  const page = await openSite('crowd')
  await page.evaluate(() => {
    const seen = { readerId: '', granted: true, familyName: 'Petrova', givenName: 'Anna' }
    window.fake.setDoors(
      Array.from({ length: 500 }, (_, index) => ({
        doorId: `d${index}`,
        name: `Gate ${index}`,
        direction: null,
        readers: [],
        latest: [{ ...seen, passageId: 50_000 + index, atMs: Date.now() - 3_600_000 }],
      })),
    )
  })
  await walk(page, 'Gate 432', 90_001)
  await expect.poll(() => page.getByTestId('doors-unsaid').innerText()).toContain('500 of 500 doors')
  await walk(page, 'Gate 499', 90_002)
  await expect.poll(() => page.getByTestId('newest').innerText()).toContain('Gate 499')
  expect(await page.locator('.doors [data-lit="true"]').count()).toBe(1)
  await page.getByRole('searchbox', { name: 'Find a door' }).fill('gate 432')
  await doorOf(page, 'd432').getByRole('radio', { name: 'In' }).click({ force: true })
  await expect.poll(() => page.getByTestId('doors-unsaid').innerText()).toContain('499 of 500 doors')
}, 60_000)

test('a site on which nothing is said begins with the first steps, in Russian too', async () => {
  const page = await openSite('certificate', 'ru')
  expect(await page.getByTestId('doors-hint').innerText()).toContain('Начните с двери')
  expect(await page.getByTestId('doors-unsaid').innerText()).toBe('Не указано: 6 из 6')
  await doorOf(page, '1').getByTestId('way').getByRole('radio', { name: 'Вход' }).click({ force: true })
  await expect.poll(() => page.getByTestId('doors-unsaid').innerText()).toBe('Не указано: 5 из 6')
  expect(await page.getByTestId('doors-hint').innerText()).toContain('Не уверены?')
}, 60_000)

test('the signing key is shown once, copied, and gone for good', async () => {
  const page = await openSite('site')
  const notices = page.getByTestId('notices')
  await notices.getByText('Switched off').waitFor()
  expect(await notices.getByRole('button', { name: 'New key' }).count()).toBe(0)
  await notices.getByLabel('Address of the receiver').fill(' https://notices.example/hook ')
  await notices.getByRole('checkbox', { name: 'A guest went out' }).click()
  await notices.getByRole('button', { name: 'Save' }).click()
  const key = page.getByTestId('signing-key')
  await key.waitFor()
  expect(await asked(page, 'site.setWebhook')).toEqual([
    { url: 'https://notices.example/hook', kinds: ['entry', 'incident', 'group'] },
  ])
  expect(await isFocused(key)).toBe(true)
  const secret = await key.locator('output').innerText()
  await key.getByRole('button', { name: 'Copy the key' }).click()
  await page.getByText('The key is on the clipboard.').waitFor()
  await key.getByRole('button', { name: 'The receiver has it' }).click()
  expect(await page.content()).not.toContain(secret)

  // A change keeps the key, and so shows none.
  await notices.getByRole('checkbox', { name: 'A guest went out' }).click()
  await notices.getByRole('button', { name: 'Save' }).click()
  await expect.poll(async () => (await asked(page, 'site.setWebhook')).length).toBe(2)
  expect(await key.count()).toBe(0)

  await notices.getByRole('button', { name: 'New key' }).click()
  await page.getByRole('button', { name: 'Make a new key' }).click()
  await expect.poll(() => key.locator('output').innerText()).not.toBe(secret)
  await expect.poll(() => isFocused(key)).toBe(true)
  await page.keyboard.press('Escape')
  await page.locator('.header-quiet .menu-button').click()
  await page.getByTestId('open-site').click()
  await notices.waitFor()
  expect(await key.count()).toBe(0)
}, 60_000)

test('what is no address, and a notice of nothing, are refused beside what is wrong', async () => {
  const page = await openSite('site')
  const notices = page.getByTestId('notices')
  const field = notices.getByLabel('Address of the receiver')
  const save = notices.getByRole('button', { name: 'Save' })
  await save.click()
  await notices.getByText('Type the address of the receiver.').waitFor()
  await field.fill('ftp://files.example')
  await save.click()
  await notices.getByText('This is no address to send to.').waitFor()
  await field.fill('https://notices.example')
  for (const kind of ['A guest came in', 'A guest went out', 'An incident', 'A whole group is enrolled'])
    await notices.getByRole('checkbox', { name: kind }).click()
  await save.click()
  await notices.getByText('Tick at least one.').waitFor()
  expect((await asked(page, 'site.setWebhook')).length).toBe(1)
}, 60_000)

test('how it goes with the receiver is said in words; a trial tells at once; it is switched off', async () => {
  const page = await openSite('offline')
  const notices = page.getByTestId('notices')
  const delivery = page.getByTestId('delivery')
  expect(await delivery.innerText()).toContain('Last try 14:31: the receiver refused with status 503.')
  expect(await delivery.innerText()).toContain('42 notices wait')
  expect(await delivery.innerText()).toContain('7 notices were given up')
  expect(await page.getByTestId('notices-open').innerText()).toContain('unencrypted')
  await notices.getByRole('button', { name: 'Send a trial' }).click()
  await notices.getByText('The trial did not arrive: the receiver refused with status 503.').waitFor()

  await page.evaluate(async () => {
    const { webhook } = await window.desk.desk.snapshot()
    window.fake.push({ webhook: { ...webhook, waiting: 0, failure: null, deliveredAtMs: Date.now() } })
  })
  await delivery.getByText('Last one taken: 14:32').waitFor()
  await notices.getByRole('button', { name: 'Send a trial' }).click()
  await notices.getByText('The receiver has taken the trial.').waitFor()

  await page.evaluate(async () => {
    const { webhook } = await window.desk.desk.snapshot()
    window.fake.push({ webhook: { ...webhook, failure: { kind: 'keyLost', atMs: Date.now() } } })
  })
  await delivery.getByText('Nothing is sent: the key store of this computer cannot read').waitFor()

  // Not what is typed, but what is kept is tried: so there is nothing to try in between.
  await notices.getByLabel('Address of the receiver').fill('https://notices.example')
  expect(await page.getByTestId('notices-open').count()).toBe(0)
  expect(await notices.getByRole('button', { name: 'Send a trial' }).isDisabled()).toBe(true)
  await notices.getByRole('button', { name: 'Switch off' }).click()
  await notices.getByText('Switched off').waitFor()
  expect(await asked(page, 'site.setWebhook')).toEqual([
    { url: '', kinds: ['entry', 'exit', 'incident', 'group'] },
  ])
  expect(await notices.getByLabel('Address of the receiver').inputValue()).toBe('')
}, 60_000)
