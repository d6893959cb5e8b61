const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A stay that ends sooner than this is a slip of the hand. */
const SHORTEST_MS = 15 * MINUTE

export type WindowChoice = '2h' | '4h' | '18' | '22' | 'day' | 'own'

/** When a chip would end, seen from `nowMs`; null for "own times", which the guard types. */
export function untilOf(choice: WindowChoice, nowMs: number): number | null {
  switch (choice) {
    case '2h':
      return nowMs + 2 * HOUR
    case '4h':
      return nowMs + 4 * HOUR
    case '18':
      return atLocal(nowMs, 18, 0)
    case '22':
      return atLocal(nowMs, 22, 0)
    case 'day':
      return atLocal(nowMs, 23, 59)
    case 'own':
      return null
    default:
      return choice
  }
}

const order: readonly WindowChoice[] = ['2h', '4h', '18', '22', 'day', 'own']

/** The chips that make sense now: at 17:50 nobody is offered "until 18:00". */
export function windowChoices(nowMs: number): readonly WindowChoice[] {
  return order.filter((choice) => {
    const untilMs = untilOf(choice, nowMs)
    return untilMs === null || untilMs - nowMs >= SHORTEST_MS
  })
}

/** Most guests leave with the working day; in the evening two hours are a safe start. */
export function usualChoice(nowMs: number): WindowChoice {
  const endOfWork = atLocal(nowMs, 18, 0)
  return endOfWork - nowMs >= HOUR ? '18' : '2h'
}

/** Wall-clock time of the same local day; by the calendar, so that a change of clocks cannot shift it. */
function atLocal(nowMs: number, hour: number, minute: number): number {
  return new Date(nowMs).setHours(hour, minute, 0, 0)
}
