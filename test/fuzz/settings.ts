// The files a desk finds when it starts: settings, the secret, the key of its notices.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSettings } from '../../src/main/app/settings.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { makeCertificate } from '../../src/simulator/certificate.ts'
import { keyStore } from '../crash/key-store.ts'
import { bareFront } from './bare-front.ts'
import { type Chance, type Fuzz, mutated, tryCases } from './chance.ts'
import { mutatedJson } from './json.ts'

/** Nobody listens there: a site that is away. */
const ADDRESS = '127.0.0.1:9'

/** What an administrator has set, before something happened to it. */
function wholeSettings(certificatePem: string): object {
  return {
    mode: 'site',
    language: 'ru',
    theme: 'dark',
    site: { address: ADDRESS, appKey: '12345678', fingerprint: 'AA:BB', certificatePem },
    hcpLimits: { ratePerSecond: 5, burst: 10, concurrency: 4 },
    metricsPort: null,
  }
}

/** A desk's folder in which one of the files was damaged. */
function damage(folder: string, settings: object, chance: Chance): void {
  const files = {
    'settings.json': Buffer.from(JSON.stringify(settings, null, 2)),
    'secret.bin': keyStore.encryptString('secret-of-the-site'),
    'site/webhook-secret.bin': keyStore.encryptString('whsec_bm90aGluZyBvZiB2YWx1ZQ=='),
  }
  const victim = chance.pick([
    'settings.json',
    'settings.json',
    'settings.json',
    'secret.bin',
    'site/webhook-secret.bin',
  ])
  mkdirSync(join(folder, 'site'))
  for (const [name, bytes] of Object.entries(files)) {
    const file = join(folder, name)
    if (name !== victim) writeFileSync(file, bytes)
    else if (chance.once(25)) mkdirSync(file)
    else if (name === 'settings.json' && chance.once(2))
      writeFileSync(file, JSON.stringify(mutatedJson(settings, chance)))
    else writeFileSync(file, chance.once(25) ? '' : mutated(bytes, chance))
  }
}

/** Opens the app on such a folder; what is wrong with it then, or null. */
async function tryToStart(folder: string): Promise<string | null> {
  const file = join(folder, 'settings.json')
  const found = read(file)
  const { front, settings } = bareFront(folder)
  try {
    await front.open()
    const { mode, secretLost, settingsLost } = await front.snapshot()
    const { site } = settings.get()
    if (site === null && isSite(found)) {
      if (!existsSync(`${file}.unreadable`)) return 'the site was forgotten, and its file is gone'
      if (read(`${file}.unreadable`) !== found) return 'what was set aside is not what was there'
      if (!settingsLost) return 'the site was forgotten without a word'
    }
    if (mode === 'setup' && settings.get().mode === 'site' && !secretLost)
      return 'the desk waits in set-up and nobody knows why'
    // It can be written again, whatever was there.
    settings.change({ theme: 'light' })
    if (openSettings(folder, 'en', silentLog).get().theme !== 'light')
      return 'what is written is not read again'
    return null
  } finally {
    await front.close()
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return null
  }
}

/** Whether a person would still see a site's address in it. */
const isSite = (text: string | null): boolean => text?.includes(ADDRESS) ?? true

export const fuzzSettings: Fuzz = async (seed, count, say) => {
  const { certificatePem } = await makeCertificate()
  const settings = wholeSettings(certificatePem)
  return tryCases(seed, count, say, async (chance) => {
    const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
    try {
      damage(folder, settings, chance)
      return await tryToStart(folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
