// HCP's answers: a desk at work while they are forged or mutated, and afterwards, when they are sane again.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenDesk } from '../../src/main/app/one-desk.ts'
import { openDesk } from '../../src/main/app/open-desk.ts'
import type { Log } from '../../src/main/lib/log.ts'
import type { VisitCard } from '../../src/shared/visit.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { seeded } from '../crash/kill-plan.ts'
import { fastTime, plainSecrets, someGuest, somePortrait } from '../desk-harness.ts'
import { ToldMachine } from '../told-machine.ts'
import { type Chance, chanceOf, type Fuzz } from './chance.ts'
import { type MutatingProxy, openMutatingProxy, type WireAnswer } from './mutating-proxy.ts'
import { forged, junk } from './odd-answers.ts'

/** So many answers are changed while one desk is at work; they are judged together. */
const CASES_OF_ONE = 20
const FACTOR = 20
const QUIET_MS = 60_000
const LOOK_MS = 10
const SETTLE_MS = 150
const GUESTS = 6
const DOORS = ['12', '13', '14', '15'] as const
const HOUR_MS = 3_600_000

/** A desk at work for a moment. */
interface Site {
  readonly simulator: Simulator
  readonly proxy: MutatingProxy
  readonly desk: OpenDesk
  readonly nowMs: () => number
  /** What the log called an error. */
  readonly errors: string[]
}

async function atWork<T>(work: (site: Site) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
  const time = fastTime(FACTOR)
  const simulator = await startSimulator({ applyDelayMs: 1_000, now: time.clock.nowMs })
  const proxy = await openMutatingProxy(simulator)
  const errors: string[] = []
  const room: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (line, cause) =>
      void errors.push(`${line} ${cause instanceof Error ? cause.stack : String(cause)}`),
  }
  const desk = openDesk(
    {
      folder,
      tickMs: 4_000,
      metricsPort: null,
      hcp: {
        address: { host: '127.0.0.1', port: proxy.port },
        appKey: simulator.appKey,
        appSecret: simulator.appSecret,
        certificatePem: proxy.certificatePem,
        limits: { ratePerSecond: 20, burst: 20, concurrency: 4 },
      },
    },
    {
      ...time,
      log: { room: () => room, hideName: () => undefined },
      guards: new ToldMachine().guards,
      push: () => undefined,
      webhookSecrets: () => plainSecrets(),
      chooseFile: async () => null,
      choosePhotos: async () => null,
      printPage: () => Promise.reject(new Error('there is no page')),
    },
  )
  try {
    return await work({ simulator, proxy, desk, nowMs: time.clock.nowMs, errors })
  } finally {
    await desk.close()
    await proxy.close()
    await simulator.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Guests come, are changed and go, while so many answers are not what HCP has said; what is wrong then. */
async function oneDay(chance: Chance, cases: number): Promise<readonly string[]> {
  return atWork(async ({ simulator, proxy, desk, nowMs, errors }) => {
    await until('the site is known', () => desk.state().levels.length > 0)
    const photo = await desk.acceptPhoto(portrait)
    const photoHash = photo.ok ? photo.photoHash : null
    const problems: string[] = []
    let left = cases
    const answered: WireAnswer[] = []
    const isForging = chance.once(2)
    proxy.twist = (path) => {
      const keep = { turn: (answer: WireAnswer) => (answered.push(answer), answer) }
      if (left === 0 || chance.once(2)) return keep
      const twist = isForging ? forged(path, chance) : junk(chance, answered)
      if (twist) left -= 1
      return twist ?? keep
    }
    const names: string[] = []
    const enrol = (): void => {
      const familyName = `Guest${String.fromCharCode(97 + names.length)}`
      names.push(familyName)
      const face = chance.once(2) ? photoHash : null
      const window = { fromMs: nowMs() - 60_000, untilMs: nowMs() + 4 * HOUR_MS }
      desk.desk.enrol(someGuest({ familyName, ...window, photoHash: face }))
    }
    const deed = (): void => {
      const { cards } = desk.state()
      const one = cards[chance.below(cards.length)]
      if (!one || (names.length < GUESTS && chance.once(3))) return enrol()
      if (one.status !== 'expected') return void desk.desk.giveBack(one.visitId)
      chance.pick([
        () => desk.desk.checkOut(one.visitId),
        () => desk.desk.checkOut(one.visitId),
        () => desk.desk.reapply(one.visitId),
        () => desk.desk.extend(one.visitId, one.untilMs + HOUR_MS),
      ])()
    }
    let endMs = performance.now() + 2 * QUIET_MS
    let nextMs = 0
    let wasMad = true
    while (problems.length === 0) {
      const { cards, status } = desk.state()
      // Who forges answers to what changes nothing is a liar nobody can see through.
      if (isForging) problems.push(...cards.flatMap((card) => believed(simulator, card)))
      if (left > 0 && performance.now() > nextMs) {
        deed()
        nextMs = performance.now() + chance.below(250)
      }
      if (left === 0) {
        for (const card of cards) if (card.access === 'attention') desk.desk.tryAgain(card.visitId)
        if (wasMad) endMs = performance.now() + QUIET_MS
        if (wasMad || status.hcp.state !== 'ok') desk.tryNow()
        wasMad = false
        if (cards.every(isAtRest)) break
      }
      if (performance.now() > endMs) {
        const how = cards.map(({ access, problem }) => `${access} ${problem ?? ''}`).join()
        problems.push(`not at rest, ${left} answers left, HCP is ${status.hcp.state}: ${how}`)
      }
      await pause()
    }
    // Doors that were said to know may know a moment later.
    await pause(SETTLE_MS)
    const { cards } = desk.state()
    if (cards.length !== names.length) problems.push(`${cards.length} of ${names.length} records are left`)
    problems.push(...cards.flatMap((card) => believed(simulator, card)), ...twice(simulator), ...errors)
    return [...new Set(problems)]
  })
}

const isAtRest = ({ access }: VisitCard): boolean =>
  access === 'onDoors' || access === 'accepted' || access === 'revoked'

/** What the screen says of somebody, against what the doors do. */
function believed(
  simulator: Simulator,
  { access, familyName, photoHash, untilMs }: VisitCard,
): readonly string[] {
  const persons = simulator.persons().filter((person) => person.familyName === familyName)
  if (access === 'revoked') {
    const open = persons.some((person) =>
      DOORS.some((doorId) => simulator.walk(person.personId, doorId).granted),
    )
    return open ? [`${familyName} is said to be revoked and is let in`] : []
  }
  if (access !== 'onDoors') return []
  const applied = persons[0]?.applied
  const isSo =
    applied?.levelIds.join() === '7' &&
    applied.endMs === Math.floor(untilMs / 1_000) * 1_000 &&
    (photoHash === null || applied.hasFace)
  return isSo ? [] : [`${familyName} is said to be on the doors and is not: ${JSON.stringify(applied)}`]
}

function twice(simulator: Simulator): readonly string[] {
  const names = simulator.persons().map((person) => person.familyName)
  return names.filter((name, i) => names.indexOf(name) !== i).map((name) => `${name} is in HCP twice`)
}

let portrait: Uint8Array = new Uint8Array()

export const fuzzAnswers: Fuzz = async (seed, count, say) => {
  portrait = await somePortrait()
  let failed = 0
  for (let first = 0; first < count; first += CASES_OF_ONE) {
    const cases = Math.min(CASES_OF_ONE, count - first)
    const problems = await oneDay(
      chanceOf(seeded((seed + Math.imul(first, 0x9e_37_79_b1)) >>> 0)),
      cases,
    ).catch((error: unknown) => [error instanceof Error ? (error.stack ?? error.message) : String(error)])
    if (problems.length === 0) continue
    failed += 1
    for (const problem of problems.slice(0, 5)) say(`cases ${first}–${first + cases - 1}: ${problem}`)
  }
  return { passed: count - failed, failed }
}

async function until(what: string, look: () => boolean): Promise<void> {
  const endMs = performance.now() + QUIET_MS
  while (!look()) {
    if (performance.now() > endMs) throw new Error(`not within ${QUIET_MS} ms: ${what}`)
    await pause()
  }
}

const pause = (ms = LOOK_MS): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
