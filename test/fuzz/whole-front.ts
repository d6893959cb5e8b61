import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFrontDesk } from '../../src/main/app/front-desk.ts'
import type { FrontDesk } from '../../src/main/app/front-desk-shape.ts'
import { openSettings } from '../../src/main/app/settings.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { openLog } from '../../src/main/lib/log.ts'
import { createRedactor } from '../../src/main/lib/redact.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { plainSecrets, someGuest, somePortrait } from '../desk-harness.ts'
import { ToldMachine } from '../told-machine.ts'

export interface WholeFront {
  readonly front: FrontDesk
  readonly folder: string
  /** Every file of the desk but its database, its log and its reserve, with its content's length. */
  files(): readonly string[]
  settings(): string
  until(isSo: () => boolean): Promise<void>
  close(): Promise<void>
}

/** Everything behind the hatch, on a simulator: with guests and a group, or still in set-up. */
export async function openWholeFront(mode: 'site' | 'setup'): Promise<WholeFront> {
  const folder = mkdtempSync(join(tmpdir(), 'front-'))
  const simulator = await startSimulator({ applyDelayMs: 0 })
  const redact = createRedactor()
  const log = openLog(join(folder, 'logs'), redact)
  const settings = openSettings(folder, 'en', log.room('app'))
  const secrets = plainSecrets(redact)
  secrets.keep(simulator.appSecret)
  if (mode === 'site')
    settings.change({
      mode: 'site',
      // No test waits for HCP's sake.
      hcpLimits: { ratePerSecond: 500, burst: 500, concurrency: 4 },
      site: {
        address: `127.0.0.1:${simulator.port}`,
        appKey: simulator.appKey,
        fingerprint: simulator.fingerprint256,
        certificatePem: simulator.certificatePem,
      },
    })
  const front = createFrontDesk({
    folder,
    version: '0',
    siteTickMs: 3_600_000,
    settings,
    secrets,
    webhookSecrets: () => plainSecrets(redact),
    clock: systemClock,
    scheduler: systemScheduler,
    guards: new ToldMachine().guards,
    log,
    redact,
    push: () => undefined,
    showTheme: () => undefined,
    chooseFile: async () => null,
    choosePhotos: async () => null,
    printPage: () => Promise.reject(new Error('there is no page')),
    comeForward: () => undefined,
    quit: () => undefined,
  })
  await front.open()
  if (mode === 'site') await fill(front)
  return {
    front,
    folder,
    files: () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => !/desk\.sqlite|logs|reserve/.test(name))
        .sort((a, b) => a.localeCompare(b)),
    until,
    settings: () => readFileSync(join(folder, 'settings.json'), 'utf8'),
    async close() {
      await front.close()
      await simulator.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function fill(front: FrontDesk): Promise<void> {
  const desk = front.current()
  if (!desk) throw new Error('the desk did not open')
  await until(() => desk.state().levels.length > 0)
  const photo = await desk.acceptPhoto(await somePortrait())
  if (!photo.ok) throw new Error(photo.problem)
  const guest = { photoHash: photo.photoHash }
  desk.desk.enrol(someGuest({ ...guest, familyName: 'Fuchs' }))
  desk.groups.enrol('Tour', [someGuest({ ...guest, familyName: 'Wolf' }), someGuest({ familyName: 'Bär' })])
  await until(() => {
    const { cards, hcp } = desk.state()
    return hcp?.siteReadAtMs !== null && cards.every(({ access }) => access === 'onDoors')
  })
}

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 4_000; i += 1) {
    if (isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the desk did not settle')
}
