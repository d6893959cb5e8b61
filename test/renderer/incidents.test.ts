import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IncidentKind } from '../../src/shared/incident.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import { NOW, raiseStage, type Stage } from './browser.ts'
import type { SceneName } from './samples.ts'
import { incident } from './samples-incidents.ts'

/** Incidents, their sound, and the rules of the site, in a real Chromium with the fake desk. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-renderer-incidents'))
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
async function openList(...scene: Parameters<typeof open>): Promise<Page> {
  const page = await open(...scene)
  await page.locator('.header-quiet .menu-button').click()
  await page.getByTestId('open-incidents').click()
  await page.getByTestId('incidents').waitFor()
  return page
}
async function openRules(...scene: Parameters<typeof open>): Promise<Page> {
  const page = await open(...scene)
  await page.locator('.header-quiet .menu-button').click()
  await page.getByTestId('open-site').click()
  await page.getByTestId('rules').waitFor()
  await page.getByTestId('doors').locator('.door').first().waitFor()
  return page
}
const asked = (page: Page, name: string): Promise<unknown[]> =>
  page.evaluate(
    (wanted) => window.fake.asked.filter((one) => one.name === wanted).map(({ ask }) => ask),
    name,
  )
const row = (page: Page, id: number) => page.locator(`[data-testid="incident"][data-incident-id="${id}"]`)

/** Counts the notes that would sound; whether they sound well is for ears. */
async function countNotes(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const start = OscillatorNode.prototype.start
    document.documentElement.dataset['notes'] = '0'
    OscillatorNode.prototype.start = function count(when?: number) {
      const { dataset } = document.documentElement
      dataset['notes'] = String(Number(dataset['notes']) + 1)
      start.call(this, when)
    }
  })
  return () => page.evaluate(() => Number(document.documentElement.dataset['notes']))
}
async function happen(page: Page, id: number, kind: IncidentKind): Promise<void> {
  await page.evaluate(
    async (one) => {
      const { incidents } = await window.desk.desk.snapshot()
      window.fake.push({ incidents: [one, ...incidents] })
    },
    incident(id, kind, NOW.getTime(), { atMs: NOW.getTime() }),
  )
}

test.each<[what: string, opens: typeof open, scene: Parameters<typeof open>]>([
  ['the list', openList, ['incidents', 'en', 'light']],
  ['the list', openList, ['incidents', 'ru', 'dark']],
  ['the empty list', openList, ['site', 'ru', 'light']],
  ['the marks on the board', open, ['incidents', 'ru', 'light']],
  ['the rules', openRules, ['site', 'en', 'dark']],
  ['the rules', openRules, ['site', 'ru', 'light']],
])(
  'axe finds nothing on %s, nothing scrolls sideways',
  async (_what, opens, scene) => {
    const page = await opens(...scene)
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join()}`),
    ).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  },
  20_000,
)

test('the banner names the newest and leads to it; the list says what happened, worst first', async () => {
  const page = await open('incidents')
  const banner = page.getByTestId('incident-banner')
  expect(await banner.getAttribute('data-severity')).toBe('critical')
  expect(await banner.innerText()).toContain('2 urgent incidents, 1 critical. The newest: Exit without entry')
  expect(await page.getByRole('button', { name: 'Desk menu, 5 open incidents' }).count()).toBe(1)
  await banner.getByRole('button', { name: 'Look at them' }).click()
  await page.getByTestId('incidents').waitFor()
  await expect.poll(() => row(page, 1).evaluate((one) => one === document.activeElement)).toBe(true)
  const kinds = await page
    .getByTestId('incident')
    .evaluateAll((rows) => rows.map((one) => one.getAttribute('data-kind')))
  expect(kinds).toEqual([
    'passageAfterRevoke',
    'exitWithoutEntry',
    'repeatedDenials',
    'longStay',
    'strangeHour',
    'exitWithoutEntry',
    'repeatedDenials',
  ])
  expect(await row(page, 1).innerText()).toContain(
    'Left through “Turnstile 1 out” at 14:25 without having come in.',
  )
}, 60_000)

test('nothing is closed without a name and a reason, and the name is asked for once', async () => {
  const page = await openList('incidents')
  await row(page, 2).getByRole('button', { name: 'Resolved…' }).press('Enter')
  const form = page.getByTestId('incident-change')
  await page.keyboard.press('Enter')
  expect(await form.getByLabel('Who').getAttribute('aria-invalid')).toBe('true')
  expect(await form.getByLabel('Why').getAttribute('aria-invalid')).toBe('true')
  expect(await asked(page, 'incidents.change')).toEqual([])
  await page.keyboard.type(' Miller ')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Brought out')
  await page.keyboard.press('Enter')
  await form.waitFor({ state: 'detached' })
  expect(await asked(page, 'incidents.change')).toEqual([
    { incidentId: 2, state: 'resolved', by: 'Miller', why: 'Brought out' },
  ])
  expect(await row(page, 2).getAttribute('data-state')).toBe('resolved')
  expect(await row(page, 2).innerText()).toContain('Miller')
  // The next thing to do has the focus, and Esc closes the form, not the list.
  await expect.poll(() => row(page, 1).evaluate((one) => one === document.activeElement)).toBe(true)
  await row(page, 1).getByRole('button', { name: 'False alarm…' }).press('Enter')
  expect(await form.getByLabel('Who').inputValue()).toBe('Miller')
  expect(await form.getByLabel('Why').evaluate((field) => field === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'detached' })
  expect(await page.getByTestId('incidents').count()).toBe(1)
}, 60_000)

test('looking into it needs no reason; what was closed can be opened again', async () => {
  const page = await openList('incidents')
  await row(page, 1).getByRole('button', { name: 'Look into it' }).click()
  await page.keyboard.type('Ivanova')
  await page.keyboard.press('Enter')
  await expect.poll(() => row(page, 1).getAttribute('data-state')).toBe('investigating')
  await row(page, 60).getByRole('button', { name: 'Open again' }).click()
  await page.keyboard.press('Enter')
  await expect.poll(() => row(page, 60).getAttribute('data-state')).toBe('investigating')
  expect(await asked(page, 'incidents.change')).toEqual([
    { incidentId: 1, state: 'investigating', by: 'Ivanova', why: '' },
    { incidentId: 60, state: 'investigating', by: 'Ivanova', why: '' },
  ])
}, 60_000)

test('the guest leads to the card, the mark on the card leads back', async () => {
  const page = await openList('incidents')
  expect(await row(page, 60).getByTestId('incident-guest').count()).toBe(0)
  await row(page, 4).getByTestId('incident-guest').click()
  const card = page.locator('[data-visit-id="25"]')
  await expect.poll(() => card.evaluate((one) => one === document.activeElement)).toBe(true)
  await card.getByRole('button', { name: 'Incident: Inside too long' }).click()
  await expect.poll(() => row(page, 4).evaluate((one) => one === document.activeElement)).toBe(true)
  await page.keyboard.press('F4')
  await expect.poll(() => row(page, 1).evaluate((one) => one === document.activeElement)).toBe(true)
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => row(page, 3).evaluate((one) => one === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  await page.getByTestId('incidents').waitFor({ state: 'detached' })
}, 60_000)

test('sounds once for each, twice as insistent for the critical, never for old ones', async () => {
  const page = await open('incidents')
  const notes = await countNotes(page)
  await page.evaluate(() => window.fake.push({ language: 'en' }))
  expect(await notes()).toBe(0)
  await happen(page, 101, 'repeatedDenials')
  await expect.poll(notes).toBe(2)
  await happen(page, 102, 'passageAfterRevoke')
  await expect.poll(notes).toBe(8)
  await happen(page, 103, 'longStay')
  await page.evaluate(() => window.fake.push({ incidents: [] }))
  expect(await page.getByTestId('incident-banner').count()).toBe(0)
  await happen(page, 102, 'passageAfterRevoke')
  await page.getByTestId('incident-banner').waitFor()
  expect(await notes()).toBe(8)
}, 60_000)

test('the bell silences it, on this machine for good; on again lets one hear', async () => {
  const page = await open('incidents')
  const notes = await countNotes(page)
  const bell = page.getByTestId('incident-banner').getByRole('button', { name: 'Sound for new incidents' })
  await bell.click()
  expect(await bell.getAttribute('aria-pressed')).toBe('false')
  await happen(page, 101, 'passageAfterRevoke')
  await expect.poll(() => page.getByTestId('incident-banner').innerText()).toContain('3 urgent incidents')
  expect(await notes()).toBe(0)
  await page.reload()
  await page.getByTestId('incident-banner').waitFor()
  expect(await bell.getAttribute('aria-pressed')).toBe('false')
  const again = await countNotes(page)
  await bell.click()
  await expect.poll(again).toBe(2)
}, 60_000)

test('a rule is kept at once and as a whole, two quick changes both', async () => {
  const page = await openRules('site')
  const rules = page.getByTestId('rules')
  // Faster than a hand: the second before main's word of the first has arrived.
  await rules.evaluate((form) => {
    for (const [rule, value] of Object.entries({ graceMinutes: '30', longStayHours: '12' })) {
      const select = form.querySelector(`select[data-rule="${rule}"]`)
      if (!(select instanceof HTMLSelectElement)) throw new Error(rule)
      select.value = value
      select.dispatchEvent(new Event('change', { bubbles: true }))
    }
  })
  await expect.poll(() => rules.getByLabel('Inside for more than').inputValue()).toBe('12')
  await rules.getByRole('radio', { name: 'Nothing ends' }).check()
  const changed = { ...defaultPolicy, graceMinutes: 30 }
  expect(await asked(page, 'site.setPolicy')).toEqual([
    changed,
    { ...changed, longStayHours: 12 },
    { ...changed, longStayHours: 12, exit: 'never' },
  ])
  expect(await rules.getByLabel('Minutes to come back').isDisabled()).toBe(true)
  await rules.getByLabel('From', { exact: true }).selectOption('23')
  await rules.getByText('Over midnight.').waitFor()
}, 60_000)

test('who went out within the grace is told so on the card, while that is the rule', async () => {
  const page = await open('incidents')
  const note = page.locator('[data-visit-id="21"]').getByTestId('out-for-now')
  expect(await note.innerText()).toBe(
    'Went out at 14:28. The visit ends at 14:43 unless the guest comes back.',
  )
  await page.evaluate((policy) => window.fake.push({ policy }), { ...defaultPolicy, exit: 'never' as const })
  await note.waitFor({ state: 'detached' })
}, 60_000)
