import { type Backup, type CareView, noCare } from '../../src/shared/care.ts'
import type { Destruction, KeepingView } from '../../src/shared/keeping.ts'
import type { SceneName } from './samples.ts'

const HOUR = 3_600_000

/** A week of a quiet reception. */
function backups(nowMs: number): readonly Backup[] {
  const made = (hoursAgo: number, cause: Backup['cause'], bytes: number): Backup => ({
    name: `desk-${nowMs - hoursAgo * HOUR}-${cause}.sqlite`,
    cause,
    madeAtMs: nowMs - hoursAgo * HOUR,
    bytes,
  })
  return [
    made(2, 'hand', 41_200_000),
    made(9, 'daily', 41_100_000),
    made(33, 'daily', 40_300_000),
    made(50, 'migration', 39_900_000),
    made(57, 'daily', 39_800_000),
    made(81, 'daily', 39_100_000),
    made(170, 'restore', 38_000_000),
  ]
}

/** Half a year of a reception; in some scenes HCP does not do its part. */
function keeping(scene: SceneName, nowMs: number): KeepingView {
  const refuses = scene === 'switchedOff' || scene === 'refused'
  const one = (guestId: number, hoursAgo: number, passages: number): Destruction => ({
    guestId,
    atMs: nowMs - hoursAgo * HOUR,
    afterDays: 30,
    endedAtMs: nowMs - (720 + hoursAgo) * HOUR,
    visits: 1,
    passages,
    photos: 1,
    pictures: passages,
    inHcp: hoursAgo < 3 || refuses ? 'waiting' : 'deleted',
    code: refuses ? '69' : null,
  })
  return {
    days: 30,
    lastRunAtMs: nowMs - 0.4 * HOUR,
    clockInDoubt: scene === 'offline',
    destroyed: 1_432,
    waitingInHcp: refuses ? 212 : 2,
    refusedWith: refuses ? '69' : null,
    newest: [one(1207, 1, 4), one(1204, 2, 6), one(1198, 5, 2), one(1197, 30, 1), one(1195, 31, 12)],
  }
}

export function careOf(scene: SceneName, nowMs: number): CareView {
  return scene === 'empty'
    ? noCare
    : { ...noCare, backups: { list: backups(nowMs) }, keeping: keeping(scene, nowMs) }
}
