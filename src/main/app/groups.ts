import type { GroupWords, TableFormat } from '../../shared/export-words.ts'
import type { GroupKind, GroupView } from '../../shared/group.ts'
import type { CallClass } from '../../shared/hcp-view.ts'
import type { ExportAnswer } from '../../shared/passage-search.ts'
import type { Clock } from '../lib/clock.ts'
import { groupCells, groupHeader } from '../outside/group-table.ts'
import { localDate } from '../outside/local-time.ts'
import {
  addGroupCalls,
  finishGroup,
  getGroup,
  groupGuests,
  groupsSince,
  openGroups,
} from '../store/groups.ts'
import { putNotice } from '../store/notices.ts'
import { inTransaction, type Store } from '../store/open-store.ts'
import { visitsById } from '../store/visit-list.ts'
import type { GroupDecisions } from '../visits/groups.ts'
import type { SaveTable } from './save-table.ts'

/** Many guests as one piece of work: brought in, changed, checked out, and what came of it. */
export interface Groups extends GroupDecisions {
  /** Groups with work left, and those that ended during the last day, newest first. */
  view(): readonly GroupView[]
  /** A request has left for HCP. */
  called(callClass: CallClass): void
  /** Counts requests to their groups and writes down what has come to its end; answers whether anything has changed. */
  settle(): boolean
  exportResult(groupId: number, format: TableFormat, words: GroupWords): Promise<ExportAnswer>
}

/** Of a group's name in the name of a file. */
const NAME_MAX = 60

const SHOWN_AFTER_END_MS = 24 * 3_600_000

/** Whose requests are whose: an enrolment goes behind walk-ins, a checkout before everybody. */
const classOf: Readonly<Record<GroupKind, CallClass>> = { enrol: 'enrolGroup', checkOut: 'revoke' }

export interface GroupsNeeds {
  readonly store: Store
  readonly clock: Clock
  readonly decisions: GroupDecisions
  readonly saveTable: SaveTable
}

export function openGroupWork({ store, clock, decisions, saveTable }: GroupsNeeds): Groups {
  let calls = new Map<CallClass, number>()

  function settle(): boolean {
    const made = calls
    calls = new Map()
    const open = openGroups(store)
    if (open.length === 0) return false
    return inTransaction(store, () => {
      let changed = false
      for (const { groupId, kind, waiting } of open) {
        // Of two groups at once the first one has them: it is asked for first.
        const own = made.get(classOf[kind]) ?? 0
        made.delete(classOf[kind])
        if (own > 0) addGroupCalls(store, groupId, own)
        if (waiting === 0) {
          finishGroup(store, groupId, clock.nowMs())
          putNotice(store, 'group', groupId, clock.nowMs())
        }
        changed ||= own > 0 || waiting === 0
      }
      return changed
    })
  }

  return {
    ...decisions,
    view: () => groupsSince(store, clock.nowMs() - SHOWN_AFTER_END_MS),
    called: (callClass) => calls.set(callClass, (calls.get(callClass) ?? 0) + 1),
    settle,
    async exportResult(groupId, format, words) {
      const group = getGroup(store, groupId)
      if (!group) return { ok: false, refused: 'notWritten' }
      const visits = new Map(visitsById(store, group.visitIds).map((visit) => [visit.visitId, visit]))
      const name = [words.fileName, group.name.slice(0, NAME_MAX), localDate(group.createdAtMs)]
      return saveTable(name.filter(Boolean).join(' '), format, {
        delimiter: words.delimiter,
        header: groupHeader(words),
        rows: groupGuests(store, groupId).map((guest) => groupCells(guest, visits.get(guest.visitId), words)),
      })
    },
  }
}
