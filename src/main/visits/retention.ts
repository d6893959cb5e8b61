import type { Clock } from '../lib/clock.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import { type Loop, pause, type Scheduler, startLoop } from '../lib/scheduler.ts'
import { passagePictureName } from '../photos/passage-pictures.ts'
import { isKnownPhotoFile, removePhoto, removePicture, sweep } from '../photos/sweep.ts'
import { destroyGuest } from '../store/destruction.ts'
import { emptyLog, inTransaction, type Store } from '../store/open-store.ts'
import {
  type DueGuest,
  dropUnusedPhotos,
  dueGuest,
  dueGuests,
  forgetGroupNames,
  forgetLeftovers,
  type Leftover,
  someLeftovers,
} from '../store/retention.ts'

export interface RetentionNeeds {
  readonly store: Store
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  /** Kept photos, and the pictures of passages. */
  readonly photoFolder: string
  readonly pictureFolder: string
  /** For how many days after a guest's last visit. */
  readonly days: () => number
  /** How far HCP's clock is from ours, or null while it has not told. */
  readonly clockOffMs: () => number | null
  /** A run is over; so many guests have no name any more. */
  readonly ran: (destroyed: number, clockInDoubt: boolean) => void
  /** Milliseconds for which it is not known who has come back. */
  readonly heldForMs?: () => number
  /** The store is older than the folder: a photo it does not know may belong to somebody all the same. */
  readonly knowsLess?: () => boolean
  readonly firstAfterMs?: number
}

const DAY_MS = 24 * 3_600_000
const EVERY_MS = 3_600_000
/** The desk opens first. */
const FIRST_AFTER_MS = 20_000
/** More are due than one run takes. */
const GO_ON_MS = 10_000
/** A file younger than this may just be on its way into the store. */
const ARRIVING_MS = 3_600_000

/**
 * Destroys what the site's rule says may not be kept any longer: once an hour, a few guests at a time, with a breath in
 * between. First the store forgets, in one transaction for each few guests, then the files go, then the log in which the
 * names would still stand. A crash in between leaves nothing half done: the files are written down, and go the next time.
 */
export function startRetention(needs: RetentionNeeds): Loop {
  const { store, clock, scheduler, log } = needs
  let isStopped = false
  let startsInMs = needs.firstAfterMs ?? FIRST_AFTER_MS
  let sweptAtMs = Number.NEGATIVE_INFINITY
  /** What a run before this one has taken out of the store may still stand in its log. */
  let logIsEmpty = false
  /** Files that could not be removed: said once. */
  const stuck = new Set<string>()

  const breathe = (): Promise<void> => pause(scheduler, 0)

  async function round(): Promise<number | null> {
    const waitMs = Math.max(startsInMs, needs.heldForMs?.() ?? 0)
    startsInMs = 0
    if (waitMs > 0) return waitMs
    const offMs = needs.clockOffMs()
    if (offMs !== null && Math.abs(offMs) > limits.keepingClockOffMs) {
      needs.ran(0, true)
      return EVERY_MS
    }
    const endedUntilMs = clock.nowMs() - needs.days() * DAY_MS
    const { destroyed, isAll } = await destroyDue(endedUntilMs)
    if (isStopped) return null
    inTransaction(store, () => forgetGroupNames(store, endedUntilMs))
    await dropPhotos()
    await removeLeftovers()
    await sweepFolders(endedUntilMs)
    if (isStopped) return null
    if (!logIsEmpty) logIsEmpty = emptyLog(store)
    if (destroyed > 0) log.info(`the data of ${destroyed} guests was destroyed`)
    needs.ran(destroyed, false)
    return isAll && logIsEmpty ? EVERY_MS : GO_ON_MS
  }

  async function destroyDue(
    endedUntilMs: number,
  ): Promise<{ readonly destroyed: number; readonly isAll: boolean }> {
    let destroyed = 0
    let after: number | null = 0
    while (after !== null) {
      const step: ReturnType<typeof dueGuests> = dueGuests(store, after, endedUntilMs)
      let rest = step.due
      while (rest.length > 0) {
        await breathe()
        if (isStopped || destroyed >= limits.destroyedPerRun) return { destroyed, isAll: false }
        const taken = destroySome(rest, endedUntilMs)
        destroyed += taken.destroyed
        rest = rest.slice(taken.looked)
        await removeLeftovers()
      }
      after = step.next
      await breathe()
      if (isStopped) return { destroyed, isAll: false }
    }
    return { destroyed, isAll: true }
  }

  /** The first of these, as many as fit into a short transaction. Who has come back meanwhile stays. */
  function destroySome(
    guests: readonly DueGuest[],
    endedUntilMs: number,
  ): { readonly destroyed: number; readonly looked: number } {
    const how = { atMs: clock.nowMs(), afterDays: needs.days(), pictureName: passagePictureName }
    logIsEmpty = false
    return inTransaction(store, () => {
      let destroyed = 0
      let looked = 0
      let passages = 0
      for (const { guestId } of guests.slice(0, limits.destroyedPerTransaction)) {
        if (passages >= limits.destroyedPassages) break
        looked += 1
        const due = dueGuest(store, guestId, endedUntilMs)
        if (!due) continue
        passages += destroyGuest(store, due, how).passages
        destroyed += 1
      }
      return { destroyed, looked }
    })
  }

  /** Photos that were taken and never used, or replaced by another one. */
  async function dropPhotos(): Promise<void> {
    const takenUntilMs = clock.nowMs() - limits.unusedPhotoMs
    let after: string | null = ''
    while (after !== null) {
      const from: string = after
      const step = inTransaction(store, () => dropUnusedPhotos(store, from, takenUntilMs))
      if (step.dropped > 0) logIsEmpty = false
      after = step.next
      await breathe()
      if (isStopped) return
    }
  }

  /** The files of what the store has forgotten. One that cannot be removed just now is tried again in the next run. */
  async function removeLeftovers(): Promise<void> {
    let after: Leftover | null = null
    for (;;) {
      const some: readonly Leftover[] = someLeftovers(store, limits.destroyedPerTransaction, after)
      if (some.length === 0) return
      const gone = some.filter(isRemoved)
      if (gone.length > 0) inTransaction(store, () => forgetLeftovers(store, gone))
      after = some.at(-1) ?? null
      await breathe()
      if (isStopped) return
    }
  }

  function isRemoved({ kind, name }: Leftover): boolean {
    try {
      if (kind === 'photo') removePhoto(store, needs.photoFolder, name)
      else removePicture(needs.pictureFolder, name)
      return true
    } catch (error) {
      // Somebody has it open; the others must not wait for that. The code only: the message names the file.
      const { code } = error as NodeJS.ErrnoException
      if (!stuck.has(name)) log.warn(`the file of a forgotten picture could not be removed (${code})`)
      stuck.add(name)
      return false
    }
  }

  /** Once a day, and after each start. */
  async function sweepFolders(keptUntilMs: number): Promise<void> {
    const nowMs = clock.nowMs()
    if (nowMs - sweptAtMs < DAY_MS && nowMs >= sweptAtMs) return
    sweptAtMs = nowMs
    const photos = {
      folder: needs.photoFolder,
      untilMs: nowMs - ARRIVING_MS,
      mayGo: (name: string) => !isKnownPhotoFile(store, name) && !needs.knowsLess?.(),
    }
    // Also those of other people than guests: what somebody has looked at is not kept for longer.
    const pictures = { folder: needs.pictureFolder, untilMs: keptUntilMs, mayGo: () => true }
    for (const one of [photos, pictures]) {
      if (isStopped) return
      const removed = await sweep({ ...one, isStopped: () => isStopped, breathe })
      if (removed > 0) log.info(`${removed} files nobody names were removed`)
    }
  }

  const loop = startLoop(
    scheduler,
    round,
    (error) => log.error('what is too old could not be destroyed', error),
    60_000,
  )
  return {
    wake: loop.wake,
    async stop() {
      isStopped = true
      await loop.stop()
    },
  }
}
