import type { Text } from '../../text/en.ts'
import type { Format } from '../../text/format.ts'

/** A time among many days: "today, 18:05", "13 May, 18:05". */
export function whenOf(t: Text, format: Format, atMs: number, nowMs: number): string {
  const moment = format.moment(atMs, nowMs)
  return moment === format.time(atMs) ? t.care.today(moment) : moment
}
