import { test } from '@playwright/test'
import { expect } from './driven-desk.ts'
import { guardedSite, OUT } from './guarded-site.ts'

const site = guardedSite()

test('while another window is in front the system tells of an incident, and a press leads to it', async () => {
  test.setTimeout(120_000)
  const { app, page } = site.desk()
  // What a system shows cannot be seen from here; that the page asked for it, and was allowed to, can.
  await page.evaluate(() => {
    const shown: Notification[] = []
    class Watched extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options)
        shown.push(this)
      }
    }
    Object.assign(window, { Notification: Watched, shown })
    document.hasFocus = () => false
  })
  const shown = (): Promise<readonly string[]> =>
    page.evaluate(() =>
      Reflect.get(window, 'shown').map(({ title, body }: Notification) => `${title}: ${body}`),
    )

  await site.guestOnDoors('Early')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  site.simulator().walk(site.personOf('Early'), OUT)
  await expect.poll(shown, { timeout: 30_000 }).toHaveLength(1)
  expect((await shown())[0]).toMatch(/^Exit without entry: .*Early\. Left through /u)
  expect(await page.evaluate(() => Notification.permission)).toBe('granted')

  await page.evaluate(() => Reflect.get(window, 'shown')[0].dispatchEvent(new Event('click')))
  await expect(page.getByTestId('incident')).toBeFocused()
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
    .toBe(false)
})
