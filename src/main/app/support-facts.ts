import { existsSync } from 'node:fs'
import { readdir, stat, statfs } from 'node:fs/promises'
import { availableParallelism, freemem, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { limits } from '../lib/limits.ts'
import { pause, type Scheduler } from '../lib/scheduler.ts'
import { storeFile } from '../store/backups.ts'
import { countRows, schemaVersion, tableNames } from '../store/counts.ts'
import { runStoreWork } from '../store/run-store-work.ts'
import type { OpenDesk } from './one-desk.ts'
import type { Settings } from './settings.ts'

const MB = 1024 * 1024

/** What of the settings helps, and is nobody's secret: not the key, not the certificate. */
export function settingsFacts({ site, ...others }: Settings): unknown {
  return { ...others, site: site && { address: site.address, fingerprint: site.fingerprint } }
}

/** The computer, as this process sees it; the disk is the one the data is on. */
export async function machineFacts(folder: string): Promise<unknown> {
  const disk = await statfs(folder)
  return {
    system: `${type()} ${release()} ${process.arch}`,
    processors: availableParallelism(),
    memoryMb: { total: inMb(totalmem()), free: inMb(freemem()) },
    processMemoryMb: Object.fromEntries(
      Object.entries(process.memoryUsage()).map(([name, bytes]) => [name, inMb(bytes)]),
    ),
    processSeconds: Math.round(process.uptime()),
    diskMb: { total: inMb(disk.blocks * disk.bsize), free: inMb(disk.bavail * disk.bsize) },
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}

/** What the open desk shows, without its guests. */
export function deskFacts(desk: OpenDesk): unknown {
  const { status, policy, webhook, cards, incidents, groups, care } = desk.state()
  return {
    status: { ...status, alarms: status.alarms.map(({ visitId, sinceMs }) => ({ visitId, sinceMs })) },
    policy,
    // Behind the host there may be a key.
    webhook: { ...webhook, url: originOf(webhook.url) },
    visits: tally(cards.map(({ status: stay, access }) => `${stay}, ${access}`)),
    incidents: tally(incidents.map(({ kind, state }) => `${kind}, ${state}`)),
    groups: groups.length,
    backups: care.backups,
    // Of whom, is nobody's business but the site's.
    keeping: { ...care.keeping, newest: care.keeping.newest.length },
  }
}

/** Table by table, with a turn for everybody else in between. */
export async function storeFacts({ store }: OpenDesk, scheduler: Scheduler): Promise<unknown> {
  const rows: Record<string, number> = {}
  for (const table of tableNames(store)) {
    // The desk may be closed meanwhile, and its store with it.
    if (!store.open) throw new Error('the desk was closed')
    rows[table] = countRows(store, table)
    await pause(scheduler, 0)
  }
  return { schema: schemaVersion(store), rows }
}

/** Whether the databases there are can be read, page by page; in a thread of its own, also while the desk has them open. */
export async function checkFacts(folder: string): Promise<unknown> {
  const facts: Record<string, string> = {}
  for (const place of ['site', 'training']) {
    const file = storeFile(join(folder, place))
    if (!existsSync(file)) continue
    const checked = await runStoreWork({ kind: 'check', file, isWhole: true })
    facts[place] = checked.ok ? 'whole' : `${checked.trouble}: ${checked.why}`
  }
  return facts
}

/** The sizes of what lies in the folder of the data; of pictures only how many there are. */
export async function fileFacts(folder: string): Promise<unknown> {
  const facts: Record<string, number> = {}
  for (const place of ['.', 'logs', 'site', 'site/backups', 'training', 'training/backups']) {
    const entries = await readdir(join(folder, place), { withFileTypes: true }).catch(() => [])
    for (const entry of entries.filter((one) => one.isFile()).slice(0, limits.supportFilesListed)) {
      facts[`${place}/${entry.name}, kB`] = Math.ceil(
        (await stat(join(folder, place, entry.name))).size / 1024,
      )
    }
    const photos = await readdir(join(folder, place, 'photos'), { recursive: true }).catch(() => [])
    if (photos.length > 0) facts[`${place}/photos, files`] = photos.length
  }
  return facts
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : ''
}

function tally(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const word of words.toSorted()) counts.set(word, (counts.get(word) ?? 0) + 1)
  return Object.fromEntries(counts)
}

const inMb = (bytes: number): number => Math.round(bytes / MB)
