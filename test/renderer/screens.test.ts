import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NOW, raiseStage, type Stage } from './browser.ts'
import type { SceneName } from './samples.ts'

/** The built renderer in a real Chromium with the fake desk: what only a browser can tell. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-renderer'))
}, 60_000)
afterAll(async () => {
  await stage.close()
})

const small = { width: 1366, height: 768 }
async function open(
  name: SceneName,
  language: 'en' | 'ru' = 'en',
  theme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const page = await stage.open({ name, language, theme }, small)
  await page.locator('main').waitFor()
  return page
}
const asked = (page: Page, name: string): Promise<unknown[]> =>
  page.evaluate(
    (wanted) => window.fake.asked.filter((one) => one.name === wanted).map(({ ask }) => ask),
    name,
  )
async function violations(page: Page): Promise<readonly string[]> {
  // Colours are judged at rest: a panel that still slides in is half transparent.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`)
}

test.each<[SceneName, 'en' | 'ru', 'light' | 'dark']>([
  ['setup', 'ru', 'light'],
  ['offline', 'en', 'light'],
  ['training', 'ru', 'dark'],
])(
  'axe finds nothing, nothing scrolls sideways: %s, %s, %s',
  async (name, language, theme) => {
    const page = await open(name, language, theme)
    if (name !== 'setup') {
      await page.keyboard.press('F2')
      // The camera comes up on its own time, and its button changes colour with it.
      await page.locator('.photo-frame .button-primary:enabled').waitFor()
    }
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  },
  20_000,
)

test('a guest is enrolled without a mouse, and exactly what was typed is asked for', async () => {
  const page = await open('site')
  await page.keyboard.press('F2')
  await page.keyboard.type('Королёв')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Семён')
  await page.getByRole('button', { name: 'Take photo' }).and(page.locator(':enabled')).waitFor()
  await page.keyboard.press('F5')
  await page.locator('[data-photo="kept"]').waitFor()
  await page.getByLabel('Phone').fill('+7 921 000-00-00')
  await page.getByLabel('Access level').selectOption('12')
  await page.keyboard.press('Control+Enter')
  const fresh = page.getByTestId('column-expected').getByRole('article', { name: 'Королёв Семён' })
  await fresh.waitFor()
  await expect.poll(() => fresh.evaluate((card) => card === document.activeElement)).toBe(true)
  expect(await asked(page, 'visits.enrol')).toEqual([
    {
      guestId: null,
      familyName: 'Королёв',
      givenName: 'Семён',
      host: '',
      purpose: '',
      phone: '+7 921 000-00-00',
      levelId: '12',
      fromMs: NOW.getTime(),
      untilMs: new Date('2027-05-12T18:00:00+03:00').getTime(),
      photoHash: '4d'.padStart(64, '0'),
    },
  ])
  const bytes = await page.evaluate(() => {
    const [photo] = window.fake.asked.filter(({ name }) => name === 'photos.accept')
    const ask = photo?.ask
    return ask !== null && typeof ask === 'object' && 'bytes' in ask && ask.bytes instanceof Uint8Array
      ? Array.from(ask.bytes.subarray(0, 2))
      : []
  })
  expect(bytes).toEqual([0xff, 0xd8])
  expect(await page.getByTestId('panel').count()).toBe(0)
}, 60_000)

test('an incomplete form is complained about at the fields, and nothing is sent', async () => {
  const page = await open('site')
  await page.keyboard.press('F2')
  await page.keyboard.press('Control+Enter')
  const name = page.getByLabel('Family name')
  await expect.poll(() => name.getAttribute('aria-invalid')).toBe('true')
  expect(await name.evaluate((field) => field === document.activeElement)).toBe(true)
  expect(await asked(page, 'visits.enrol')).toEqual([])
  await page.keyboard.type('x')
  await expect.poll(() => name.getAttribute('aria-invalid')).toBeNull()
}, 60_000)

test('Esc asks before it throws away what was typed, and staying is what Enter means', async () => {
  const page = await open('site')
  await page.keyboard.press('F2')
  await page.keyboard.press('Escape')
  await page.getByTestId('panel').waitFor({ state: 'detached' })
  await page.keyboard.press('F2')
  await page.keyboard.type('Zz')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.getByLabel('Family name').inputValue()).toBe('Zz')
}, 60_000)

test('a returning guest is one Enter away', async () => {
  const page = await open('site')
  await page.keyboard.press('F2')
  await page.keyboard.type('сем')
  await page.getByTestId('guest-match').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[data-photo="kept"]').waitFor()
  expect(await page.getByLabel('Given name').inputValue()).toBe('Вера Игоревна')
  expect(await page.getByLabel('Access level').inputValue()).toBe('12')
}, 60_000)

test('F8 checks out the selected card at once; the toast gives the access back', async () => {
  const page = await open('site')
  await page.getByTestId('column-inside').getByRole('article', { name: 'Johansson Erik' }).focus()
  await page.keyboard.press('F8')
  const gone = page.getByTestId('column-left').getByRole('article', { name: 'Johansson Erik' })
  await gone.waitFor()
  expect(await gone.evaluate((card) => card === document.activeElement)).toBe(true)
  await page.keyboard.press('F8')
  expect(await asked(page, 'visits.checkOut')).toEqual([{ visitId: 21 }])
  await page.getByTestId('toast').getByRole('button', { name: 'Give access back' }).click()
  await page.getByTestId('column-expected').getByRole('article', { name: 'Johansson Erik' }).waitFor()
}, 60_000)

test('Tab walks through one card only; arrows lead to the others', async () => {
  const page = await open('crowd')
  const stops = page.locator('[data-testid="visit-card"] button:not([tabindex="-1"])')
  expect(await stops.count()).toBe(2)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  const focused = page.locator('[data-testid="visit-card"]:focus')
  await expect.poll(() => focused.getAttribute('data-status')).toBe('inside')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Check out')
}, 60_000)

test('what a door means is said once and kept at once', async () => {
  const page = await open('site')
  await page.getByRole('button', { name: 'Desk menu' }).click()
  await page.getByRole('menuitem', { name: 'Doors, rules, notices…' }).click()
  const door = page.locator('[data-door-id="5"]')
  await door.getByTestId('way').getByRole('radio', { name: 'Out' }).click({ force: true })
  await expect.poll(() => door.getAttribute('data-direction')).toBe('exit')
  expect(await asked(page, 'site.mapDoor')).toEqual([{ doorId: '5', direction: 'exit' }])
}, 60_000)

test('a call that breaks leaves the board standing and names the id to quote', async () => {
  const page = await open('site')
  await page.evaluate(() => window.fake.breakCall('visits.checkOut'))
  await page.getByTestId('column-inside').getByRole('button', { name: 'Check out' }).first().click()
  await expect.poll(() => page.getByTestId('toast').innerText()).toContain('r-4711')
  expect(await page.getByTestId('visit-card').count()).toBeGreaterThan(5)
}, 60_000)

test('patches arrive while somebody works: the language changes, the typed name stays', async () => {
  const page = await open('site')
  await page.keyboard.press('F2')
  await page.keyboard.type('Половина')
  await page.evaluate(() => window.fake.push({ language: 'ru' }))
  expect(await page.getByLabel('Фамилия').inputValue()).toBe('Половина')
}, 60_000)

test('what pauses cannot be pressed, says why, and goes on by itself; checking out never pauses', async () => {
  const page = await open('site')
  const share = (paused: 'disk' | 'memory' | null): Promise<void> =>
    page.evaluate(async (reason) => {
      const { status } = await window.desk.desk.snapshot()
      const machine = { diskPercent: 93, memoryPercent: 81, isCurrent: true }
      window.fake.push({ status: { ...status, paused: reason, machine } })
    }, paused)
  const notice = page.getByTestId('paused')
  await page.keyboard.press('F2')
  const enrol = page.getByTestId('panel').getByRole('button', { name: 'Enrol', exact: true })
  const take = page.getByRole('button', { name: 'Take photo' })
  await take.and(page.locator(':enabled')).waitFor()
  for (const [reason, words] of [
    ['disk', 'The disk of this computer is 93 % full.'],
    ['memory', 'The memory of this computer is 81 % in use.'],
  ] as const) {
    await share(reason)
    await expect.poll(() => notice.innerText()).toContain(words)
    for (const button of [enrol, take]) {
      expect(await button.getAttribute('aria-disabled')).toBe('true')
      expect(await button.getAttribute('aria-describedby')).toBe(await notice.getAttribute('id'))
      await button.click({ force: true })
    }
    await page.getByTestId('photo-says').getByText('Photos pause').waitFor()
  }
  expect(await asked(page, 'photos.accept')).toEqual([])
  expect(await asked(page, 'visits.enrol')).toEqual([])
  const out = page.getByRole('button', { name: 'Check out' }).first()
  expect(await out.getAttribute('aria-disabled')).toBeNull()
  await out.click()
  await expect.poll(() => asked(page, 'visits.checkOut')).toHaveLength(1)

  await share(null)
  await expect.poll(() => notice.count()).toBe(0)
  expect(await enrol.getAttribute('aria-disabled')).toBeNull()
  await take.click()
  await expect.poll(() => asked(page, 'photos.accept')).toHaveLength(1)
}, 60_000)

test('at 200 % zoom nothing is lost sideways', async () => {
  const page = await open('offline', 'ru')
  await page.setViewportSize({ width: 683, height: 384 })
  await page.keyboard.press('F2')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
}, 60_000)

async function openCare(page: Page): Promise<void> {
  await page.locator('.header-quiet .menu-button').click()
  await page.getByTestId('open-care').click()
  await page.getByTestId('care').waitFor()
}
async function askRestore(page: Page): Promise<void> {
  await page.getByTestId('backup').nth(1).getByRole('button').click()
  await page.locator('[data-weighed=true]').waitFor()
}

test.each<[SceneName, 'en' | 'ru', 'light' | 'dark', (page: Page) => Promise<void>]>([
  ['rebuilt', 'en', 'light', openCare],
  ['offline', 'ru', 'dark', openCare],
  ['rescueDamaged', 'ru', 'light', askRestore],
  ['rescueFuture', 'en', 'dark', async () => undefined],
])(
  'axe finds nothing where the data is looked after: %s, %s, %s',
  async (name, language, theme, act) => {
    const page = await open(name, language, theme)
    await act(page)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  },
  20_000,
)

test('going back says what is lost, and only a button that is held does it', async () => {
  const page = await open('site')
  await openCare(page)
  await askRestore(page)
  const question = page.getByTestId('ask-restore')
  expect(await question.innerText()).toContain('12406 visits, 17 of them open')
  expect(await question.innerText()).toContain('12431 visits, 14 of them open')
  const hold = page.getByTestId('hold')
  await hold.click()
  await question.getByText('Keep holding…').waitFor()
  expect(await asked(page, 'care.restore')).toEqual([])
  await hold.focus()
  await page.keyboard.down('Enter')
  await question.waitFor({ state: 'detached' })
  await page.keyboard.up('Enter')
  const [ask] = (await asked(page, 'care.restore')) as { readonly name: string }[]
  expect(ask?.name).toMatch(/-daily\.sqlite$/)
  expect(await asked(page, 'care.restore')).toHaveLength(1)
})

test.each<[SceneName, ways: readonly string[]]>([
  ['rescueDamaged', ['backup', 'start-empty', 'quit', 'support-save']],
  ['rescueLocked', ['try-again', 'quit', 'support-save']],
  ['rescueFuture', ['quit', 'support-save']],
])('%s: the ways out are %j, and nothing more', async (name, ways) => {
  const page = await open(name)
  const offered = await page
    .locator('main [data-testid]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-testid')))
  expect([...new Set(offered)]).toEqual(ways)
  await page.getByTestId('quit').click()
  expect(await asked(page, 'rescue.quit')).toHaveLength(1)
})
