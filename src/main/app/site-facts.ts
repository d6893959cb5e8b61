import { z } from 'zod'
import { answerCodes } from '../../shared/hcp-codes.ts'
import { apis } from '../../shared/hcp-view.ts'
import { defaultPolicy, type SitePolicy } from '../../shared/policy.ts'
import type { AccessLevel } from '../../shared/visit.ts'
import type { ClosedApiMemory } from '../hcp/closed-apis.ts'
import { learnServer } from '../hcp/diagnosis/learn-server.ts'
import { listDoors } from '../hcp/endpoints/doors.ts'
import { listLevels } from '../hcp/endpoints/levels.ts'
import { type ProductVersion, readRootOrg } from '../hcp/endpoints/site.ts'
import type { Gate } from '../hcp/gate.ts'
import type { Outcome } from '../hcp/outcome.ts'
import { LEARNED } from '../passages/read-window.ts'
import { CURSOR } from '../passages/take-in.ts'
import { doubtAllAccess } from '../store/access.ts'
import { refreshDoors } from '../store/doors.ts'
import { forgetFact, getFact, putFact } from '../store/facts.ts'
import { inTransaction, type Store } from '../store/open-store.ts'

const LEVELS = 'site.levels'
const ORG = 'site.orgId'
/** HCP's own root department, when the site has not told otherwise yet. */
const ROOT_ORG = '1'

const levelsShape = z.array(z.object({ levelId: z.string(), name: z.string() }))

const HCP = 'site.hcp'
const SERVER = 'site.server'
const READ_AT = 'site.readAtMs'
const CLOSED = 'site.closedApis'

/**
 * Ties a store to one HCP, told by its certificate. Another one (a new server, a restored one, or only a renewed
 * certificate) has other persons under the same numbers: all that was learned of it is doubted or forgotten.
 */
export function bindToHcp(store: Store, fingerprint: string): void {
  inTransaction(store, () => {
    const before = getFact(store, HCP)
    if (before === fingerprint) return
    if (before !== undefined) {
      doubtAllAccess(store)
      for (const name of [LEVELS, ORG, CURSOR, LEARNED, SERVER, READ_AT, CLOSED]) forgetFact(store, name)
    }
    putFact(store, HCP, fingerprint)
  })
}

/** What is remembered of the site, so that the desk works from the first second, also when HCP is away. */
export function knownLevels(store: Store): readonly AccessLevel[] {
  const read = levelsShape.safeParse(getFact(store, LEVELS))
  return read.success ? read.data : []
}

export function knownOrg(store: Store): string {
  const orgId = getFact(store, ORG)
  return typeof orgId === 'string' ? orgId : ROOT_ORG
}

const serverShape = z.object({ product: z.string(), version: z.string() })

/** What HCP calls itself, or null until it has said so. */
export function knownServer(store: Store): ProductVersion | null {
  return serverShape
    .nullable()
    .catch(null)
    .parse(getFact(store, SERVER) ?? null)
}

/** The administrator says that something has changed there: it is got to know anew. */
export function forgetServer(store: Store): void {
  forgetFact(store, SERVER)
}

const POLICY = 'site.policy'
const policyShape = z.object({
  exit: z.enum(['first', 'grace', 'never']),
  graceMinutes: z.number(),
  longStayHours: z.number(),
  openFromHour: z.number(),
  openUntilHour: z.number(),
  denials: z.number(),
  denialsMinutes: z.number(),
})

/** The site's own rules, or those a site begins with. They are the site's and not its server's. */
export function knownPolicy(store: Store): SitePolicy {
  return policyShape.catch(defaultPolicy).parse(getFact(store, POLICY) ?? defaultPolicy)
}

export function putPolicy(store: Store, policy: SitePolicy): void {
  putFact(store, POLICY, policy)
}

/** When levels, doors and department were last read. */
export function siteReadAtMs(store: Store): number | null {
  return z
    .number()
    .nullable()
    .catch(null)
    .parse(getFact(store, READ_AT) ?? null)
}

const closedShape = z.array(z.object({ api: z.enum(apis), code: z.enum(answerCodes), sinceMs: z.number() }))

/** What this server has refused to the partner, remembered with its store. */
export function closedApiMemory(store: Store): ClosedApiMemory {
  return {
    load: () => closedShape.catch([]).parse(getFact(store, CLOSED) ?? []),
    save: (list) => putFact(store, CLOSED, list),
  }
}

/** Asks HCP for levels, doors and department, and remembers what it answers; the rest stays as it was known. */
export async function refreshSite(
  store: Store,
  gate: Gate,
  nowMs: () => number,
  isOpen: () => boolean,
): Promise<boolean> {
  const [levels, doors, org] = [await listLevels(gate), await listDoors(gate), await readRootOrg(gate)]
  if (!isOpen()) return false
  inTransaction(store, () => {
    if (levels.kind === 'done') putFact(store, LEVELS, levels.value)
    // An empty list is more likely a right that is missing than a site without doors.
    if (doors.kind === 'done' && doors.value.length > 0) refreshDoors(store, doors.value)
    if (org.kind === 'done') putFact(store, ORG, org.value)
    if (levels.kind === 'done' && doors.kind === 'done') putFact(store, READ_AT, nowMs())
  })
  return isTold(levels) && isTold(doors)
}

/** A list this partner may not have is not asked for every half a minute. */
function isTold(outcome: Outcome<unknown>): boolean {
  return outcome.kind === 'done' || (outcome.kind === 'refused' && outcome.class === 'entitlement')
}

/** Gets to know a server that is new to this store; later the store remembers. */
export async function meetServer(
  store: Store,
  gate: Gate,
  nowMs: () => number,
  isOpen: () => boolean,
): Promise<void> {
  if (knownServer(store) !== null) return
  const server = await learnServer(gate, nowMs, () => !isOpen())
  if (server && isOpen()) putFact(store, SERVER, server)
}
