import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseStage, type Stage } from './browser.ts'
import type { SceneName } from './samples.ts'

/** The HikCentral screen, and what the board and the strip say of HCP, in a real Chromium with the fake desk. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-renderer-hikcentral'))
}, 60_000)
afterAll(async () => {
  await stage.close()
})

async function open(
  name: SceneName,
  language: 'en' | 'ru' = 'en',
  theme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const page = await stage.open({ name, language, theme }, { width: 1366, height: 768 })
  await page.locator('main').waitFor()
  return page
}
async function openScreen(...scene: Parameters<typeof open>): Promise<Page> {
  const page = await open(...scene)
  await page.getByTestId('status-open').click()
  await page.getByTestId('hikcentral').waitFor()
  return page
}
const asked = (page: Page, name: string): Promise<unknown[]> =>
  page.evaluate(
    (wanted) => window.fake.asked.filter((one) => one.name === wanted).map(({ ask }) => ask),
    name,
  )
const verdicts = (page: Page): Promise<(string | undefined)[]> =>
  page
    .getByTestId('check')
    .evaluateAll((rows) => rows.map((row) => (row instanceof HTMLElement ? row.dataset['verdict'] : '')))

test.each<[SceneName, 'en' | 'ru', 'light' | 'dark']>([
  ['diagnosed', 'en', 'light'],
  ['diagnosing', 'ru', 'dark'],
  ['slowed', 'ru', 'light'],
])(
  'axe finds nothing on the screen, nothing scrolls sideways: %s, %s, %s',
  async (name, language, theme) => {
    const page = await openScreen(name, language, theme)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join()}`),
    ).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  },
  20_000,
)

test('the menu, the state and the meter lead to it; Esc leads back to where one was', async () => {
  const page = await open('site')
  await page.getByRole('button', { name: 'Desk menu' }).click()
  await page.getByRole('menuitem', { name: 'HikCentral…' }).click()
  const screen = page.getByTestId('hikcentral')
  await screen.waitFor()
  await page.keyboard.press('Escape')
  await screen.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'calls/min' }).click()
  await screen.waitFor()
  expect(await page.getByTestId('visit-card').first().isVisible()).toBe(false)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('calls/min')
}, 60_000)

test('a card that is out of sight is not checked out, and a half-typed guest is not lost', async () => {
  const page = await open('site')
  await page.getByTestId('column-inside').getByRole('article', { name: 'Johansson Erik' }).focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('Полов')
  await page.getByTestId('status-open').click()
  await page.getByTestId('hikcentral').waitFor()
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
  expect(await asked(page, 'visits.checkOut')).toEqual([])
  expect(await asked(page, 'visits.enrol')).toEqual([])
  await page.keyboard.press('F2')
  await page.getByTestId('hikcentral').waitFor({ state: 'detached' })
  expect(await page.getByLabel('Family name').inputValue()).toBe('Полов')
}, 60_000)

test('the checks run one after another, and those to come are there from the start', async () => {
  const page = await openScreen('site')
  expect(await verdicts(page)).toEqual(Array(9).fill('idle'))
  await page.getByTestId('diagnose').click()
  await expect.poll(() => verdicts(page)).toEqual(['running', ...Array(8).fill('waiting')])
  await page.getByTestId('diagnose').click({ force: true })
  expect(await asked(page, 'hcp.diagnose')).toHaveLength(1)
  await page.evaluate(async () => {
    const { hcp } = await window.desk.desk.snapshot()
    if (hcp?.diagnosis === null || hcp === null) return
    const first = {
      check: 'name',
      verdict: 'good',
      durationMs: 4,
      finding: { kind: 'nameIsAddress' },
    } as const
    window.fake.push({ hcp: { ...hcp, diagnosis: { ...hcp.diagnosis, checks: [first] } } })
  })
  await expect.poll(() => verdicts(page)).toEqual(['good', 'running', ...Array(7).fill('waiting')])
}, 60_000)

test('each finding is a sentence with what helps, and the report of it is on the clipboard', async () => {
  const page = await openScreen('diagnosed', 'ru')
  const apis = page.locator('[data-check="apis"]')
  expect(await apis.getAttribute('data-verdict')).toBe('bad')
  expect(await apis.innerText()).toContain('«Получить события дверей» (17)')
  expect(await apis.innerText()).toContain('Authorized APIs')
  await page.context().grantPermissions(['clipboard-read'])
  await page.getByTestId('copy-report').click()
  await expect.poll(() => page.getByTestId('toast').innerText()).toContain('скопирован')
  const report = await page.evaluate(() => navigator.clipboard.readText())
  expect(report).toContain('Guard Post: проверка HikCentral')
  expect(report).toContain('apis bad: apisMissing doorStatus=69 events=17 eventPush=8')
  expect(report).toContain('[Внимание] Часы (38 мс)')
}, 60_000)

test('what HCP has switched off is named with what the desk does without it, until it is read again', async () => {
  const page = await open('switchedOff')
  const hint = page.getByTestId('switched-off-hint')
  expect(await hint.innerText()).toBe('2 functions switched off in HCP')
  await hint.click()
  const off = page.locator('[data-api="doorStatus"]')
  expect(await off.innerText()).toContain('The doors’ answer cannot be asked.')
  expect(await off.innerText()).toContain('code 69')
  expect(await off.innerText()).toContain('/visitor/v1/person/ID/elementDownloadDetail')
  await page.getByTestId('refresh').click()
  await off.waitFor({ state: 'detached' })
  expect(await asked(page, 'hcp.refresh')).toHaveLength(1)
  expect(await hint.count()).toBe(0)
}, 60_000)

test('the traffic is drawn for the eye and written for who listens; slowed down is said in both places', async () => {
  const page = await openScreen('slowed')
  const chart = page.getByTestId('traffic-chart')
  expect(await chart.locator('.traffic-bar').count()).toBe(30)
  expect(await chart.getByRole('row').count()).toBe(31)
  expect(await page.getByTestId('slowed').innerText()).toContain('asking it only 45 times a minute')
  expect(await page.getByText('groups 38').count()).toBe(1)
}, 60_000)

test('the limits go down and never above the most', async () => {
  const page = await openScreen('site')
  const pace = page.getByTestId('limits').getByLabel('Pace')
  expect(await pace.locator('option').allInnerTexts()).toEqual([
    'at most 1 request in 5 seconds',
    'at most 1 request in 2 seconds',
    'at most 1 request a second',
    'at most 2 requests a second',
    'at most 3 requests a second',
    'at most 4 requests a second',
    'at most 5 requests a second',
  ])
  await pace.selectOption('2')
  await expect
    .poll(() => asked(page, 'hcp.setLimits'))
    .toEqual([{ ratePerSecond: 2, burst: 10, concurrency: 4 }])
  await expect.poll(() => pace.inputValue()).toBe('2')
}, 60_000)

test('metrics: a taken port is said plainly, another one is taken, the address stands there', async () => {
  const page = await openScreen('site')
  const metrics = page.getByTestId('metrics')
  await metrics.getByRole('switch').click({ force: true })
  await metrics.getByText('Another program uses port 9464.').waitFor()
  await metrics.getByLabel('Port').fill('80')
  await metrics.getByText('Choose a number from 1024 to 65535.').waitFor()
  await metrics.getByLabel('Port').fill('9465')
  await page.keyboard.press('Enter')
  await metrics.getByText('http://127.0.0.1:9465/metrics').waitFor()
  await metrics.getByRole('switch').click({ force: true })
  await expect.poll(() => metrics.getAttribute('data-metrics')).toBe('off')
  expect(await asked(page, 'hcp.setMetrics')).toEqual([{ port: 9464 }, { port: 9465 }, { port: null }])
}, 60_000)

test('a card says what HCP’s code means, waiting or parked, and keeps the code small', async () => {
  const page = await open('coded')
  const advice = page.locator('[data-visit-id="1"]').getByTestId('advice')
  expect(await advice.innerText()).toContain('This function is not ticked for this AppKey in HCP.')
  expect(await advice.locator('.code').innerText()).toBe('code 69')
  const face = page.locator('[data-visit-id="21"]').getByTestId('advice')
  expect(await face.innerText()).toContain('HCP found no usable face in the photo.')
  const waits = page.locator('[data-visit-id="3"]').getByTestId('reason')
  expect(await waits.innerText()).toContain('Often its database or its disk is full.')
}, 60_000)

test('a guest is sent to the doors again from the menu, by keyboard alone', async () => {
  const page = await open('site')
  await page.getByTestId('column-inside').getByRole('article', { name: 'Johansson Erik' }).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const item = page.getByTestId('reapply')
  await item.waitFor()
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowDown')
  expect(await item.evaluate((button) => button === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByTestId('toast').innerText()).toContain('is being sent to the doors again')
  expect(await asked(page, 'visits.reapply')).toEqual([{ visitId: 21 }])
}, 60_000)

test.each<[SceneName, string]>([
  ['certificateEnded', 'The certificate of HCP has run out'],
  ['certificate', 'HCP shows another certificate'],
  ['refused', 'The signature is wrong: AppKey and AppSecret do not belong together.'],
])(
  'the strip says what is wrong and leads to the set-up: %s',
  async (name, words) => {
    const page = await open(name)
    const strip = page.getByTestId('status-strip')
    expect(await strip.innerText()).toContain(words)
    await strip.getByRole('button', { name: 'Connection…' }).click()
    await page.getByRole('button', { name: 'Leave the desk' }).waitFor()
  },
  20_000,
)
