import { type Backup, type CareView, noCare } from '../../src/shared/care.ts'
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

export function careOf(scene: SceneName, nowMs: number): CareView {
  return scene === 'empty' ? noCare : { ...noCare, backups: { list: backups(nowMs) } }
}
