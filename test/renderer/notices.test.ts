import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noticesFor } from '../../src/renderer/screens/incidents/notices.ts'
import type { Incident, IncidentKind } from '../../src/shared/incident.ts'
import { NOW, raiseStage, type Stage } from './browser.ts'
import type { SceneName } from './samples.ts'
import { incident, incidents } from './samples-incidents.ts'

interface Shown {
  readonly title: string
  readonly options: NotificationOptions
  readonly closed: boolean
}

/** Messages of the system about incidents: real ones, of a real Chromium that has no desktop to show them on. */
let stage: Stage
beforeAll(async () => {
  stage = await raiseStage(join(import.meta.dirname, '../../out/test-renderer-notices'))
}, 60_000)
afterAll(async () => {
  await stage.close()
})

/** Writes down what the page asks the system to show, and lets it ask. */
async function openDesk(name: SceneName = 'site', language: 'en' | 'ru' = 'en', may = true): Promise<Page> {
  const page = await stage.open({ name, language, theme: 'light' }, { width: 1366, height: 768 })
  if (may) await page.context().grantPermissions(['notifications'])
  await page.locator('main').waitFor()
  await page.evaluate(() => {
    const shown: Notification[] = []
    const closed = new Set<Notification>()
    class Watched extends Notification {
      readonly given: NotificationOptions | undefined
      constructor(title: string, options?: NotificationOptions) {
        super(title, options)
        this.given = options
        shown.push(this)
      }
      override close(): void {
        closed.add(this)
        super.close()
      }
    }
    Object.assign(window, { Notification: Watched, notices: { shown, closed }, ahead: false })
    // A page without a desktop around it always has the focus.
    document.hasFocus = () => Reflect.get(window, 'ahead') === true
  })
  return page
}
const shown = (page: Page): Promise<readonly Shown[]> =>
  page.evaluate(() => {
    const { shown, closed } = Reflect.get(window, 'notices')
    return shown.map((one: Notification & { given: NotificationOptions }) => ({
      title: one.title,
      options: one.given,
      closed: closed.has(one),
    }))
  })
const titles = async (page: Page): Promise<readonly string[]> => (await shown(page)).map(({ title }) => title)
const happen = (page: Page, ...news: readonly Incident[]): Promise<void> =>
  page.evaluate(async (more) => {
    const { incidents } = await window.desk.desk.snapshot()
    window.fake.push({ incidents: [...more, ...incidents] })
  }, news)
const one = (id: number, kind: IncidentKind): Incident =>
  incident(id, kind, NOW.getTime(), { atMs: NOW.getTime() })

test('one for each that nobody knew, the worst first; more than three become one', () => {
  const all = incidents(NOW.getTime())
  const known = new Set(all.map(({ incidentId }) => incidentId))
  expect(noticesFor(known, all)).toEqual([])
  // Closed ones, and those somebody has taken, are no news.
  expect(noticesFor(new Set(), all).map(({ count }) => count)).toEqual([4])
  const three = [one(201, 'longStay'), one(202, 'passageAfterRevoke'), one(203, 'repeatedDenials')]
  expect(
    noticesFor(known, [...all, ...three]).map(({ incident, stays }) => [incident.incidentId, stays]),
  ).toEqual([
    [202, true],
    [203, true],
    [201, false],
  ])
  const calm = [1, 2, 3, 4].map((more) => one(300 + more, 'strangeHour'))
  expect(noticesFor(known, [...all, ...calm])).toMatchObject([{ count: 4, stays: false }])
  expect(noticesFor(known, [...all, ...calm, ...three])).toMatchObject([
    { count: 7, stays: true, incident: { incidentId: 202 } },
  ])
})

test('says who and what while another window is in front, once for each, never of what was there before', async () => {
  const page = await openDesk('incidents')
  await page.evaluate(() => window.fake.push({ language: 'en' }))
  await happen(page, one(201, 'exitWithoutEntry'))
  await expect.poll(() => titles(page)).toEqual(['Exit without entry'])
  await happen(page, one(202, 'longStay'))
  await expect.poll(() => titles(page)).toEqual(['Exit without entry', 'Inside too long'])
  const [high, medium] = await shown(page)
  expect(high?.options).toEqual({
    body: 'Maja Lindqvist. Left through “Turnstile 1 out” at 14:32 without having come in.',
    requireInteraction: true,
    silent: true,
  })
  expect(medium?.options.requireInteraction).toBe(false)
  await page.evaluate(() => window.fake.push({ incidents: [] }))
  await happen(page, one(201, 'exitWithoutEntry'))
  await page.getByTestId('incident-banner').waitFor()
  expect(await titles(page)).toHaveLength(2)
}, 60_000)

test('nothing is shown while the desk itself is in front, not even later', async () => {
  const page = await openDesk()
  await page.evaluate(() => Object.assign(window, { ahead: true }))
  await happen(page, one(201, 'passageAfterRevoke'))
  await page.getByTestId('incident-banner').waitFor()
  await page.evaluate(() => Object.assign(window, { ahead: false }))
  await happen(page, one(202, 'repeatedDenials'))
  await expect.poll(() => titles(page)).toEqual(['Refused repeatedly'])
}, 60_000)

test('a press brings the window forward and opens that incident', async () => {
  const page = await openDesk('incidents')
  await happen(page, one(201, 'longStay'))
  await expect.poll(() => titles(page)).toHaveLength(1)
  await page.evaluate(() => Reflect.get(window, 'notices').shown[0].dispatchEvent(new Event('click')))
  const row = page.locator('[data-testid="incident"][data-incident-id="201"]')
  await expect.poll(() => row.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(
    await page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'desk.comeForward').length),
  ).toBe(1)
  expect((await shown(page)).map(({ closed }) => closed)).toEqual([true])
}, 60_000)

test('five at once are one message in Russian; it goes when the desk comes to the front', async () => {
  const page = await openDesk('site', 'ru')
  await happen(
    page,
    one(201, 'longStay'),
    one(202, 'strangeHour'),
    one(203, 'passageAfterRevoke'),
    one(204, 'longStay'),
    one(205, 'exitWithoutEntry'),
  )
  await expect.poll(() => titles(page)).toEqual(['5 новых происшествий'])
  const [joined] = await shown(page)
  expect(joined?.options.body).toBe('Самое важное: Lindqvist Maja, проход после конца доступа.')
  expect(joined?.closed).toBe(false)
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  expect((await shown(page)).map(({ closed }) => closed)).toEqual([true])
}, 60_000)

test('the switch turns it off for good; a computer that refuses is told so', async () => {
  const page = await openDesk('incidents', 'en', false)
  await page.getByTestId('incident-banner').locator('.button').click()
  const toggle = page.getByRole('switch', { name: 'Show on the desktop when another window is in front' })
  await expect.poll(() => toggle.isChecked()).toBe(true)
  await toggle.uncheck({ force: true })
  await happen(page, one(201, 'passageAfterRevoke'))
  await page.locator('[data-incident-id="201"]').waitFor()
  expect(await titles(page)).toEqual([])
  await page.reload()
  await page.getByTestId('incident-banner').locator('.button').click()
  expect(await toggle.isChecked()).toBe(false)
  // No permission was given to this page.
  await toggle.check({ force: true })
  await page.getByText('This computer does not let Guard Post show messages on the desktop.').waitFor()
}, 60_000)
