import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { Settings } from '../../src/main/app/settings.ts'
import { openSupport, type SupportNeeds } from '../../src/main/app/support-bundle.ts'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { openLog } from '../../src/main/lib/log.ts'
import { createRedactor } from '../../src/main/lib/redact.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { type Harness, someGuest, somePortrait, startHarness } from '../desk-harness.ts'
import { leaksOf } from '../leaks.ts'
import { unzip } from '../unzip.ts'

const root = mkdtempSync(join(tmpdir(), 'support-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const WEBHOOK_KEY = 'T0ken-In-The-Path'
const settings: Settings = {
  mode: 'site',
  language: 'ru',
  theme: 'dark',
  site: {
    address: 'hcp.example:443',
    appKey: '29384756',
    fingerprint: 'AA:BB:CC',
    certificatePem: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  },
  hcpLimits: mostLimits,
  metricsPort: null,
}

function needsOf(h: Harness, change: Partial<SupportNeeds> = {}): SupportNeeds {
  const site = settings.site && {
    ...settings.site,
    appKey: h.simulator.appKey,
    certificatePem: h.simulator.certificatePem,
  }
  return {
    folder: h.folder,
    version: '1.2.3',
    settings: { get: () => ({ ...settings, site }) },
    clock: systemClock,
    scheduler: systemScheduler,
    log: h.log,
    redact: h.redact,
    desk: h.desk,
    chooseFile: async (name) => join(root, name),
    ...change,
  }
}

/** Guests with photos and phones, a group, another system, a diagnosis, an error nobody expected. */
async function aDay(h: Harness): Promise<void> {
  const photo = await h.desk().acceptPhoto(await somePortrait())
  if (!photo.ok) throw new Error(photo.problem)
  h.desk().webhook.set({
    url: `https://127.0.0.1:9/hooks/${WEBHOOK_KEY}?token=${WEBHOOK_KEY}`,
    kinds: ['entry'],
  })
  const guest = { photoHash: photo.photoHash, phone: '+7 701 555 44 33' }
  const first = h.desk().desk.enrol(someGuest({ ...guest, familyName: 'Зарипова', givenName: 'Гульнара' }))
  h.desk().groups.enrol('Экскурсия', [
    someGuest({ ...guest, familyName: 'Kowalczyk', givenName: 'Bartosz' }),
    someGuest({ ...guest, familyName: 'Nakamura', givenName: 'Haruto' }),
  ])
  if (!first.ok) throw new Error('not enrolled')
  await h.until(
    'two are on the doors',
    () =>
      h
        .desk()
        .state()
        .cards.filter(({ access }) => access === 'onDoors').length >= 2,
  )
  h.desk().desk.checkOut(first.visitId)
  h.desk().hcp.diagnose()
  await h.until('the diagnosis is over', () => h.desk().state().hcp?.diagnosis?.running === false)
  h.log
    .room('app')
    .error(`a broken promise: Зарипова +77015554433 ${h.simulator.appSecret}`, new Error('Nakamura'))
}

it('a whole desk after a day: all that helps is in it, and nothing of a guest or a key', {
  timeout: 60_000,
}, async () => {
  const h = await startHarness({ applyDelayMs: 0 }, 60_000, {
    ratePerSecond: 500,
    burst: 500,
    concurrency: 4,
  })
  try {
    await aDay(h)
    // Written before anybody knew that this was a name and that a key.
    writeFileSync(join(h.folder, 'logs', 'desk.1.log'), `old line of Kowalczyk with ${h.simulator.appKey}\n`)
    const asked: string[] = []
    const support = openSupport(
      needsOf(h, {
        chooseFile: async (name, kind) => {
          asked.push(kind)
          return join(root, name)
        },
      }),
    )
    const [answer, again] = await Promise.all([support.save(), support.save()])
    if (!answer.ok) throw new Error(answer.refused)
    expect([again, asked, answer.missing]).toEqual([answer, ['zip'], 0])
    const bytes = readFileSync(join(root, answer.fileName))
    expect(bytes.length).toBe(answer.bytes)
    const files = await unzip(bytes)
    const text = [...files].flat().join('\n')

    const secrets = [
      h.simulator.appSecret,
      h.simulator.appKey,
      h.webhookSecrets.read() ?? 'none',
      WEBHOOK_KEY,
    ]
    const names = ['Зарипова Гульнара', 'Kowalczyk Bartosz', 'Nakamura Haruto']
    expect(leaksOf({ folder: h.folder, logs: join(root, 'none'), shown: text, secrets, names })).toEqual([])
    expect(text).not.toContain(h.simulator.certificatePem.split('\n')[1])

    expect([...files.keys()]).toEqual([
      'read-me.txt',
      'versions.json',
      'settings.json',
      'machine.json',
      'files.json',
      'desk.json',
      'hikcentral.json',
      'store.json',
      'logs/desk.log',
      'logs/desk.1.log',
      'check.json',
    ])
    const json = (name: string): unknown => JSON.parse(files.get(name) ?? '')
    expect(json('versions.json')).toMatchObject({ desk: '1.2.3', node: process.versions.node })
    expect(json('settings.json')).toMatchObject({
      site: { address: 'hcp.example:443', fingerprint: 'AA:BB:CC' },
    })
    expect(json('machine.json')).toMatchObject({ diskMb: { free: expect.any(Number) } })
    expect(json('files.json')).toHaveProperty(['./desk.sqlite, kB'])
    expect(json('desk.json')).toMatchObject({ groups: 1, webhook: { url: 'https://127.0.0.1:9' } })
    expect(json('hikcentral.json')).toMatchObject({ diagnosis: { checks: expect.any(Array) } })
    expect(json('store.json')).toMatchObject({ schema: expect.any(Number), rows: { guest: 3, visit: 3 } })
    expect(files.get('logs/desk.1.log')).toBe('old line of «name» with «hidden»\n')
    expect(files.get('logs/desk.log')).toMatch(/settled \d+ ms after the decision/)
  } finally {
    rmSync(join(h.folder, 'logs', 'desk.1.log'), { force: true })
    await h.close()
  }
})

/** Support of a computer where no desk is open. */
function withoutDesk(change: Partial<SupportNeeds> = {}) {
  const folder = mkdtempSync(join(root, 'd-'))
  const redact = createRedactor()
  const log = openLog(join(folder, 'logs'), redact)
  log.room('app').error('the desk did not open', new Error('file is not a database'))
  const needs: SupportNeeds = {
    folder,
    version: '1.2.3',
    settings: { get: () => ({ ...settings, site: null }) },
    clock: systemClock,
    scheduler: systemScheduler,
    log,
    redact,
    desk: () => null,
    chooseFile: async (name) => join(folder, name),
    ...change,
  }
  const filesOf = async (fileName: string) => unzip(readFileSync(join(folder, fileName)))
  return { folder, support: openSupport(needs), filesOf, needs }
}

it('in set-up, or when the store does not open, it tells what there is', async () => {
  const { folder, support, filesOf } = withoutDesk()
  mkdirSync(join(folder, 'site'))
  writeFileSync(join(folder, 'site', 'desk.sqlite'), 'no database')
  for (const generation of [1, 2, 3])
    writeFileSync(join(folder, 'logs', `desk.${generation}.log`), `line of ${generation}\n`)
  writeFileSync(join(folder, 'logs', 'stranger.log'), 'who knows what')
  const answer = await support.save()
  if (!answer.ok) throw new Error(answer.refused)
  const files = await filesOf(answer.fileName)
  expect(files.get('logs/desk.log')).toContain('file is not a database')
  expect(files.get('logs/desk.3.log')).toBe('line of 3\n')
  expect(files.get('files.json')).toContain('site/desk.sqlite, kB')
  expect(files.get('check.json')).toMatch(/"site": "notADatabase: /)
  expect([...files.keys()].some((name) => name.includes('stranger'))).toBe(false)
})

it('a part that breaks, or does not end, is missing and told; the rest is there', async () => {
  const broken = {
    state: () => {
      throw new Error('of Петрова')
    },
  }
  const never = { after: () => () => undefined }
  // The pauses between the pieces of work never end; only the time limit runs.
  let limit: (() => void) | null = null
  const scheduler = {
    after(delayMs: number, run: () => void) {
      if (delayMs === 0) return never.after()
      if (delayMs > limits.supportTimeMs / 2) limit = run
      return () => undefined
    },
  }
  const { support, filesOf } = withoutDesk({
    scheduler,
    desk: () => broken as never,
  })
  const saving = support.save()
  // Longer than an honest part takes on a busy machine.
  const ring = setInterval(() => limit?.(), 1_000)
  const answer = await saving
  clearInterval(ring)
  if (!answer.ok) throw new Error(answer.refused)
  const files = await filesOf(answer.fileName)
  expect(answer.missing).toBe(4)
  expect(files.get('read-me.txt')).toMatch(/missing: desk\.json: Error\r\n/)
  expect(files.get('read-me.txt')).toMatch(/missing: logs\/desk\.log: TooLateError/)
  expect(files.get('read-me.txt')).not.toContain('Петрова')
  expect(files.has('versions.json')).toBe(true)
})

it('whoever thinks better of it, or has no room, leaves nothing behind', async () => {
  const { support } = withoutDesk({ chooseFile: async () => null })
  expect(await support.save()).toEqual({ ok: false, refused: 'cancelled' })
  const other = withoutDesk({ chooseFile: async () => join(root, 'not', 'there', 'x.zip') })
  expect(await other.support.save()).toEqual({ ok: false, refused: 'notWritten' })
  expect(await other.support.save()).toEqual({ ok: false, refused: 'notWritten' })
  expect(readFileSync(join(other.folder, 'logs', 'desk.log'), 'utf8')).toMatch(
    /support file was not written: ENOENT/,
  )
})
