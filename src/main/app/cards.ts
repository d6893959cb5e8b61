import type { DeskStatus } from '../../shared/status.ts'
import type { AccessLevel, VisitCard } from '../../shared/visit.ts'
import { accessStage } from '../access/stage.ts'
import { limits } from '../lib/limits.ts'
import { type AccessRecord, getAccess, type OpenWork, openWork } from '../store/access.ts'
import { type BoardRow, boardRow, boardRows } from '../store/board.ts'
import type { Store } from '../store/open-store.ts'
import { visitsEndedBetween } from '../store/visits.ts'

/** How long an ended visit stays on the board. */
const SHOWN_AFTER_END_MS = 12 * 3_600_000

/** Every card of the board. */
export function allCards(store: Store, levels: readonly AccessLevel[], nowMs: number): readonly VisitCard[] {
  return boardRows(store, nowMs - SHOWN_AFTER_END_MS).map((row) => toCard(store, row, levels, nowMs))
}

/** One card as it is now, or null when the visit is not (or no longer) on the board. */
export function cardOf(
  store: Store,
  visitId: number,
  levels: readonly AccessLevel[],
  nowMs: number,
): VisitCard | null {
  const row = boardRow(store, visitId)
  if (!row) return null
  const card = toCard(store, row, levels, nowMs)
  const isOver = row.leftAtMs !== null && row.leftAtMs < nowMs - SHOWN_AFTER_END_MS
  return isOver && card.access === 'revoked' ? null : card
}

/** Visits whose time on the board has run out between two looks. */
export function cardsToGo(store: Store, sinceMs: number, nowMs: number): readonly number[] {
  return visitsEndedBetween(store, sinceMs - SHOWN_AFTER_END_MS, nowMs - SHOWN_AFTER_END_MS)
}

function toCard(store: Store, row: BoardRow, levels: readonly AccessLevel[], nowMs: number): VisitCard {
  const access = getAccess(store, row.guestId)
  // The guest's access is about his newest visit; an older one has no access of its own any more.
  const own = access?.desired.visitId === row.visitId ? access : undefined
  return {
    visitId: row.visitId,
    guestId: row.guestId,
    familyName: row.familyName,
    givenName: row.givenName,
    host: row.host,
    purpose: row.purpose,
    phone: row.phone,
    status: row.status,
    fromMs: row.fromMs,
    untilMs: row.untilMs,
    levelId: row.levelId,
    photoHash: row.photoHash,
    ...(row.photoHash === null && own?.observed.faceRead ? { faceInHcp: true } : {}),
    createdAtMs: row.createdAtMs,
    checkedInAtMs: row.checkedInAtMs,
    leftAtMs: row.leftAtMs,
    levelName: levels.find((level) => level.levelId === row.levelId)?.name ?? row.levelId,
    access: own ? accessStage(own, nowMs) : 'revoked',
    problem: own?.problem ?? null,
    problemCode: own?.code ?? null,
    decidedAtMs: own?.desired.decidedAtMs ?? row.createdAtMs,
    alarm: own !== undefined && isAlarm(own, nowMs),
    lastPassage:
      row.lastAtMs === null
        ? null
        : {
            atMs: row.lastAtMs,
            door: row.lastDoor ?? '',
            direction: row.lastDirection ?? 'none',
            granted: row.lastGranted === 1,
          },
  }
}

function isAlarm(record: AccessRecord, nowMs: number): boolean {
  return (
    record.desired.want === 'revoked' &&
    !record.settled &&
    isOverdue(record.desired.decidedAtMs, nowMs) &&
    accessStage(record, nowMs) === 'revoking'
  )
}

/** A decision from the future is one from before the clock was set back: nobody knows how old, so it counts as old. */
function isOverdue(decidedAtMs: number, nowMs: number): boolean {
  return Math.abs(nowMs - decidedAtMs) >= limits.revokeAlarmMs
}

/** The work HCP has not confirmed, as the status strip tells it. */
export function workStatus(
  store: Store,
  nowMs: number,
): Pick<DeskStatus, 'waiting' | 'revocations' | 'alarms' | 'parked'> {
  const work = openWork(store)
  const revocations = work.filter((item) => item.want === 'revoked')
  const isLate = (item: OpenWork): boolean => isOverdue(item.decidedAtMs, nowMs)
  return {
    waiting: work.filter((item) => item.want === 'granted' && !item.parked).length,
    revocations: revocations.length,
    parked: work.filter((item) => item.parked).length,
    alarms: revocations.filter(isLate).map(({ visitId, familyName, givenName, decidedAtMs }) => ({
      visitId,
      name: `${familyName} ${givenName}`.trim(),
      sinceMs: decidedAtMs,
    })),
  }
}
