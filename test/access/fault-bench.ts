import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenDesk } from '../../src/main/app/one-desk.ts'
import { openDesk } from '../../src/main/app/open-desk.ts'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { openLog } from '../../src/main/lib/log.ts'
import { createRedactor } from '../../src/main/lib/redact.ts'
import type { StatePatch } from '../../src/shared/desk-state.ts'
import type { AnswerCode } from '../../src/shared/hcp-codes.ts'
import type { DeskStatus } from '../../src/shared/status.ts'
import type { AccessProblem, AccessStage, VisitCard } from '../../src/shared/visit.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import type { Conditions } from '../../src/simulator/weather.ts'
import { plainSecrets, someGuest, somePortrait } from '../desk-harness.ts'
import { leaksOf } from '../leaks.ts'
import { ToldMachine } from '../told-machine.ts'
import { VirtualTime } from '../virtual-time.ts'
import { FASTER, SECRET } from './fault-table.ts'

/** In memory where there is such a place: power cuts are tried elsewhere. */
const ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const LEVEL = '7'
const HOUR_MS = 3_600_000

/** Tells whether a request is under way: for each of them a time limit runs. */
class DeskTime extends VirtualTime {
  readonly #asking = new Set<() => void>()

  override after(delayMs: number, run: () => void): () => void {
    if (delayMs !== limits.hcpReadTimeoutMs && delayMs !== limits.hcpWriteTimeoutMs)
      return super.after(delayMs, run)
    const cancel = super.after(delayMs, () => {
      this.#asking.delete(end)
      run()
    })
    const end = (): void => {
      this.#asking.delete(end)
      cancel()
    }
    this.#asking.add(end)
    return end
  }

  isAsking(): boolean {
    return this.#asking.size > 0
  }
}

/** A simulator that sees one desk after the other, and the folder of a desk that knows it already. */
export interface Place {
  readonly simulator: Simulator
  readonly time: DeskTime
  /** Store and two kept pictures. */
  readonly template: string
  readonly photos: readonly [string, string]
  /** This weather, and fair for the rest. */
  become(weather: Partial<Conditions>): Promise<void>
  close(): Promise<void>
}

/** One problem as the card showed it. */
export interface Shown {
  readonly problem: AccessProblem | null
  readonly code: AnswerCode | null
}

/** One desk of its own at a place, from opening to closing, and everything that was seen of it. */
export interface Life {
  readonly simulator: Simulator
  readonly desk: OpenDesk
  readonly visitIds: readonly number[]
  readonly shown: readonly Shown[]
  /** Guests that come together. */
  enrol(guests: number, levelId?: string): void
  extend(): void
  newPhoto(): void
  checkOut(visitIds?: readonly number[]): void
  /** The first guest's card, and the strip, as the screen was told last. */
  card(): VisitCard | undefined
  status(): DeskStatus | undefined
  has(stage: AccessStage): boolean
  stageOf(visitId: number): AccessStage | undefined
  all(...stages: readonly AccessStage[]): boolean
  /** Waits in the desk's time; `act` may help meanwhile. */
  until(what: string, look: () => boolean, limitMs: number, act?: () => void): Promise<void>
  nowMs(): number
  /** From now on time is not shortened where the desk waits for nobody: HCP still works. */
  takeTime(): void
  /** Nobody tells the desk of the doors: what HCP has accepted is shown as done, and gets there a little later. */
  leaveDoorsUntold(): void
  /** Whether some door lets one of the guests in now. */
  mayPass(): boolean
  /** Somebody had to help, which costs questions of its own; how often. */
  helped(): void
  helps(): number
  /** Requests since the desk was opened. */
  requests(): number
  /** Without the monitor's, which ticks by the clock and not by the guests. */
  requestsForGuests(): number
  /** Closes the desk and throws what is wrong with it: stages ahead of the doors, doubles, rights left, its log. */
  end(): Promise<void>
}

function openAt(
  folder: string,
  { simulator, time }: Pick<Place, 'simulator' | 'time'>,
  push: (patch: Omit<StatePatch, 'revision'>) => void,
): OpenDesk {
  const { port, appKey, appSecret, certificatePem } = simulator
  const redact = createRedactor()
  redact.hide(appSecret)
  redact.hide(appKey)
  return openDesk(
    {
      folder,
      // The monitor is not what is tried here.
      tickMs: HOUR_MS,
      metricsPort: null,
      hcp: { address: { host: '127.0.0.1', port }, appKey, appSecret, certificatePem, limits: mostLimits },
    },
    {
      clock: { nowMs: () => time.nowMs(), monotonicMs: () => time.monotonicMs() },
      scheduler: time,
      log: openLog(join(folder, 'logs'), redact),
      guards: new ToldMachine().guards,
      push,
      webhookSecrets: () => plainSecrets(),
      chooseFile: async () => null,
      choosePhotos: async () => null,
      printPage: () => Promise.reject(new Error('there is no page')),
    },
  )
}

/** Longer than the desk waits before it asks the doors first. */
const APPLY_DELAY_MS = 4_000
const TURN_MS = 6
const IDLE_STEP_MS = 250

/**
 * A piece of the desk's time. With a request under way it is measured in turns of the event loop, so that on a busy
 * machine no answer comes too late only because everything is slow; without one nobody waits for anything but time.
 */
async function someTime(time: VirtualTime, isBusy: boolean): Promise<void> {
  await new Promise((resolve) => {
    if (isBusy) setTimeout(resolve, TURN_MS)
    else setImmediate(resolve)
  })
  await time.pass(isBusy ? TURN_MS * FASTER : IDLE_STEP_MS)
}

export async function openPlace(): Promise<Place> {
  const template = mkdtempSync(join(ROOT, 'faults-'))
  const time = new DeskTime()
  const simulator = await startSimulator({
    appSecret: SECRET,
    applyDelayMs: APPLY_DELAY_MS,
    now: () => time.nowMs(),
  })
  const desk = openAt(template, { simulator, time }, () => {})
  const endMs = time.nowMs() + 120_000
  while (!desk.state().hcp?.server || desk.state().hcp?.siteReadAtMs === null) {
    if (time.nowMs() > endMs) throw new Error('the server is not known')
    await someTime(time, time.isAsking())
  }
  const keep = async (hue: number): Promise<string> => {
    const kept = await desk.acceptPhoto(await somePortrait(hue))
    if (!kept.ok) throw new Error(kept.problem)
    return kept.photoHash
  }
  const photos = [await keep(200), await keep(20)] as const
  await desk.close()
  return {
    simulator,
    time,
    template,
    photos,
    // The bench's own walks through the doors are not the monitor's to read: each desk would take in those of all before.
    become: (weather) => simulator.weather.become({ eventDelayMs: 1_000 * HOUR_MS, ...weather }),
    async close() {
      await simulator.stop()
      rmSync(template, { recursive: true, force: true })
    },
  }
}

/** Leads a life to its end; a story that broke says more than what it left behind. */
export async function lead(life: Life, story: (life: Life) => Promise<void>): Promise<void> {
  try {
    await story(life)
  } catch (error) {
    await life.end().catch(() => undefined)
    throw error
  }
  await life.end()
}

let guestNo = 0

export function openLife(place: Place): Life {
  const { simulator, time, template, photos } = place
  const folder = mkdtempSync(join(ROOT, 'faults-'))
  cpSync(template, folder, { recursive: true })
  rmSync(join(folder, 'logs'), { recursive: true, force: true })
  simulator.journal.clear()
  const wrongs: string[] = []
  const shown: Shown[] = []
  const story: string[] = []
  const visitIds: number[] = []
  let isHurried = true
  let isUntold = false
  let helps = 0
  const guests: { readonly personCode: string; readonly familyName: string }[] = []

  const board = new Map<number, VisitCard>()
  let status: DeskStatus | undefined

  /** What the screen is told is all that is looked at. */
  const desk = openAt(folder, place, (patch) => {
    status = patch.status ?? status
    for (const card of patch.cards ?? []) {
      board.set(card.visitId, card)
      see(card)
    }
  })

  const letsIn = (personCode: string, door: string): boolean => simulator.walk(personCode, door).granted

  /** Whether some door would let him in now. */
  function mayPass(personCode: string): boolean {
    const applied = simulator.person(personCode)?.applied
    if (!applied || applied.levelIds.length === 0 || applied.endMs <= time.nowMs()) return false
    return simulator.doors().some((door) => letsIn(personCode, door.doorIndexCode))
  }

  function see(card: VisitCard): void {
    const { problem, problemCode: code, access } = card
    if (problem !== null && !shown.some((one) => one.problem === problem && one.code === code))
      shown.push({ problem, code })
    const line = `${access}${problem === null ? '' : ` (${problem} ${code ?? ''})`}`
    if (story.at(-1) === line) return
    story.push(line)
    const wrong = aheadOf(card)
    if (wrong !== null) wrongs.push(wrong)
  }

  /** What the card says and the doors, asked at the same moment, do not. */
  function aheadOf({ guestId, access, levelId, photoHash, untilMs, familyName }: VisitCard): string | null {
    if (access !== 'onDoors' && access !== 'revoked') return null
    const personCode = codeOf(guestId)
    if (access === 'revoked')
      return !isUntold && mayPass(personCode) ? 'revoked, and a door lets him in' : null
    const wanted = simulator.levels().find((level) => level.id === levelId)?.doorIds ?? []
    for (const door of wanted) {
      if (!letsIn(personCode, door)) return 'onDoors, and a door does not let him in'
      if (simulator.events().at(-1)?.faceSha !== photoHash) return 'onDoors with another picture'
    }
    const person = simulator.person(personCode)
    if (person?.applied?.endMs !== Math.floor(untilMs / 1_000) * 1_000) return 'onDoors with another window'
    return person.familyName === familyName ? null : 'onDoors with another name'
  }

  function codeOf(guestId: number): string {
    const code = desk.store.prepare('SELECT personCode FROM guest WHERE guestId = ?').pluck().get(guestId)
    return String(code)
  }

  const cards = (): readonly VisitCard[] => [...board.values()]
  const said = (answer: { readonly ok: boolean }): void => {
    if (!answer.ok) throw new Error(`the desk refused: ${JSON.stringify(answer)}`)
  }

  /** In any window of t seconds at most burst + t × rate; how late a request is heard differs by a moment. */
  function budgetBroken(): string | null {
    const times = simulator.journal.rows.map((row) => row.atMs)
    const slackMs = 6_000
    for (const [from, fromMs] of times.entries()) {
      for (const [more, untilMs] of times.slice(from).entries()) {
        const allowed = mostLimits.burst + (mostLimits.ratePerSecond * (untilMs - fromMs + slackMs)) / 1_000
        if (more + 1 > allowed) return `${more + 1} requests within ${untilMs - fromMs} ms`
      }
    }
    return null
  }

  function checkEnd(): void {
    for (const { personCode, familyName } of guests) {
      const persons = simulator.persons()
      if (persons.filter((one) => one.personCode === personCode).length > 1) wrongs.push('two of one code')
      if (persons.filter((one) => one.familyName === familyName).length > 1) wrongs.push('two of one name')
      const person = simulator.person(personCode)
      const isOver = (person?.endMs ?? 0) <= time.nowMs()
      if (person && person.levelIds.length > 0 && !isOver) wrongs.push('a right is left in HCP')
      if (mayPass(personCode)) wrongs.push('a right is left at a door')
    }
    const broken = budgetBroken()
    if (broken !== null) wrongs.push(broken)
    const log = readFileSync(join(folder, 'logs', 'desk.log'), 'utf8')
    wrongs.push(...log.split('\n').filter((line) => line.includes('[error]')))
    const screen = JSON.stringify([desk.state().hcp, desk.state().status.hcp])
    wrongs.push(...leaksOf({ folder, shown: screen, secrets: [simulator.appSecret, simulator.appKey] }))
  }

  return {
    simulator,
    desk,
    visitIds,
    shown,
    enrol(count, levelId = LEVEL) {
      const nowMs = time.nowMs()
      const asks = Array.from({ length: count }, () => {
        guestNo += 1
        const window = { fromMs: nowMs - 60_000, untilMs: nowMs + 4 * HOUR_MS }
        return someGuest({ familyName: `Guest ${guestNo}`, levelId, photoHash: photos[0], ...window })
      })
      const answers = count === 1 ? asks.map((ask) => desk.desk.enrol(ask)) : desk.desk.enrolGroup(asks)
      for (const [i, answer] of answers.entries()) {
        said(answer)
        if (!answer.ok) continue
        visitIds.push(answer.visitId)
        guests.push({ personCode: codeOf(answer.guestId), familyName: asks[i]?.familyName ?? '' })
      }
    },
    extend: () => visitIds.forEach((id) => said(desk.desk.extend(id, time.nowMs() + 6 * HOUR_MS))),
    newPhoto: () => visitIds.forEach((id) => said(desk.desk.newPhoto(id, photos[1]))),
    checkOut: (ids = visitIds) => desk.desk.checkOutAll(ids).forEach(said),
    card: () => cards()[0],
    status: () => status,
    stageOf: (visitId) => board.get(visitId)?.access,
    has: (stage) => cards().some((one) => one.access === stage),
    all: (...stages) => board.size > 0 && cards().every((one) => stages.includes(one.access)),
    async until(what, look, limitMs, act) {
      const endMs = time.nowMs() + limitMs
      while (!look()) {
        if (time.nowMs() > endMs) throw new Error(`not within ${limitMs} ms: ${what}; ${story.join(' → ')}`)
        act?.()
        await someTime(time, !isHurried || time.isAsking())
      }
    },
    nowMs: () => time.nowMs(),
    takeTime() {
      isHurried = false
    },
    leaveDoorsUntold() {
      isUntold = true
    },
    mayPass: () => guests.some(({ personCode }) => mayPass(personCode)),
    helped() {
      helps += 1
    },
    helps: () => helps,
    requests: () => simulator.journal.count(),
    requestsForGuests: () => simulator.journal.count() - simulator.journal.count('/acs/v1/door/events'),
    async end() {
      const arrivedMs = time.nowMs() + (isUntold ? 2 * APPLY_DELAY_MS : 0)
      while (time.nowMs() < arrivedMs) await someTime(time, true)
      try {
        checkEnd()
      } finally {
        await desk.close()
        rmSync(folder, { recursive: true, force: true })
      }
      if (wrongs.length > 0) throw new Error(`${wrongs.join('\n')}\n${story.join(' → ')}`)
    },
  }
}
