import { isMapped, type MappedDoor } from '../../../shared/door-map.ts'

/** What is read later than this is history: it would light up half the site after an hour offline. */
const FRESH_MS = 5 * 60_000

/** Nobody has said what passing it means, neither of the door nor of all its readers. */
export const isUnsaid = (door: MappedDoor): boolean => !isMapped(door)

/**
 * The doors as main tells them, in the order of this visit to the screen: unsaid ones first when it is opened, and from
 * then on each stays where it is, so that no row jumps away under the pointer. What did not change keeps its identity.
 */
export function takeDoors(
  before: readonly MappedDoor[] | null,
  found: readonly MappedDoor[],
): readonly MappedDoor[] {
  if (before === null) return [...found.filter(isUnsaid), ...found.filter((door) => !isUnsaid(door))]
  const byId = new Map(found.map((door) => [door.doorId, door]))
  const stayed = before.flatMap((old) => {
    const door = byId.get(old.doorId)
    byId.delete(old.doorId)
    if (door === undefined) return []
    return [JSON.stringify(old) === JSON.stringify(door) ? old : door]
  })
  return [...byId.values(), ...stayed]
}

/** The passages that came to light between two answers, as far as somebody may just have walked them. */
export function justSeen(
  before: readonly MappedDoor[],
  found: readonly MappedDoor[],
  nowMs: number,
): ReadonlySet<number> {
  const known = new Set(before.flatMap(({ latest }) => latest.map(({ passageId }) => passageId)))
  return new Set(
    found
      .flatMap(({ latest }) => latest)
      .filter(({ passageId, atMs }) => !known.has(passageId) && nowMs - atMs < FRESH_MS)
      .map(({ passageId }) => passageId),
  )
}

/** By a piece of the door's or a reader's name. */
export function searchDoors(doors: readonly MappedDoor[], text: string): readonly MappedDoor[] {
  const piece = text.trim().toLocaleLowerCase()
  if (piece === '') return doors
  return doors.filter((door) =>
    [door, ...door.readers].some(({ name }) => name.toLocaleLowerCase().includes(piece)),
  )
}

/** The door somebody was seen at last; null when nobody was. Of one second's passages the one told last counts. */
export function newestOf(doors: readonly MappedDoor[]): MappedDoor | null {
  return doors.reduce<MappedDoor | null>((best, door) => {
    const [seen] = door.latest
    const [newest] = best?.latest ?? []
    if (seen === undefined) return best
    const isLater =
      newest === undefined ||
      seen.atMs > newest.atMs ||
      (seen.atMs === newest.atMs && seen.passageId > newest.passageId)
    return isLater ? door : best
  }, null)
}
