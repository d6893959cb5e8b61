import { type RescueView, type StoreTrouble, waysOut } from '../../shared/care.ts'
import { listBackups, storeFile } from '../store/backups.ts'
import type { Store } from '../store/open-store.ts'
import { readyStore } from '../store/ready-store.ts'
import { troubleIn } from '../store/trouble.ts'
import type { DeskPlace, DeskTools, OpenDesk } from './one-desk.ts'
import { openDesk } from './open-desk.ts'

/** A desk, or why its store does not open. */
export type Opened =
  | { readonly desk: OpenDesk; readonly rescue: null }
  | { readonly desk: null; readonly rescue: RescueView }

/**
 * Opens the desk of a place, and lets `furnish` put into its store what belongs there; what keeps its store from opening
 * is shown and not thrown.
 */
export async function openOrRescue(
  place: DeskPlace,
  tools: DeskTools,
  isTraining: boolean,
  furnish: (store: Store) => void = () => undefined,
): Promise<Opened> {
  const { folder } = place
  const log = tools.log.room('store')
  const notReady = await readyStore(folder, tools.clock.nowMs())
  if (notReady) {
    log.error(`the store does not open: ${notReady.trouble}, ${notReady.why}`)
    return { desk: null, rescue: rescueOf(folder, notReady.trouble, isTraining) }
  }
  let desk: OpenDesk | null = null
  try {
    desk = openDesk(place, tools)
    furnish(desk.store)
    return { desk, rescue: null }
  } catch (error) {
    log.error('the store does not open', error)
    await desk?.close()
    return { desk: null, rescue: rescueOf(folder, troubleIn(folder, error), isTraining) }
  }
}

export function rescueOf(folder: string, trouble: StoreTrouble, isTraining: boolean): RescueView {
  return { trouble, file: storeFile(folder), backups: listBackups(folder), isTraining }
}

/** Whether a backup, or an empty store (null), may take the place of what is there now. */
export function mayReplace(rescue: RescueView | null, name: string | null, isOpen: boolean): boolean {
  if (!rescue) return isOpen && name !== null
  const ways = waysOut(rescue.trouble)
  return name === null ? ways.startEmpty : ways.restore
}
