import type { BudgetLimits } from '../../src/shared/hcp-view.ts'
import type { AccessStage } from '../../src/shared/visit.ts'
import { type Harness, someGuest, somePortrait, startHarness } from '../desk-harness.ts'
import {
  admitted,
  CALL_MS,
  callsIn,
  GUEST,
  LEVEL_ID,
  type Moment,
  moment,
  SITE,
  walkAll,
} from './turnstiles.ts'

/** One way through the desk, in or out, for all guests of a case. */
export interface OurWay {
  /** The terminals do as the desk wants, for all. */
  readonly atDoors: Moment
  /** The desk has pushed this to the screen, for all. */
  readonly shown: Moment
  readonly byPath: Readonly<Record<string, number>>
  readonly peakPerSecond: number
  readonly peakAtOnce: number
}

export interface OurRun {
  readonly in: OurWay
  readonly out: OurWay
}

const LIMIT_MS = 120_000

/** Guests come in together and leave together, at a fresh desk that may ask HCP as often as `limits` say. */
export async function thisDesk(guests: number, limits: BudgetLimits): Promise<OurRun> {
  const h = await startHarness(SITE, 60_000, limits)
  try {
    const photo = await h.desk().acceptPhoto(await somePortrait())
    if (!photo.ok) throw new Error(photo.problem)
    await h.until('the site is read', () => h.desk().state().hcp?.siteReadAtMs)
    await settle(h, limits)
    await h.simulator.weather.set({ troubles: [{ kind: 'delay', ms: CALL_MS }] })
    const asks = Array.from({ length: guests }, (_, i) =>
      someGuest({ familyName: `${GUEST} ${i}`, levelId: LEVEL_ID, photoHash: photo.photoHash }),
    )
    const visitIds: number[] = []
    const way = (act: () => void, wanted: number, stage: AccessStage) =>
      walkWay(h, act, () => admitted(h.simulator) === wanted, shows(h, visitIds, stage))
    const inward = await way(() => visitIds.push(...enrol(h, asks)), guests, 'onDoors')
    walkAll(h.simulator, guests, true)
    await settle(h, limits)
    const outward = await way(() => checkOut(h, visitIds), 0, 'revoked')
    walkAll(h.simulator, guests, false)
    return { in: inward, out: outward }
  } finally {
    await h.close()
  }
}

/** One guest is a walk-in, several are a group. */
function enrol(h: Harness, asks: readonly ReturnType<typeof someGuest>[]): readonly number[] {
  const [first] = asks
  const { desk, groups } = h.desk()
  if (asks.length === 1 && first) {
    const answer = desk.enrol(first)
    if (!answer.ok) throw new Error(`not enrolled: ${JSON.stringify(answer)}`)
    return [answer.visitId]
  }
  const answer = groups.enrol('Tour', asks)
  if (!answer.ok) throw new Error(`not enrolled: ${JSON.stringify(answer)}`)
  return groups.view().find(({ groupId }) => groupId === answer.groupId)?.visitIds ?? []
}

function checkOut(h: Harness, visitIds: readonly number[]): void {
  const [first] = visitIds
  const { desk, groups } = h.desk()
  const answer =
    visitIds.length === 1 && first !== undefined ? desk.checkOut(first) : groups.checkOut('Home', visitIds)
  if (!answer.ok) throw new Error(`not checked out: ${JSON.stringify(answer)}`)
}

/** Nothing is under way, and the budget has had time to fill up: a desk in the morning. */
async function settle(h: Harness, { burst, ratePerSecond }: BudgetLimits): Promise<void> {
  await h.until('nothing is under way', () => h.simulator.journal.inFlight() === 0)
  await new Promise((resolve) => setTimeout(resolve, (1_000 * burst) / ratePerSecond))
}

async function walkWay(h: Harness, act: () => void, isDone: () => boolean, isShown: () => boolean) {
  const { journal } = h.simulator
  journal.clear()
  act()
  const [atDoors, shown] = await Promise.all([
    moment('at the doors', journal, isDone, LIMIT_MS),
    moment('on the screen', journal, isShown, LIMIT_MS),
  ])
  if (callsIn(journal) !== shown.calls) throw new Error('calls after all was shown')
  return {
    atDoors,
    shown,
    byPath: journal.byPath(),
    peakPerSecond: journal.peakPerSecond(),
    peakAtOnce: journal.peakInFlight(),
  }
}

/** What the desk has pushed to its screen, not what it would answer if asked. */
function shows(h: Harness, visitIds: readonly number[], stage: AccessStage): () => boolean {
  const stages = new Map<number, AccessStage>()
  let read = h.patches.length
  return () => {
    for (const patch of h.patches.slice(read)) {
      for (const card of patch.cards ?? []) stages.set(card.visitId, card.access)
    }
    read = h.patches.length
    return visitIds.length > 0 && visitIds.every((visitId) => stages.get(visitId) === stage)
  }
}
