// npm run tour: plays the whole job against the simulator with a drawn guest before the webcam, prints each step with its
// time, and leaves a picture of each screen and tour.json under out/tour/. Exits non-zero if a step is not as it should be.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Page } from '@playwright/test'
import { startSimulator } from '../../src/simulator/simulator.ts'
import {
  checkOut,
  connectTo,
  type DrivenDesk,
  enrol,
  expect,
  expectAccess,
  fillGuest,
  mapDoor,
  newPlace,
  openDesk,
  startTraining,
} from '../e2e/driven-desk.ts'
import { standardSizes, takePictures } from './pictures.ts'

interface StepTold {
  readonly step: string
  readonly ms: number
  /** Calls to HCP during the step, the monitor's tick apart; null while the desk is on its built-in simulator. */
  readonly callsToHcp: number | null
  readonly monitorCalls: number | null
}

const root = join(import.meta.dirname, '../..')
const out = join(root, 'out/tour')
const told: StepTold[] = []
const EVENTS = '/acs/v1/door/events'

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
build()

const place = await newPlace()
const simulator = await startSimulator({ applyDelayMs: 700 })
const open: { desk?: DrivenDesk } = {}
let failed: unknown = null
let watching = false

try {
  await tour()
} catch (error) {
  failed = error
  await open.desk?.page.screenshot({ path: join(out, 'failed.png') }).catch(() => undefined)
} finally {
  await open.desk?.close().catch(() => undefined)
  await simulator.stop()
  place.remove()
}

writeFileSync(join(out, 'tour.json'), JSON.stringify({ steps: told, ok: failed === null }, null, 2))
if (failed === null) {
  console.log(`\nThe tour went through: ${told.length} steps. Pictures and tour.json are in out/tour/.`)
} else {
  console.error(`\nThe tour stopped after ${told.length} good steps:`, failed)
  process.exitCode = 1
}

async function tour(): Promise<void> {
  const desk = await step('the desk opens on its first run', () => openDesk(place))
  open.desk = desk
  const { page } = desk
  const shoot = (name: string): Promise<void> => takePictures(page, out, name)
  await shoot('01-first-run')

  await step('training mode opens on the built-in HCP', () => startTraining(page))
  await step('training: a walk-in is photographed and enrolled', async () => {
    await fillGuest(page, { familyName: 'Соловьёва', givenName: 'Алёна', host: 'Reception', purpose: 'Tour' })
    await expectAccess(await enrol(page, 'Соловьёва'), 'onDoors')
  })
  const trainee = page.getByTestId('visit-card').filter({ hasText: 'Соловьёва' })
  await step('training: the guest is walked through the turnstile', async () => {
    await page.getByRole('button', { name: 'Gate in' }).first().click()
    await expect(page.getByTestId('walk-verdict')).toHaveAttribute('data-granted', 'true')
    await expect(trainee).toHaveAttribute('data-status', 'inside')
  })
  await shoot('02-training-board')
  await step('training: one click ends the access, and the turnstile refuses', async () => {
    await checkOut(trainee)
    await expectAccess(trainee, 'revoked')
    await page.getByRole('button', { name: 'Gate in' }).first().click()
    await expect(page.getByTestId('walk-verdict')).toHaveAttribute('data-granted', 'false')
    await expect(page.getByTestId('passage').first()).toHaveAttribute('data-granted', 'false')
  })
  await shoot('03-training-refused')

  await step('back to the set-up screen', () => leave(page))
  let part = 0
  await step('an HCP is connected: certificate compared, key tested', () =>
    connectTo(page, simulator, async () => {
      part += 1
      await shoot(`04-connect-${part}`)
    }),
  )
  await step('the door map: the entrance is said to lead in', () => mapDoor(page, '12', 'In'))
  watching = true
  await quiet()

  await step('the new-guest panel opens, the webcam takes the photo', () =>
    fillGuest(page, { familyName: 'Петров', givenName: 'Семён', host: 'А. Журавлёва', purpose: 'Meeting' }),
  )
  await shoot('05-new-guest')
  const card = await step('Ctrl+Enter: the guest is on the board', () => enrol(page, 'Петров'))
  await step('HCP has the person, the face, the level; the doors confirm', () =>
    expectAccess(card, 'onDoors'),
  )
  const person = simulator.persons().find((one) => one.familyName === 'Петров')
  if (!person?.hasFace || !person.applied?.hasFace || person.levelIds.length !== 1) {
    throw new Error('HCP does not hold the guest as enrolled')
  }
  await step('the guest passes the turnstile: checked in, seen in the feed', async () => {
    expect(simulator.walk(person.personId, '12').granted).toBe(true)
    await expect(page.getByTestId('passage').first()).toHaveAttribute('data-granted', 'true')
    await expect(card).toHaveAttribute('data-status', 'inside')
  })
  await shoot('06-passed')
  await step('one click: checked out on the screen', () => checkOut(card))
  await step('HCP has taken the access away; the doors confirm', () => expectAccess(card, 'revoked'))
  await step('the turnstile refuses', async () => {
    expect(simulator.walk(person.personId, '12').granted).toBe(false)
    await expect(page.getByTestId('passage').first()).toHaveAttribute('data-granted', 'false')
  })
  await shoot('07-refused')

  await offline(page, shoot)
}

/** HCP goes away; the desk goes on; HCP comes back. */
async function offline(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  await fillGuest(page, { familyName: 'Королёв', givenName: 'Пётр' })
  const leaving = await enrol(page, 'Королёв')
  await expectAccess(leaving, 'onDoors')
  await simulator.weather.set({ down: true })
  await step('HCP is down: a guest is enrolled all the same', async () => {
    await fillGuest(page, { familyName: 'Smith', givenName: 'Jane', host: 'R. Ivanov' })
    await enrol(page, 'Smith')
  })
  await step('HCP is down: another is checked out all the same', async () => {
    await checkOut(leaving)
    await expect(page.getByTestId('status-strip')).toHaveAttribute('data-hcp', 'unreachable')
  })
  await shoot('08-hcp-away')
  await simulator.weather.set({ down: false })
  await step('HCP is back: the revocation and then the enrolment are brought to the doors', async () => {
    await expectAccess(leaving, 'revoked', 60_000)
    await expectAccess(page.getByTestId('visit-card').filter({ hasText: 'Smith' }), 'onDoors')
  })
  await shoot('09-drained')
}

async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Desk menu' }).click()
  await page.getByRole('menuitem', { name: /Leave this desk/ }).click()
  await page.getByRole('button', { name: 'Leave the desk' }).click()
  await expect(page.getByTestId('setup')).toBeVisible()
}

/** Lets what a new connection asks for once be over, so that it is not counted as a guest's. */
async function quiet(): Promise<void> {
  await expect.poll(() => simulator.journal.count('/resource/v1/org/rootOrg')).toBeGreaterThan(0)
}

async function step<T>(name: string, act: () => Promise<T>): Promise<T> {
  const from = counts()
  const startedMs = performance.now()
  const result = await act()
  const ms = Math.round(performance.now() - startedMs)
  const until = counts()
  const callsToHcp = watching ? until.work - from.work : null
  const monitorCalls = watching ? until.monitor - from.monitor : null
  told.push({ step: name, ms, callsToHcp, monitorCalls })
  const calls = callsToHcp === null ? '' : `  ${callsToHcp} calls`
  console.log(`${String(ms).padStart(7)} ms  ${name}${calls}`)
  return result
}

function counts(): { readonly work: number; readonly monitor: number } {
  const monitor = simulator.journal.count(EVENTS)
  return { monitor, work: simulator.journal.count() - monitor }
}

function build(): void {
  const bin = join(root, 'node_modules/.bin')
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` }
  const args = ['build', '--logLevel', 'warn']
  const shell = process.platform === 'win32'
  const { status } = spawnSync(join(bin, 'electron-vite'), args, { cwd: root, env, shell, stdio: 'inherit' })
  if (status !== 0) throw new Error('the desk does not build')
  console.log(`Pictures in ${standardSizes.join(' and ')}, both languages, light and dark.\n`)
}
