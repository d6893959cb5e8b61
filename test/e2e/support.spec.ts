import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ElectronApplication, test } from '@playwright/test'
import { unzip } from '../unzip.ts'
import { type DrivenDesk, expect, newPlace, openDesk, type Place, startTraining } from './driven-desk.ts'

let place: Place
let desk: DrivenDesk
test.beforeEach(async () => {
  place = await newPlace()
  desk = await openDesk(place)
})
test.afterEach(async () => {
  await desk.close()
  place.remove()
})

/** The guard saves into the place's folder. */
async function answerSaving(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ dialog }, folder) => {
    const answer = async (...args: { defaultPath?: string }[]) => ({
      canceled: false,
      filePath: `${folder}/${args.at(-1)?.defaultPath}`,
    })
    dialog.showSaveDialog = answer as typeof dialog.showSaveDialog
  }, place.folder)
}

async function savedFiles(): Promise<ReadonlyMap<string, string>> {
  const find = () => readdirSync(place.folder).find((name) => name.startsWith('guard-post-support-'))
  await expect.poll(find).toBeTruthy()
  return unzip(readFileSync(join(place.folder, find() ?? '')))
}

test('a support file can be saved before any desk is open', async () => {
  const { app, page } = desk
  await answerSaving(app)
  await page.getByTestId('support-save').click()
  await expect(page.getByTestId('toast').first()).toContainText('The support file is saved')
  const files = await savedFiles()
  expect(files.get('settings.json')).toContain('"mode": "setup"')
  expect(files.get('logs/desk.log')).toMatch(/Guard Post .* starts/)
})

test('what nobody expected is in the log once, without what is private, and the desk goes on', async () => {
  const { app, page } = desk
  await startTraining(page)
  await app.evaluate(() => {
    setTimeout(() => {
      throw new Error('a timer broke, password=hunter2')
    }, 0)
    void Promise.reject(new Error('a promise broke, call +7 701 555 44 33'))
  })
  await page.evaluate(() => console.error('the page complains, appSecret: hunter2'))
  const crashed = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        const shown = BrowserWindow.getAllWindows()[0]?.webContents
        shown?.once('render-process-gone', () => shown.once('did-finish-load', () => resolve(null)))
        setTimeout(() => shown?.forcefullyCrashRenderer(), 200)
      }),
  )
  await crashed
  // The page that was loaded again is a desk with everything on it.
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          'window.desk.desk.snapshot().then(({ mode }) => mode)',
        ),
      ),
    )
    .toBe('training')

  const log = (): string => readFileSync(join(place.folder, 'data', 'logs', 'desk.log'), 'utf8')
  const times = (words: string): number => log().split(words).length - 1
  await expect.poll(() => times('the page is gone: crashed')).toBe(1)
  expect([times('a timer broke'), times('a promise broke'), times('the page complains')]).toEqual([1, 1, 1])
  expect(log()).not.toMatch(/hunter2|701 555/)
})
