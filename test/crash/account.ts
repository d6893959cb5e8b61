import { knownMuster } from '../../src/main/app/muster.ts'
import { knownLevels, knownPolicy } from '../../src/main/app/site-facts.ts'
import { CURSOR } from '../../src/main/passages/take-in.ts'
import { getFact } from '../../src/main/store/facts.ts'
import { WEBHOOK } from '../../src/main/store/notices.ts'
import { inTransaction, type Store } from '../../src/main/store/open-store.ts'
import type { Direction } from '../../src/shared/visit.ts'
import type { WebhookAsk } from '../../src/shared/webhook.ts'
import type { AccessRow, Account, GroupRow, IncidentRow, PassageRow, StayRow } from './guard-words.ts'

const STAYS = `SELECT v.visitId, v.guestId, g.personCode, g.familyName AS name, v.status, v.endedBy, v.checkedInBy,
  v.fromMs, v.untilMs, v.levelId, v.photoHash FROM visit v JOIN guest g USING (guestId) ORDER BY v.visitId`
const ACCESS = `SELECT g.familyName AS name, a.visitId, a.want, a.settled, a.parked, a.problem
  FROM access a JOIN guest g USING (guestId)`
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
      directions: Object.fromEntries(doors.map((door) => [door.doorId, door.direction])),
      notices: Number(store.prepare('SELECT count(*) FROM notice').pluck().get()),
      policy: knownPolicy(store),
      webhook: (getFact(store, WEBHOOK) ?? null) as WebhookAsk | null,
      muster: knownMuster(store)?.safeVisitIds ?? null,
      cursorMs: typeof cursor === 'number' ? cursor : null,
      levels: knownLevels(store).length,
    }
  })
}
