import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import type { OpenDesk } from '../src/main/app/one-desk.ts'
import { openDesk } from '../src/main/app/open-desk.ts'
import type { Secrets } from '../src/main/app/secrets.ts'
import { mostLimits } from '../src/main/hcp/open-gate.ts'
import { type Clock, systemClock } from '../src/main/lib/clock.ts'
import { type LogFile, openLog } from '../src/main/lib/log.ts'
import { createRedactor, type Redactor } from '../src/main/lib/redact.ts'
import { type Scheduler, systemScheduler } from '../src/main/lib/scheduler.ts'
import type { StatePatch } from '../src/shared/desk-state.ts'
import type { EnrolAsk } from '../src/shared/enrol-rules.ts'
import type { BudgetLimits } from '../src/shared/hcp-view.ts'
import type { VisitCard } from '../src/shared/visit.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../src/simulator/simulator.ts'
import { leaksOf } from './leaks.ts'
import { ToldMachine } from './told-machine.ts'

/** A real desk (every room but Electron's) on a real simulator, with a store of its own in a temporary folder. */
export interface Harness {
  readonly simulator: Simulator
  readonly folder: string
  readonly log: LogFile
  readonly redact: Redactor
  readonly patches: Omit<StatePatch, 'revision'>[]
  /** The key the desk signs its notices with. */
  readonly webhookSecrets: Secrets
  /** What the guard answers when he is asked where a file goes, or where the photos are; null: he thinks better of it. */
  readonly dialogs: { file: string | null; photos: string | null }
  readonly machine: ToldMachine
  desk(): OpenDesk
  /** Opens the desk again on the same store. */
  reopen(): Promise<void>
  card(visitId: number): VisitCard | undefined
  until<T>(what: string, look: () => T | undefined | null | false, limitMs?: number): Promise<T>
  close(): Promise<void>
}

/** `metricsPort` 0 opens the metrics endpoint on any free port. */
export async function startHarness(
  options: SimulatorOptions = {},
  tickMs = 300,
  limits: BudgetLimits = mostLimits,
  metricsPort: number | null = null,
  time: { readonly clock: Clock; readonly scheduler: Scheduler } = {
    clock: systemClock,
    scheduler: systemScheduler,
  },
): Promise<Harness> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  const simulator = await startSimulator({ applyDelayMs: 200, now: time.clock.nowMs, ...options })
  const patches: Omit<StatePatch, 'revision'>[] = []
  const redact = createRedactor()
  redact.hide(simulator.appSecret)
  redact.hide(simulator.appKey)
  const log = openLog(join(folder, 'logs'), redact)
  const webhookSecrets = plainSecrets(redact)
  const machine = new ToldMachine()
  const dialogs: Harness['dialogs'] = { file: null, photos: null }
  const open = (): OpenDesk => {
    const opened = openDesk(
      {
        folder,
        tickMs,
        metricsPort,
        hcp: {
          address: { host: '127.0.0.1', port: simulator.port },
          appKey: simulator.appKey,
          appSecret: simulator.appSecret,
          certificatePem: simulator.certificatePem,
          limits,
        },
      },
      {
        ...time,
        log,
        guards: machine.guards,
        push: (patch) => patches.push(patch),
        webhookSecrets: () => webhookSecrets,
        chooseFile: async () => dialogs.file,
        choosePhotos: async () => dialogs.photos,
        printPage: () => Promise.reject(new Error('there is no page')),
      },
    )
    return opened
  }
  let desk = open()
  const until: Harness['until'] = async (what, look, limitMs = 15_000) => {
    const endMs = Date.now() + limitMs
    for (;;) {
      const found = look()
      if (found) return found
      if (Date.now() > endMs) throw new Error(`not within ${limitMs} ms: ${what}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  await until('the server is known', () => desk.state().hcp?.server && desk.state().hcp?.siteReadAtMs)
  simulator.journal.clear()
  return {
    simulator,
    folder,
    log,
    redact,
    patches,
    webhookSecrets,
    dialogs,
    machine,
    desk: () => desk,
    async reopen() {
      await desk.close()
      desk = open()
    },
    card: (visitId) => desk.state().cards.find((card) => card.visitId === visitId),
    until,
    async close() {
      const shown = JSON.stringify([desk.state().hcp, desk.state().status.hcp])
      const signingKey = webhookSecrets.read()
      const secrets = [simulator.appSecret, simulator.appKey, ...(signingKey === null ? [] : [signingKey])]
      const leaks = leaksOf({ folder, shown, secrets })
      await desk.close()
      await simulator.stop()
      rmSync(folder, { recursive: true, force: true })
      if (leaks.length > 0) throw new Error(`log or screen hold what they must not: ${leaks.join(', ')}`)
    },
  }
}

/** A secret in memory: what a desk asks of the system's key store, without Electron. */
export function plainSecrets(redact: Pick<Redactor, 'hide'> = { hide: () => undefined }): Secrets {
  let kept: string | null = null
  return {
    read: () => kept,
    keep(secret) {
      redact.hide(secret)
      kept = secret
      return true
    },
    forget() {
      kept = null
    },
  }
}

/**
 * Time that runs `factor` times as fast: waits, holds and time limits of a minute pass in seconds. Processes that begin
 * from the same `startMs` have the same time.
 */
export function fastTime(
  factor: number,
  startMs = systemClock.nowMs(),
): { readonly clock: Clock; readonly scheduler: Scheduler } {
  const startMonotonicMs = systemClock.monotonicMs() - (systemClock.nowMs() - startMs)
  const passedMs = (): number => (systemClock.monotonicMs() - startMonotonicMs) * factor
  return {
    clock: {
      nowMs: () => Math.round(startMs + passedMs()),
      monotonicMs: () => startMonotonicMs + passedMs(),
    },
    scheduler: { after: (delayMs, run) => systemScheduler.after(delayMs / factor, run) },
  }
}

/** A picture that passes as a portrait: shapes, light and shade. */
export async function somePortrait(hue = 200): Promise<Uint8Array> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640">
    <rect width="640" height="640" fill="hsl(${hue} 20% 75%)"/>
    <circle cx="320" cy="270" r="150" fill="#d9a679"/><circle cx="270" cy="240" r="16" fill="#222"/>
    <circle cx="370" cy="240" r="16" fill="#222"/><rect x="140" y="430" width="360" height="210" fill="#345"/></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer()
}

export function someGuest(change: Partial<EnrolAsk> = {}): EnrolAsk {
  const nowMs = Date.now()
  return {
    guestId: null,
    familyName: 'Петрова',
    givenName: 'Алёна',
    host: 'R. Ivanov',
    purpose: 'Meeting',
    phone: '',
    fromMs: nowMs - 60_000,
    untilMs: nowMs + 4 * 3_600_000,
    levelId: '7',
    photoHash: null,
    ...change,
  }
}
