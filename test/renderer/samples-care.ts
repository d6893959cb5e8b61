import {
  type Backup,
  type BackupComparison,
  type CareAnswer,
  type CareView,
  noCare,
  type RebuildView,
  type RescueView,
} from '../../src/shared/care.ts'
import type { Snapshot, StatePatch } from '../../src/shared/desk-state.ts'
import type { Destruction, KeepingView } from '../../src/shared/keeping.ts'
import type { SceneName } from './samples.ts'

const HOUR = 3_600_000

function made(nowMs: number, hoursAgo: number, cause: Backup['cause'], bytes: number): Backup {
  const madeAtMs = nowMs - hoursAgo * HOUR
  return { name: `desk-${madeAtMs}-${cause}.sqlite`, cause, madeAtMs, bytes }
}

/** A week of a quiet reception. */
function backups(nowMs: number): readonly Backup[] {
  return [
    made(nowMs, 2, 'hand', 41_200_000),
    made(nowMs, 9, 'daily', 41_100_000),
    made(nowMs, 33, 'daily', 40_300_000),
    made(nowMs, 50, 'migration', 39_900_000),
    made(nowMs, 57, 'daily', 39_800_000),
    made(nowMs, 81, 'daily', 39_100_000),
    made(nowMs, 170, 'restore', 38_000_000),
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

export function rebuiltSample(nowMs: number): RebuildView {
  return {
    reason: 'restored',
    sinceMs: nowMs - 90_000,
    ofMs: nowMs - 9 * HOUR,
    isDone: true,
    isBlind: false,
    adopted: 4,
    confirmed: 12,
    waiting: 2,
  }
}

export function careOf(scene: SceneName, nowMs: number): CareView {
  if (scene === 'empty') return noCare
  const list = backups(nowMs)
  const care = { ...noCare, backups: { ...noCare.backups, list }, keeping: keeping(scene, nowMs) }
  if (scene === 'rebuilt') return { ...care, rebuild: rebuiltSample(nowMs) }
  if (scene !== 'offline') return care
  return {
    ...care,
    backups: {
      ...care.backups,
      list: care.backups.list.slice(4),
      failure: { problem: 'diskFull', atMs: nowMs - HOUR },
    },
    rebuild: { ...rebuiltSample(nowMs), isDone: false, adopted: 0, confirmed: 0, waiting: 14 },
  }
}

export function rescueOf(scene: SceneName, nowMs: number): RescueView | null {
  const file = '/home/reception/.config/Guard Post/site/desk.sqlite'
  if (scene === 'rescueDamaged')
    return { trouble: 'damaged', file, backups: backups(nowMs), isTraining: false }
  if (scene === 'rescueLocked') return { trouble: 'locked', file, backups: backups(nowMs), isTraining: false }
  if (scene === 'rescueFuture')
    return { trouble: 'fromTheFuture', file, backups: backups(nowMs), isTraining: false }
  return null
}

interface Desk {
  readonly get: () => Snapshot
  readonly push: (change: Omit<StatePatch, 'revision'>) => void
  readonly open: (mode: 'site') => void
}

/** Backups and going back, as main answers them. */
export function fakeCare({ get, push, open }: Desk) {
  return {
    backUp(): CareAnswer {
      const { care } = get()
      const list = [made(Date.now(), 0, 'hand', 41_200_000), ...care.backups.list]
      push({ care: { ...care, backups: { list, isRunning: false, failure: null } } })
      return { ok: true }
    },
    weigh({ name }: { readonly name: string }): BackupComparison {
      const madeAtMs = Number(/\d+/.exec(name)?.[0] ?? 0)
      const before = { visits: 12_406, open: 17, newestAtMs: madeAtMs - 600_000 }
      const isHere = get().rescue === null
      return {
        backup: before,
        present: isHere ? { visits: 12_431, open: 14, newestAtMs: Date.now() - 300_000 } : null,
      }
    },
    /** Back to a backup, or begun anew. */
    replace(_name: string | null): CareAnswer {
      open('site')
      return { ok: true }
    },
  }
}
