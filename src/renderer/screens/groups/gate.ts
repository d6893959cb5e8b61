/**
 * The one question before many accesses end. Either the number is typed, or nothing is typed and the key is held: a wrong
 * number is a doubt, and a doubt is no yes.
 */
export type Gate = 'open' | 'hold' | 'wrong'

/** How long a key or button is held: no slip of a hand lasts so long. */
export const HOLD_MS = 2_000

export function gateOf(typed: string, count: number): Gate {
  const text = typed.replace(/\s/gu, '')
  if (text === '') return 'hold'
  return /^\d+$/u.test(text) && Number(text) === count ? 'open' : 'wrong'
}

/** So many names stand in the question; the others are a number. */
const NAMED = 6

export function firstNames(names: readonly string[]): {
  readonly shown: readonly string[]
  readonly more: number
} {
  // "And one more" takes the room of the name itself.
  const shown = names.length <= NAMED + 1 ? names : names.slice(0, NAMED)
  return { shown, more: names.length - shown.length }
}
