import type { Journal } from '../../src/simulator/journal.ts'
import type { Simulator } from '../../src/simulator/simulator.ts'
import type { SimPersonView } from '../../src/simulator/views.ts'

/** What each call costs on a HCP that is neither fast nor slow. */
export const CALL_MS = 300

/** The level every guest of the bench gets, and a door of it. */
export const LEVEL_ID = '7'
const TURNSTILE = '12'

/** Family name of the bench's guests. */
export const GUEST = 'Guest'

/** A HCP whose terminals learn at once what they are sent: what is measured is the way there. */
export const SITE = { applyDelayMs: 0 } as const

/** Our own rhythm of asking HCP, which both ways have and nobody compares here. */
const NOT_COUNTED = new Set([
  '/acs/v1/door/events',
  '/acs/v1/privilege/group',
  '/resource/v1/acsDoor/acsDoorList',
  '/resource/v1/org/rootOrg',
  '/common/v1/version',
])

/** Calls since the journal was cleared; the monitor's and those that read the site apart. */
export function callsIn(journal: Journal): number {
  return journal.rows.filter((row) => !NOT_COUNTED.has(row.path)).length
}

/** Who stands at the turnstiles with a face, a level and the right hour, as the terminals know it, not HCP. */
function isAdmitted({ applied }: SimPersonView, nowMs: number): boolean {
  return (
    applied !== null &&
    applied.hasFace &&
    applied.levelIds.includes(LEVEL_ID) &&
    applied.beginMs <= nowMs &&
    nowMs <= applied.endMs
  )
}

/** How many guests the turnstiles would let through now: the same question for both ways. */
export function admitted(simulator: Simulator): number {
  const nowMs = Date.now()
  return guests(simulator).filter((person) => isAdmitted(person, nowMs)).length
}

function guests(simulator: Simulator): readonly SimPersonView[] {
  return simulator.persons().filter((person) => person.familyName.startsWith(GUEST))
}

/** The proof of the pudding: every guest walks up to a turnstile, and all, or none, get through. */
export function walkAll(simulator: Simulator, count: number, granted: boolean): void {
  const passages = guests(simulator).map((person) => simulator.walk(person.personId, TURNSTILE))
  const right = passages.filter((passage) => passage.granted === granted).length
  if (right !== count || passages.length !== count)
    throw new Error(`${count} guests should ${granted ? 'pass' : 'be refused'}, ${right} of them did`)
}

/** When something was first true. */
export interface Moment {
  readonly seconds: number
  readonly calls: number
}

const LOOK_MS = 20

/** Looks until it is so, and says after how many seconds and calls since the journal was cleared. */
export async function moment(
  what: string,
  journal: Journal,
  look: () => boolean,
  limitMs: number,
): Promise<Moment> {
  const startedMs = performance.now()
  for (;;) {
    if (look()) return { seconds: (performance.now() - startedMs) / 1_000, calls: callsIn(journal) }
    if (performance.now() - startedMs > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}
