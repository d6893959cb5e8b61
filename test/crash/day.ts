import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PresetName } from '../../src/simulator/presets.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { fastTime, somePortrait } from '../desk-harness.ts'
import { leaksOf } from '../leaks.ts'
import { type Action, actions } from './actions.ts'
import {
  type Asked,
  asked,
  nobodysFiles,
  ofBackups,
  ofBudget,
  ofCursor,
  ofForgotten,
  ofHcp,
  ofNotices,
  ofPassages,
  ofPhotos,
  ofStore,
} from './day-oracle.ts'
import { Guard, KilledError, pause } from './guard.ts'
import type { Account } from './guard-words.ts'
import { differences, keptOf } from './kept.ts'
import { keyStore } from './key-store.ts'
import { openReceiver, type Receiver } from './receiver.ts'
import { isOpen, Scene } from './scene.ts'

/** Where an action was when the desk was killed, by what had come of it; `not told`: of one that leaves no trace. */
export const INSTANTS = [
  'not told',
  'undone',
  'done, not told',
  'told',
  'calls under way',
  'at the next start',
] as const
export type Instant = (typeof INSTANTS)[number]

export interface DayKill {
  readonly action: string
  readonly instant: Instant
  /** What was not as promised when the desk was opened again. */
  readonly problems: readonly string[]
}

export interface DayEnd {
  readonly kills: readonly DayKill[]
  /** What was wrong when all was quiet, which no single kill can be blamed for. */
  readonly problems: readonly string[]
}

/** A minute of waiting is three seconds, and HCP still has 750 ms for an answer. */
const FACTOR = 20
const CALL_MS = 6
const APPLY_MS = 1_000
const QUIET_MS = 90_000
const SWEEP_MS = 10_000
const WEATHERS: readonly PresetName[] = ['fair', 'strict', 'lenient']
const HUES = [10, 60, 110, 160, 210, 260, 310] as const
/** So many guests are here or expected at least, so that there is always somebody to whom it can be done. */
const CROWD = 8
const STARTS_MS = 800

/** One day of a desk that is killed once during each of these actions; the same for the same `random`. */
export async function tellDay(names: readonly string[], random: () => number): Promise<DayEnd> {
  const time = fastTime(FACTOR)
  const startMs = Math.round(time.clock.nowMs())
  const simulator = await startSimulator({ applyDelayMs: APPLY_MS, now: time.clock.nowMs })
  const receiver = await openReceiver()
  const root = mkdtempSync(join(tmpdir(), 'crash-'))
  const [folder, pictures] = [join(root, 'desk'), join(root, 'pictures')]
  for (const made of [folder, pictures]) mkdirSync(made)
  const portraits = await Promise.all(HUES.map((hue) => somePortrait(hue)))
  for (const [i, portrait] of portraits.slice(0, 3).entries())
    writeFileSync(join(pictures, `${i}.jpg`), portrait)
  await simulator.usePreset(WEATHERS[Math.floor(random() * WEATHERS.length)] ?? 'fair')
  simulator.weather.add({ kind: 'delay', ms: CALL_MS })
  if (random() < 0.5) simulator.weather.add({ kind: 'dropAnswer', times: 4 })
  writeSettings(folder, simulator)
  const guard = new Guard({ folder, pictures, factor: FACTOR, startMs })
  const day = new Day({ folder, guard, simulator, receiver, random, nowMs: time.clock.nowMs, portraits })
  try {
    await day.begin()
    for (const name of names) await day.round(name)
    await day.end()
    return day
  } finally {
    await guard.kill()
    await simulator.stop()
    await receiver.close()
    rmSync(root, { recursive: true, force: true })
  }
}

/** As an administrator has left it. */
function writeSettings(folder: string, simulator: Simulator): void {
  const site = {
    address: `127.0.0.1:${simulator.port}`,
    appKey: simulator.appKey,
    fingerprint: simulator.fingerprint256,
    certificatePem: simulator.certificatePem,
  }
  const settings = {
    mode: 'site',
    language: 'en',
    theme: 'system',
    site,
    hcpLimits: { ratePerSecond: 5, burst: 10, concurrency: 4 },
    metricsPort: null,
  }
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings))
  writeFileSync(join(folder, 'secret.bin'), keyStore.encryptString(simulator.appSecret))
}

interface Parts {
  readonly folder: string
  readonly guard: Guard
  readonly simulator: Simulator
  readonly receiver: Receiver
  readonly random: () => number
  readonly nowMs: () => number
  readonly portraits: readonly Uint8Array[]
}

class Day implements DayEnd {
  readonly kills: DayKill[] = []
  readonly problems: string[] = []
  readonly #parts: Parts
  readonly #lives: Asked[] = []
  #scene: Scene | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Guests have come, doors and policy are set, another system is told; nobody was killed yet. */
  async begin(): Promise<void> {
    const { guard, receiver } = this.#parts
    guard.start()
    await guard.opened()
    const account = await this.#accountWhen(
      'the site is known',
      ({ levels, directions }) => levels > 0 && '15' in directions,
    )
    guard.kept = keptOf(account, guard.settings())
    await guard.call('site.mapDoor', { doorId: '12', direction: 'entry' })
    await guard.call('site.mapDoor', { doorId: '13', direction: 'exit' })
    await guard.call('site.setWebhook', { url: receiver.url, kinds: ['entry', 'exit', 'incident', 'group'] })
    for (const name of [
      'site policy',
      'import with photos',
      'enrol with photo',
      'group comes',
      'check out',
      'cancel',
    ])
      await this.#act(name)
    await this.#accountWhen('they may come in', ({ access }) => access.every((one) => one.settled === 1))
    // Nobody has come in yet: who goes out without having come is an incident.
    await this.#act('goes out')
    await this.#accountWhen('a guard is called', ({ incidents }) => incidents.length > 0)
    await this.#act('many passages')
  }

  /** One action, and a desk killed somewhere in it; then what is left of it is looked at. */
  async round(name: string): Promise<void> {
    const { guard, random, simulator } = this.#parts
    const scene = this.#sceneOf(await this.#accountWhen('it answers', () => true))
    if (scene.open().length < CROWD) await this.#act('import with photos')
    const action = actionCalled(name)
    const before = simulator.journal.count()
    let done = action.name
    const doing = this.#begun(action, scene).then((what) => {
      done = what
    })
    if (random() < 0.5) await pause(random() * (action.takesMs ?? 12))
    else {
      await doing
      const [calls, untilMs] = [1 + Math.floor(random() * 6), performance.now() + 600 * random()]
      while (simulator.journal.count() < before + calls && performance.now() < untilMs) await pause(2)
      await pause(10 * random())
    }
    const underWay = simulator.journal.inFlight() > 0
    await this.#kill(1 + (action.gates ?? 0))
    await doing
    const { pending, isTold } = guard
    if (random() < 0.25) await this.#killAtStart(done)
    const { isDone, problems } = this.#judge(await this.#reopen())
    const told = underWay ? 'calls under way' : 'told'
    const untold = pending ? (isDone ? 'done, not told' : 'undone') : 'not told'
    const instant = isTold ? told : untold
    this.kills.push({ action: done, instant, problems })
  }

  /** The last life brings everything to its end, undisturbed. */
  async end(): Promise<void> {
    const { guard, simulator, folder, receiver } = this.#parts
    await simulator.weather.set({ troubles: [] })
    const { groups } = await this.#accountWhen('it answers', () => true)
    for (const group of groups.filter((one) => one.paused === 1 && one.finishedAtMs === null))
      await guard.call('groups.change', { groupId: group.groupId, change: { kind: 'resume' } }, (kept) => {
        Object.assign(kept.groups[group.name] ?? {}, { paused: false })
      })
    const lastMs = this.#parts.nowMs()
    await this.#sayYes()
    const account = await this.#accountWhen(
      'all is quiet',
      ({ access, groups, notices, cursorMs, destroyed, leftovers }) =>
        leftovers === 0 &&
        destroyed.every((one) => one.inHcp !== 'waiting') &&
        access.every((one) => one.settled === 1) &&
        groups.every((one) => one.finishedAtMs !== null) &&
        notices === 0 &&
        (cursorMs ?? 0) > lastMs,
    )
    const promised = this.#judge(account).problems
    const passages = ofPassages(simulator, account)
    await this.#kill(1)
    await this.#sweep(account)
    this.problems.push(
      ...promised,
      ...ofStore(account),
      ...passages,
      ...ofNotices(receiver.heard, account),
      ...ofForgotten(simulator, account),
      ...ofHcp(simulator, account),
      ...ofBudget(this.#lives),
      ...ofBackups(join(folder, 'site')),
      ...ofPhotos(join(folder, 'site'), account),
      ...leaksOf({
        folder: join(folder, 'site'),
        logs: join(folder, 'logs'),
        secrets: [simulator.appKey, simulator.appSecret],
        names: this.#scene?.names ?? [],
      }).map((what) => `the log holds ${what}`),
    )
  }

  /** After a store was restored, access HCP does not hold waits for a guard's word. */
  async #sayYes(): Promise<void> {
    const { guard } = this.#parts
    const { access } = await this.#accountWhen('it has learned from HCP', ({ isRebuilding }) => !isRebuilding)
    for (const { visitId } of access.filter((one) => one.parked === 1))
      await guard.call('visits.tryAgain', { visitId })
  }

  /** What a kill has left of pictures on their way goes when it is an hour old: it is made so old, and the desk looks. */
  async #sweep(account: Account): Promise<void> {
    const { guard, folder } = this.#parts
    const site = join(folder, 'site')
    const left = nobodysFiles(site, account)
    if (left.length === 0) return
    for (const name of left) utimesSync(join(site, 'photos', name), 0, 0)
    guard.start()
    await guard.opened()
    const endMs = performance.now() + SWEEP_MS
    while (nobodysFiles(site, account).length > 0 && performance.now() < endMs) await pause(50)
    await this.#kill(1)
  }

  /** Killed once more while it looks at what the first kill has left. */
  async #killAtStart(name: string): Promise<void> {
    const { guard, random } = this.#parts
    guard.start()
    await pause(random() * STARTS_MS)
    await this.#kill(1)
    this.kills.push({ action: name, instant: 'at the next start', problems: [] })
  }

  /** A new life; one that was left in set-up is brought back by the guard. */
  async #reopen(): Promise<Account> {
    const { guard } = this.#parts
    guard.start()
    const first = await guard.opened()
    if (first) return first
    const { pending } = guard
    const { mode, rescue } = await guard.call<{
      readonly mode: string
      readonly rescue?: { readonly trouble: string }
    }>('desk.snapshot', null)
    if (mode === 'rescue') throw new Error(`the store does not open: ${rescue?.trouble}`)
    await guard.call('setup.reopen', null)
    guard.pending = pending
    const account = await guard.account()
    if (!account) throw new Error('the site was forgotten')
    return account
  }

  /** What the store holds against what was promised: with the last call, or, where it was not answered, without it. */
  #judge(account: Account): { readonly isDone: boolean; readonly problems: readonly string[] } {
    const { guard, simulator } = this.#parts
    const { kept, pending } = guard
    guard.pending = null
    if (!kept) throw new Error('nothing was promised yet')
    const wentOut = new Set(
      simulator
        .events()
        .filter((event) => event.doorIndexCode === '13')
        .map((event) => event.familyName),
    )
    const nowMs = this.#parts.nowMs()
    const seen = keptOf(account, guard.settings())
    const cursor = ofCursor(simulator, account)
    const without = differences(kept, seen, wentOut, nowMs)
    const withIt = pending && differences(pending, seen, wentOut, nowMs)
    // Whatever is wrong is told once.
    guard.kept = seen
    if (withIt?.length === 0) return { isDone: true, problems: cursor }
    const half = pending && without.length > 0 ? ['neither done nor undone'] : []
    return { isDone: false, problems: [...half, ...without, ...cursor] }
  }

  #sceneOf(account: Account): Scene {
    const { guard, simulator, random, nowMs, portraits } = this.#parts
    this.#scene ??= new Scene({ guard, simulator, random, nowMs, portraits, account })
    this.#scene.account = account
    return this.#scene
  }

  /** Done while nobody is killed; whatever has come of it is promised from now on. */
  async #act(name: string): Promise<void> {
    const { guard } = this.#parts
    const scene = this.#sceneOf(await this.#accountWhen('it answers', () => true))
    await actionCalled(name).act(scene)
    scene.account = await this.#accountWhen('it answers', () => true)
    const { forgettable = [] } = guard.kept ?? {}
    guard.kept = { ...keptOf(scene.account, guard.settings()), forgettable }
  }

  /** What was begun, when it is over or the desk is dead. Where there is nobody to whom it could be done, somebody comes. */
  async #begun(action: Action, scene: Scene): Promise<string> {
    let { name } = action
    try {
      if (await action.act(scene)) return name
      name = 'group comes'
      await actionCalled(name).act(scene)
    } catch (error) {
      if (!(error instanceof KilledError)) throw error
    }
    return name
  }

  async #kill(gates: number): Promise<void> {
    const { guard, simulator } = this.#parts
    await guard.kill()
    this.#lives.push(asked(simulator.journal.rows, gates))
    simulator.journal.clear()
  }

  async #accountWhen(what: string, isSo: (account: Account) => boolean): Promise<Account> {
    const { guard } = this.#parts
    const endMs = performance.now() + QUIET_MS
    for (;;) {
      const account = await guard.account()
      if (account && isSo(account)) return account
      if (performance.now() > endMs)
        throw new Error(`not within ${QUIET_MS} ms: ${what} ${account ? openEnds(account) : ''}`)
      await pause(50)
    }
  }
}

function actionCalled(name: string): Action {
  const action = actions.find((one) => one.name === name)
  if (!action) throw new Error(`nobody knows how to: ${name}`)
  return action
}

function openEnds({ access, groups, notices, stays }: Account): string {
  const waiting = access.filter((one) => one.settled === 0)
  return JSON.stringify({
    waiting: waiting.slice(0, 5),
    groups: groups.filter((one) => one.finishedAtMs === null).length,
    notices,
    open: stays.filter(isOpen).length,
  })
}
