/** A hand that presses twice is done within this time. */
const SAME_HAND_MS = 700
const STILL_PX = 6

/** The part of a mouse event that tells a second click of the same hand from a decision. */
export interface Click {
  /** How many clicks in a row; 0 is the keyboard. */
  readonly detail: number
  readonly clientX: number
  readonly clientY: number
  readonly timeStamp: number
}

/**
 * A card that was acted on moves away and the next one slides under the pointer: the second half of a double click would
 * end the visit of somebody else. So a pointer that has not moved acts once; the keyboard is not held up.
 */
export function createClickGuard(): (click: Click) => boolean {
  let last: Click | null = null
  return (click) => {
    if (click.detail === 0) return true
    if (click.detail > 1) return false
    const soon = last !== null && click.timeStamp - last.timeStamp < SAME_HAND_MS
    const still =
      last !== null && Math.hypot(click.clientX - last.clientX, click.clientY - last.clientY) <= STILL_PX
    if (soon && still) return false
    last = click
    return true
  }
}
