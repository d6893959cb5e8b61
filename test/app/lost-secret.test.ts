import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFrontDesk } from '../../src/main/app/front-desk.ts'
import type { FrontDesk } from '../../src/main/app/front-desk-shape.ts'
import { openSecrets } from '../../src/main/app/secrets.ts'
import { openSettings } from '../../src/main/app/settings.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { openLog } from '../../src/main/lib/log.ts'
import { createRedactor } from '../../src/main/lib/redact.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { plainSecrets, someGuest } from '../desk-harness.ts'
import { ToldMachine } from '../told-machine.ts'

let simulator: Simulator
let folder: string
let front: FrontDesk | null = null

beforeEach(async () => {
  simulator = await startSimulator({ applyDelayMs: 0 })
  folder = mkdtempSync(join(tmpdir(), 'lost-'))
})
afterEach(async () => {
  await front?.close()
  front = null
  await simulator.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The key store of a system; another `key` is another system, or the same one after its keys were lost. */
function keyStore(key: number | null): SafeStorage {
  const turn = (bytes: Uint8Array): Buffer => {
    if (key === null) throw new Error('no key store is running')
    return Buffer.from(bytes.map((byte) => byte ^ key))
  }
  const store: Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> = {
    isEncryptionAvailable: () => key !== null,
    encryptString: (text) => turn(Buffer.from(`sealed${text}`)),
    decryptString(bytes) {
      const text = turn(bytes).toString('utf8')
      if (!text.startsWith('sealed')) throw new Error('Error while decrypting')
      return text.slice('sealed'.length)
    },
  }
  return store as SafeStorage
}

const secretFile = (): string => join(folder, 'secret.bin')

/** The desk starts, on a system with this key store. */
async function start(key: number | null): Promise<FrontDesk> {
  await front?.close()
  const redact = createRedactor()
  const log = openLog(join(folder, 'logs'), redact)
  front = createFrontDesk({
    folder,
    version: '0',
    siteTickMs: 3_600_000,
    settings: openSettings(folder, 'en', log.room('app')),
    secrets: openSecrets(secretFile(), keyStore(key), redact, log.room('app')),
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
  return front
}

const connection = () => ({
  address: `127.0.0.1:${simulator.port}`,
  appKey: simulator.appKey,
  appSecret: simulator.appSecret,
  fingerprint: simulator.fingerprint256,
})

/** A connected site with one guest inside, one expected, and one who has just left while HCP was away. */
async function siteWithGuests(): Promise<void> {
  const desk = await start(7)
  expect(await desk.connect(connection())).toMatchObject({ ok: true })
  const open = desk.current()
  if (!open) throw new Error('the desk did not open')
  await expect.poll(() => open.state().levels.length, { timeout: 15_000 }).toBeGreaterThan(0)
  await simulator.weather.set({ down: true })
  const visitIds = ['Fuchs', 'Wolf', 'Hase'].map((familyName) => {
    const answer = open.desk.enrol(someGuest({ familyName }))
    if (!answer.ok) throw new Error('not enrolled')
    return answer.visitId
  })
  const [inside = 0, , gone = 0] = visitIds
  open.desk.checkIn(inside)
  open.desk.checkIn(gone)
  // As if HCP had taken him in before it went away.
  open.store
    .prepare(
      'UPDATE access SET observed = json_set(observed, \'$.doubt\', json(\'{"names":null,"window":null}\'))',
    )
    .run()
  open.desk.checkOut(gone)
  await desk.close()
  front = null
}

it.each<[what: string, key: number | null, harm: () => void]>([
  ['the keys of the system are others', 9, () => undefined],
  ['there is no key store any more', null, () => undefined],
  ['the file is cut off', 7, () => writeFileSync(secretFile(), readFileSync(secretFile()).subarray(0, 3))],
  ['the file is gone', 7, () => rmSync(secretFile())],
])('%s: the desk asks for the secret, and says who waits', async (_what, key, harm) => {
  await siteWithGuests()
  harm()
  const desk = await start(key)
  expect(await desk.snapshot()).toMatchObject({
    mode: 'setup',
    secretLost: true,
    address: connection().address,
    closedWork: { inside: 1, expected: 1, revocations: 1 },
    cards: [],
  })
  expect(desk.current()).toBeNull()
})

it('given the secret again, the visits are there and the revocation is brought to its end', async () => {
  await siteWithGuests()
  const desk = await start(9)
  await simulator.weather.set({ down: false })
  expect(await desk.connect({ ...connection(), appSecret: 'another one' })).toMatchObject({ ok: false })
  expect(await desk.snapshot()).toMatchObject({ secretLost: true, closedWork: { revocations: 1 } })
  expect(await desk.connect(connection())).toMatchObject({ ok: true })
  const { mode, secretLost, closedWork, cards } = await desk.snapshot()
  expect({ mode, secretLost, closedWork }).toEqual({ mode: 'site', secretLost: false, closedWork: null })
  expect(cards.map(({ familyName, status }) => `${familyName} ${status}`).sort()).toEqual([
    'Fuchs inside',
    'Hase left',
    'Wolf expected',
  ])
  await expect.poll(() => desk.current()?.state().status.revocations, { timeout: 20_000 }).toBe(0)
  const again = await start(9)
  expect((await again.snapshot()).mode, 'kept by the keys the system has now').toBe('site')
})

it('without a key store nothing is promised', async () => {
  await siteWithGuests()
  const desk = await start(null)
  await simulator.weather.set({ down: false })
  expect(await desk.connect(connection())).toEqual({ ok: false, problem: 'secretNotKept' })
  expect((await desk.snapshot()).secretLost).toBe(true)
})
