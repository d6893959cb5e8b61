import type { AccessStage } from '../../src/shared/visit.ts'
import { isPresetName, PRESETS, type PresetName } from '../../src/simulator/presets.ts'
import { type Conditions, type Trouble } from '../../src/simulator/weather.ts'
import { type Life, lead, openLife, type Place } from './fault-bench.ts'
import type { Case } from './fault-cases.ts'
import { PATHS } from './fault-table.ts'

const MINUTE_MS = 60_000
const ON: readonly AccessStage[] = ['onDoors', 'accepted']

/** Their delays are in real time, and the table has the same faults in the desk's. */
const TOO_SLOW: readonly string[] = ['slow', 'very-slow', 'late-writes'] satisfies readonly PresetName[]

/** Whoever was parked is tried again, and everything that was refused is asked for. */
function mend(life: Life): void {
  life.helped()
  life.desk.hcp.refresh()
  if (life.has('attention')) for (const id of life.visitIds) life.desk.desk.tryAgain(id)
}

/** A whole day in one weather, which clears up for a moment in which everything is mended. */
async function stayInWeather(place: Place, preset: PresetName): Promise<void> {
  await place.become({})
  await lead(openLife(place), async (life) => {
    await place.become(PRESETS[preset].weather)
    if (preset === 'no-door-status') life.leaveDoorsUntold()
    life.enrol(1)
    const sinceMs = life.nowMs()
    const isLong = (): boolean => life.nowMs() - sinceMs > 40_000
    await life.until('some time', () => isLong() || life.all(...ON), MINUTE_MS)
    await place.become({})
    mend(life)
    await life.until('enrolled', () => life.all(...ON), 5 * MINUTE_MS)

    await place.become(PRESETS[preset].weather)
    life.checkOut()
    const isSeen = (): boolean => life.all('revoked') || life.card()?.alarm === true
    await life.until('revoked or an alarm', isSeen, 4 * MINUTE_MS)
    await place.become({})
    mend(life)
    await life.until('revoked', () => life.all('revoked'), 5 * MINUTE_MS)
    const most = 160
    if (life.requests() > most) throw new Error(`${life.requests()} requests, at most ${most} are sane`)
  })
}

/** What differs between versions, and is none of the desk's business. */
const MANNERS: Readonly<Record<string, Partial<Conditions>>> = {
  'ids as numbers': { idsAsNumbers: true },
  'fields missing': { fieldsMissing: true },
  'ends without offset': { endTimeWithoutOffset: true },
  'a single door as object': { singleEntryAsObject: true },
  '131 for a member': { readdAnswers131: true },
  '128 for no member': { removeAnswers128: true },
  '2 for a code in use': { duplicateCodeAnswers2: true },
  'no status of doors': { applyStatusUnsupported: true },
  'no result of an application': { applicationResultUnsupported: true },
  'neither status nor result': { applyStatusUnsupported: true, applicationResultUnsupported: true },
  'lists that lag': { listLagMs: 5_000 },
  'lists without photos': { personListWithoutPhotos: true },
  'a quota of 5 a second': { quotaPerSecond: 5 },
  'a quota of 2 a second, as 429': { quotaPerSecond: 2, quotaAs429: true },
  'rights that travel by themselves': { selfApplyAfterMs: 5_000 },
  strict: PRESETS.strict.weather,
  lenient: PRESETS.lenient.weather,
}

const WRITES = ['personAdd', 'levelAdd', 'apply', 'levelRemove'] as const
const lostOnce = WRITES.map((api): Trouble => ({ kind: 'dropAnswer', path: PATHS[api], times: 1 }))

/** A group that comes and goes with such a server; one answer to each kind of write is lost. */
async function groupWith(
  place: Place,
  manner: Partial<Conditions>,
  troubles: readonly Trouble[],
): Promise<void> {
  await place.become({ ...manner, troubles })
  await lead(openLife(place), async (life) => {
    if (manner.applyStatusUnsupported) life.leaveDoorsUntold()
    life.enrol(5)
    await life.until('enrolled', () => life.all(...ON), 6 * MINUTE_MS)
    life.checkOut()
    await life.until('revoked', () => life.all('revoked'), 6 * MINUTE_MS)
    const most = 110
    const requests = life.requestsForGuests()
    if (requests > most) throw new Error(`${requests} requests, at most ${most} are sane`)
  })
}

/** A terminal of others is away for days, and what it should know of them waits in HCP. */
async function groupBesideOthers(place: Place): Promise<void> {
  const { simulator } = place
  await place.become({ offlineDoors: ['14'] })
  await lead(openLife(place), async (life) => {
    life.enrol(1, '8')
    const [other] = life.visitIds
    await life.until('the other waits', () => simulator.journal.count(PATHS.doorStatus) > 0, MINUTE_MS)
    life.enrol(5)
    const group = life.visitIds.filter((id) => id !== other)
    const are = (stage: AccessStage) => (): boolean => group.every((id) => life.stageOf(id) === stage)
    await life.until('enrolled', are('onDoors'), 5 * MINUTE_MS)
    life.checkOut(group)
    await life.until('revoked', are('revoked'), 2 * MINUTE_MS)
    await place.become({})
    life.checkOut(life.visitIds.slice(0, 1))
    await life.until('all revoked', () => life.all('revoked'), 5 * MINUTE_MS)
  })
}

export function weatherCases(): readonly Case[] {
  const presets = Object.keys(PRESETS)
    .filter(isPresetName)
    .filter((name) => !TOO_SLOW.includes(name))
    .map((name): Case => ({ name: `weather: ${name}`, run: (place) => stayInWeather(place, name) }))
  const groups = Object.entries(MANNERS).flatMap(([name, manner]): Case[] => [
    { name: `a group: ${name}`, run: (place) => groupWith(place, manner, []) },
    { name: `a group: ${name}, lost answers`, run: (place) => groupWith(place, manner, lostOnce) },
  ])
  const beside: Case = { name: 'a group: a door of others is away', run: groupBesideOthers }
  return [...presets, ...groups, beside]
}
