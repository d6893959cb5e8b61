import { X509Certificate } from 'node:crypto'
import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { mostLimits } from '../hcp/open-gate.ts'
import { parseAddress } from '../hcp/pinned-agent.ts'
import { writeDurably } from '../lib/durable-file.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import { readRegularSync } from '../lib/safe-read.ts'

/** A desk could not even begin with one that is damaged: better it is asked for again. */
function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).fingerprint256 !== ''
  } catch {
    return false
  }
}

const settingsShape = z.object({
  mode: z.enum(['setup', 'training', 'site']),
  language: z.enum(['en', 'ru']),
  theme: z.enum(['system', 'light', 'dark']),
  /** The site's HCP as the administrator has confirmed it. The secret is not here: see `secrets.ts`. */
  site: z
    .object({
      address: z.string().refine((text) => parseAddress(text) !== null),
      appKey: z.string(),
      fingerprint: z.string(),
      certificatePem: z.string().refine(isCertificate),
    })
    .nullable(),
  /** What HCP is asked at most, where the site wants it tighter than the desk's own limits. */
  hcpLimits: z
    .object({
      ratePerSecond: z.number().min(0.5).max(mostLimits.ratePerSecond),
      burst: z.int().min(1).max(mostLimits.burst),
      concurrency: z.int().min(1).max(mostLimits.concurrency),
    })
    .catch(mostLimits),
  /** Port of the metrics endpoint on the loopback address; null keeps it closed. */
  metricsPort: z.int().min(1024).max(65_535).nullable().catch(null),
})
/** A desk of a site that is not there would wait in set-up, and nobody would know why. */
const wholeShape = settingsShape.refine(({ mode, site }) => mode !== 'site' || site !== null)

export type Settings = z.infer<typeof settingsShape>

export interface SettingsFile {
  get(): Settings
  change(change: Partial<Settings>): void
  /** The file could not be read when the desk started: what was set before must be set again. */
  readonly wereSetAside: boolean
}

/** Opens `settings.json`. A file that cannot be read is set aside, not overwritten: the administrator may want it. */
export function openSettings(folder: string, locale: string, log: Log): SettingsFile {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'settings.json')
  const first: Settings = {
    mode: 'setup',
    language: locale.toLowerCase().startsWith('ru') ? 'ru' : 'en',
    theme: 'system',
    site: null,
    hcpLimits: mostLimits,
    metricsPort: null,
  }
  const found = readSettings(file, log)
  let settings = found === 'setAside' ? first : (found ?? first)
  return {
    wereSetAside: found === 'setAside',
    get: () => settings,
    change(change) {
      const next = { ...settings, ...change }
      writeDurably(file, JSON.stringify(next, null, 2))
      // Only what is on the disk is true.
      settings = next
    },
  }
}

function readSettings(file: string, log: Log): Settings | 'setAside' | null {
  const read = readRegularSync(file, limits.settingsMaxBytes)
  if (!read.ok && read.problem === 'missing') return null
  let why: string
  try {
    if (read.ok) return wholeShape.parse(JSON.parse(read.bytes.toString('utf8')))
    why = read.problem
  } catch (error) {
    why = (error as Error).name
  }
  log.warn(`settings could not be read (${why}) and were set aside`)
  renameSync(file, `${file}.unreadable`)
  return 'setAside'
}
