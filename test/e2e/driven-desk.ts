import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  _electron,
  type ElectronApplication,
  expect as expectSoon,
  type Locator,
  type Page,
} from '@playwright/test'
import type { Snapshot } from '../../src/shared/desk-state.ts'
import type { MachineUse } from '../../src/shared/work.ts'
import type { Simulator } from '../../src/simulator/simulator.ts'
import { leaksOf } from '../leaks.ts'
import { writeFakeWebcam } from '../stand-in/fake-webcam.ts'
import { findRuntime } from '../stand-in/find-runtime.ts'

const root = join(import.meta.dirname, '../..')

/** Patient, because a machine may be busy with something else; what must be quick is the bench's business. */
export const expect = expectSoon.configure({ timeout: 20_000 })

/** The built desk, started like a user starts it, and driven like a user drives it. */
export interface DrivenDesk {
  readonly app: ElectronApplication
  readonly page: Page
  snapshot(): Promise<Snapshot>
  close(): Promise<void>
  /** SIGKILL: as if the power had failed. */
  kill(): Promise<void>
}

/** A folder for one desk's data, with a film for its fake webcam. */
export interface Place {
  readonly folder: string
  readonly film: string
  /** What the desk finds its computer to have in use from now on; half of everything, unless said otherwise. */
  setMachine(use: Partial<MachineUse>): void
  remove(): void
}

/** Where the desk looks instead of at this computer, which may be busy with something else. */
const probesIn = (folder: string): string => join(folder, 'probes.json')

export async function newPlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'guard-post-'))
  const film = join(folder, 'webcam.y4m')
  await writeFakeWebcam(film)
  const setMachine: Place['setMachine'] = (use) => {
    // In one move: the desk may be reading it just now.
    writeFileSync(`${probesIn(folder)}.next`, JSON.stringify({ diskPercent: 50, memoryPercent: 50, ...use }))
    renameSync(`${probesIn(folder)}.next`, probesIn(folder))
  }
  setMachine({})
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  return { folder, film, setMachine, remove }
}

/** What the desk has written down holds no name, no face, no key and no secret. */
export function expectNoLeaks(place: Place, simulator: Simulator, names: readonly string[] = []): void {
  const data = join(place.folder, 'data')
  const search = { logs: join(data, 'logs'), secrets: [simulator.appSecret, simulator.appKey], names }
  const leaks = ['site', 'training'].flatMap((desk) => leaksOf({ folder: join(data, desk), ...search }))
  expect(leaks).toEqual([])
}

export async function openDesk(place: Place, args: readonly string[] = []): Promise<DrivenDesk> {
  const runtime = await findRuntime({ purpose: 'test', mayInstall: true, log: console.log })
  if (runtime.kind === 'none')
    throw new Error(`Nothing to run the desk in. To install: ${runtime.whatToInstall}`)
  const app = await _electron.launch({
    executablePath: runtime.executablePath,
    args: [
      root,
      `--user-data-dir=${join(place.folder, 'data')}`,
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${place.film}`,
      '--lang=en-GB',
      ...args,
    ],
    env: {
      ...env(),
      ...(runtime.kind === 'stand-in' ? { CHROMIUM_PATH: runtime.chromiumPath } : {}),
      GUARD_POST_TICK_MS: '400',
      GUARD_POST_PROBES: probesIn(place.folder),
    },
    timeout: 30_000,
  })
  const page = await app.firstWindow()
  await page
    .getByTestId('setup')
    .or(page.getByTestId('rescue'))
    .or(page.getByRole('button', { name: /New guest/ }).first())
    .waitFor()
  return {
    app,
    page,
    snapshot: () => page.evaluate(() => window.desk.desk.snapshot()),
    close: () => app.close(),
    async kill() {
      const ended = new Promise((resolve) => app.process().once('exit', resolve))
      app.process().kill('SIGKILL')
      await ended
    },
  }
}

function env(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  )
}

/** First run to the board of the built-in simulator. */
export async function startTraining(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start training' }).click()
  await expect(page.getByTestId('training-frame')).toBeVisible()
  await hcpAnswers(page)
}

/** First run to the board of a site: address, fingerprint compared, key and secret, verdict, open. */
export async function connectTo(
  page: Page,
  simulator: Simulator,
  look: () => Promise<void> = async () => {},
): Promise<void> {
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByLabel('Server address').fill(`127.0.0.1:${simulator.port}`)
  await page.getByRole('button', { name: 'Look at the server' }).click()
  await expect(page.getByTestId('fingerprint')).toHaveAttribute('data-fingerprint', simulator.fingerprint256)
  await page.getByLabel(/I compared it/).check()
  await look()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('AppKey').fill(simulator.appKey)
  await page.getByLabel('AppSecret').fill(simulator.appSecret)
  await page.getByRole('button', { name: 'Test the connection' }).click()
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-ok', 'true')
  await look()
  await page.getByRole('button', { name: 'Open the desk' }).click()
  await hcpAnswers(page)
  await serverIsKnown(page)
}

export async function hcpAnswers(page: Page): Promise<void> {
  await expect(page.getByTestId('status-strip')).toHaveAttribute('data-hcp', /ok|slow/, { timeout: 40_000 })
  await expect
    .poll(async () => (await page.evaluate(() => window.desk.desk.snapshot())).levels.length)
    .toBeGreaterThan(0)
}

/** The desk has got to know its server; what it asks from now on is for guests and passages. */
export async function serverIsKnown(page: Page): Promise<void> {
  const server = async () => (await page.evaluate(() => window.desk.desk.snapshot())).hcp?.server ?? null
  await expect.poll(server).not.toBeNull()
}

export interface GuestWords {
  readonly familyName: string
  readonly givenName?: string
  readonly host?: string
  readonly purpose?: string
}

/** Desk menu, Doors…: what passing a door means on this site. Ends on the board again. */
export async function mapDoor(page: Page, doorId: string, way: 'In' | 'Out' | 'Neither'): Promise<void> {
  await page.getByRole('button', { name: 'Desk menu' }).click()
  await page.getByRole('menuitem', { name: /Doors/ }).click()
  // The door's own choice: its readers have choices of the same names.
  const door = page.getByTestId('doors').locator(`[data-door-id="${doorId}"]`).getByTestId('way')
  await door.getByLabel(way, { exact: true }).click()
  await expect(door.getByLabel(way, { exact: true })).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('site')).toHaveCount(0)
}

/** Opens the new-guest panel, takes the photo with the webcam and fills the form in; `enrol` then sends it. */
export async function fillGuest(page: Page, guest: GuestWords, photo = true): Promise<void> {
  await page.keyboard.press('F2')
  await expect(page.getByTestId('panel')).toBeVisible()
  if (photo) await takePhoto(page)
  else await page.getByRole('button', { name: 'Without photo' }).click()
  await page.getByLabel('Family name').fill(guest.familyName)
  await page.getByLabel(/Given name/).fill(guest.givenName ?? '')
  await page.getByLabel('Host').fill(guest.host ?? '')
  await page.getByLabel('Purpose').fill(guest.purpose ?? '')
  const level = page.getByLabel('Access level')
  if ((await level.inputValue()) === '') await level.selectOption({ label: 'Visitors' })
}

export async function takePhoto(page: Page): Promise<void> {
  const take = page.getByRole('button', { name: /Take photo/ })
  await expect(take).toBeEnabled()
  await take.click()
  await expect(page.getByRole('button', { name: 'Retake' })).toBeVisible()
}

/** Ctrl+Enter, and the card that appears. */
export async function enrol(page: Page, familyName: string): Promise<Locator> {
  await page.keyboard.press('Control+Enter')
  const card = cardOf(page, familyName)
  await expect(card).toBeVisible()
  return card
}

export function cardOf(page: Page, familyName: string): Locator {
  return page.getByTestId('visit-card').filter({ hasText: familyName })
}

export async function expectAccess(card: Locator, access: string, timeout = 30_000): Promise<void> {
  await expect(card).toHaveAttribute('data-access', access, { timeout })
}

/** The one click; answers the milliseconds until the card says so. */
export async function checkOut(card: Locator): Promise<number> {
  const startedMs = performance.now()
  await card.getByRole('button', { name: 'Check out' }).click()
  await expect(card).toHaveAttribute('data-status', 'left')
  return performance.now() - startedMs
}
