import type { AccessStage } from '../../src/shared/visit.ts'
import { type Life, lead, openLife, type Place } from './fault-bench.ts'
import { FASTER, FAULTS, type Fault, PATHS, STEPS, type Step, type StepName } from './fault-table.ts'

/** Once and gone, or there to stay until somebody mends it. */
export type Form = 'transient' | 'lasting'

export interface Case {
  readonly name: string
  readonly run: (place: Place) => Promise<void>
}

const MINUTE_MS = 60_000
/** So long after the decision, a revocation HCP has not confirmed is an alarm. */
const ALARM_MS = 120_000

const isStuck = (life: Life): boolean => life.all('attention') || life.status()?.hcp.state === 'refused'

/** What the people at the desk do once the fault is gone, or keeps coming back. */
function help(life: Life, fault: Fault): void {
  life.helped()
  if (fault.help === 'none') throw new Error(`nobody should have to help: ${JSON.stringify(life.shown)}`)
  if (fault.help === 'tryNow') life.desk.tryNow()
  if (fault.help === 'refresh') life.desk.hcp.refresh()
  if (fault.help === 'tryAgain' || life.all('attention'))
    for (const id of life.visitIds) life.desk.desk.tryAgain(id)
}

async function reachEnd(life: Life, fault: Fault, ends: readonly AccessStage[], limitMs: number) {
  const act = helping(life, fault)
  await life.until(`to be ${ends.join(' or ')}`, () => life.all(...ends), limitMs, act)
}

/** Looks after the desk every two seconds. */
function helping(life: Life, fault: Fault): () => void {
  let helpedAtMs = 0
  return () => {
    if (!isStuck(life) || life.nowMs() - helpedAtMs < 2_000) return
    help(life, fault)
    helpedAtMs = life.nowMs()
  }
}

/** While it lasts: nothing is believed, and the card says what is the matter. */
async function lookWhileItLasts(life: Life, fault: Fault, step: Step): Promise<void> {
  const isEnd = step.deed === 'checkOut'
  const sinceMs = life.nowMs()
  const says = (): boolean =>
    life.shown.some(
      ({ problem, code }) =>
        problem !== null &&
        fault.shows.includes(problem) &&
        (fault.code === undefined || code === fault.code),
    )
  await life.until(`one of ${fault.shows.join()} ${fault.code ?? ''}`, says, 2 * MINUTE_MS)
  if (isEnd && life.status()?.revocations !== 1) throw new Error('the revocation is not counted as open')
  if (isEnd && fault.alarms) {
    await life.until('the alarm', () => life.card()?.alarm === true, 2 * ALARM_MS)
    if (life.nowMs() - (life.card()?.decidedAtMs ?? 0) < ALARM_MS) throw new Error('an alarm before its time')
    if (life.status()?.alarms.length !== 1) throw new Error('the alarm is not named')
  } else await life.until('some time', () => life.nowMs() - sinceMs > 20_000, MINUTE_MS)
  const ends = isEnd ? (['revoked'] as const) : (['onDoors', 'accepted'] as const)
  if (life.all(...ends)) throw new Error(`${life.card()?.access} while it lasts`)
}

async function strike(life: Life, fault: Fault, step: Step, form: Form, times: number): Promise<void> {
  const path = PATHS[step.api]
  const { weather, journal } = life.simulator
  if (step.way) weather.add(step.way)
  if (fault.trouble.kind === 'late') life.takeTime()
  weather.add({ ...fault.trouble, path, ...(form === 'lasting' ? {} : { times }) })
  const before = journal.count(path)
  if (step.deed === 'enrol') life.enrol(1)
  else life[step.deed]()
  await life.until('the fault strikes', () => journal.count(path) > before, MINUTE_MS)
}

/** A whole stay with one fault at one step: enrolled, perhaps changed, revoked. */
async function stay(place: Place, fault: Fault, name: StepName, form: Form, times: number): Promise<void> {
  const step: Step = STEPS[name]
  await place.become({})
  const through = fault.through?.[name]
  await lead(openLife(place), async (life) => {
    if (step.deed !== 'enrol') {
      life.enrol(1)
      await life.until('enrolled', () => life.all('onDoors'), 2 * MINUTE_MS)
    }
    if (step.api === 'doorStatus' && fault.untold) life.leaveDoorsUntold()
    await strike(life, fault, step, form, times)
    const strikesMs = life.nowMs()
    if (form === 'lasting' && through !== undefined)
      await life.until(`${through} all the same`, () => life.all(through), 4 * MINUTE_MS)
    else if (form === 'lasting') {
      await lookWhileItLasts(life, fault, step)
      await place.become({})
      if (fault.help !== 'none') help(life, fault)
    } else if (step.way && step.deed === 'checkOut') {
      // He stays in the level for as long as its way does, but no door lets him in.
      await life.until('his time is over', () => !life.mayPass(), 4 * MINUTE_MS, helping(life, fault))
    }
    const lastedMs = life.nowMs() - strikesMs
    if (step.way) await place.become({})
    const ends = step.deed === 'checkOut' ? (['revoked'] as const) : (['onDoors'] as const)
    await reachEnd(life, fault, through === undefined ? ends : [...ends, through], 6 * MINUTE_MS)
    await place.become({})
    if (step.deed !== 'checkOut') {
      if (life.all('attention')) throw new Error('attention')
      life.checkOut()
      await life.until('revoked', () => life.all('revoked'), 3 * MINUTE_MS)
    }
    await landed(life, fault)
    const most = 40 + 20 * life.helps() + lastedMs / 1_500
    if (life.requests() > most) throw new Error(`${life.requests()} requests, at most ${most} are sane`)
  })
}

/** Work that HCP does late is done, and whatever it holds now is on the doors. */
async function landed(life: Life, { trouble }: Fault): Promise<void> {
  if (trouble.kind === 'late') {
    const landsMs = life.nowMs() + trouble.afterMs * FASTER
    await life.until('late work is done', () => life.nowMs() > landsMs, 2 * MINUTE_MS)
  }
  await life.simulator.weather.set({ selfApplyAfterMs: 0 })
}

/** Every fault at each of these steps. */
export function faultCases(names: readonly StepName[]): readonly Case[] {
  return names.flatMap((name, column) =>
    FAULTS.flatMap((fault, row) => {
      const times = 1 + ((row + column) % 3)
      const transient: Case = {
        name: `${name}: ${fault.name}, ${times === 1 ? 'once' : `${times} times`}`,
        run: (place) => stay(place, fault, name, 'transient', times),
      }
      const lasting: Case = {
        name: `${name}: ${fault.name}, for a while`,
        run: (place) => stay(place, fault, name, 'lasting', times),
      }
      return fault.passes ? [transient] : [transient, lasting]
    }),
  )
}
