import { keepDays } from '../../src/main/app/keeping.ts'
import { knownMuster } from '../../src/main/app/muster.ts'
import { knownLevels, knownPolicy } from '../../src/main/app/site-facts.ts'
import { CURSOR } from '../../src/main/passages/take-in.ts'
import { getFact } from '../../src/main/store/facts.ts'
import { WEBHOOK } from '../../src/main/store/notices.ts'
import { inTransaction, type Store } from '../../src/main/store/open-store.ts'
import type { Direction } from '../../src/shared/visit.ts'
import type { WebhookAsk } from '../../src/shared/webhook.ts'
import type {
  AccessRow,
  Account,
  DestroyedRow,
  GroupRow,
  IncidentRow,
  PassageRow,
  StayRow,
} from './guard-words.ts'

const STAYS = `SELECT v.visitId, v.guestId, g.personCode, g.familyName AS name, v.status, v.endedBy, v.checkedInBy,
  v.fromMs, v.untilMs, v.levelId, v.photoHash FROM visit v JOIN guest g USING (guestId)
  WHERE g.destroyedAtMs IS NULL ORDER BY v.visitId`
const ACCESS = `SELECT g.familyName AS name, a.visitId, a.want, a.settled, a.parked, a.problem,
  a.nextAttemptAtMs, a.attempts, a.code
  FROM access a JOIN guest g USING (guestId) WHERE g.destroyedAtMs IS NULL`
const DESTROYED = `SELECT g.guestId, g.personCode, count(d.destructionId) AS records, coalesce(max(d.inHcp), '') AS inHcp,
  (g.givenName <> '') + (SELECT count(*) FROM visit v WHERE v.guestId = g.guestId
    AND (v.host <> '' OR v.purpose <> '' OR v.phone <> '' OR v.photoHash IS NOT NULL)) AS left
  FROM guest g LEFT JOIN destruction d USING (guestId) WHERE g.destroyedAtMs IS NOT NULL OR d.guestId IS NOT NULL
  GROUP BY g.guestId`
const GROUPS = 'SELECT groupId, kind, name, paused, finishedAtMs FROM visitGroup'
const INCIDENTS = 'SELECT incidentId, visitId, kind, state, changedBy, why FROM incident'
const PASSAGES = 'SELECT passageId, eventKey, guestId, visitId, direction, granted, atMs FROM passage'

/** Everything a guard was promised to be kept, of one moment. */
export function accountOf(store: Store): Account {
  return inTransaction(store, () => {
    const members = store
      .prepare<[number], number>('SELECT visitId FROM groupVisit WHERE groupId = ?')
      .pluck()
    const doors = store
      .prepare<[], { doorId: string; direction: Direction | null }>('SELECT doorId, direction FROM door')
      .all()
    const cursor = getFact(store, CURSOR)
    return {
      stays: store.prepare<[], StayRow>(STAYS).all(),
      access: store.prepare<[], AccessRow>(ACCESS).all(),
      groups: store
        .prepare<[], Omit<GroupRow, 'visitIds'>>(GROUPS)
        .all()
        .map((group) => ({ ...group, visitIds: members.all(group.groupId) })),
      incidents: store.prepare<[], IncidentRow>(INCIDENTS).all(),
      passages: store.prepare<[], PassageRow>(PASSAGES).all(),
      photos: store.prepare<[], string>('SELECT hash FROM photo').pluck().all(),
      destroyed: store.prepare<[], DestroyedRow>(DESTROYED).all(),
      leftovers: Number(store.prepare('SELECT count(*) FROM leftover').pluck().get()),
      keepDays: keepDays(store),
      directions: Object.fromEntries(doors.map((door) => [door.doorId, door.direction])),
      notices: Number(store.prepare('SELECT count(*) FROM notice').pluck().get()),
      policy: knownPolicy(store),
      webhook: (getFact(store, WEBHOOK) ?? null) as WebhookAsk | null,
      muster: knownMuster(store)?.safeVisitIds ?? null,
      cursorMs: typeof cursor === 'number' ? cursor : null,
      levels: knownLevels(store).length,
      isRebuilding: isRebuilding(getFact(store, 'care.rebuild')),
    }
  })
}

function isRebuilding(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'doneAtMs' in state && state.doneAtMs === null
}

const MONTHS_MS = 100 * 24 * 3_600_000

/** As if these guests had gone long ago. The only thing that is not done through the desk, for nobody can wait for it. */
export function makeOlder(store: Store, guestIds: readonly number[]): void {
  const older = store.prepare<[number, number]>(
    'UPDATE visit SET leftAtMs = leftAtMs - ? WHERE guestId = ? AND leftAtMs IS NOT NULL',
  )
  inTransaction(store, () => {
    for (const guestId of guestIds) older.run(MONTHS_MS, guestId)
  })
}
