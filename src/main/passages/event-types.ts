/**
 * HCP's door event codes. Source: an integration in production; 197151 is a refused face, whatever some samples say.
 */

/** Somebody was let through. */
const GRANTED: ReadonlySet<number> = new Set([
  196883, 196884, 196885, 196886, 196887, 196888, 196889, 196890, 196891, 196892, 196893, 196894, 196895,
  196896, 196897, 197127, 198914, 198915, 200516, 263433,
])

export function isGranted(eventType: number): boolean {
  return GRANTED.has(eventType)
}

const FACE = 196893
const CARD = 198914

/** Asked at every tick, whatever this site has seen lately. */
export const ALWAYS_HOT: readonly number[] = [FACE, CARD]

/** The rest a reception may meet: other credentials granted, and the refusals a guard must hear of. */
export const SWEPT: readonly number[] = [
  196890, 197127, 263433, 197151, 197160, 197161, 197383, 197384, 197633, 197634, 197635,
]
