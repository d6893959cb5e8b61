const HOUR_MS = 3_600_000

/**
 * The borders of the hours of the day in which a moment lies, by the clock of the site: the first is the day's beginning,
 * the last its end. 24 to 26 of them: where clocks change, a day is longer or shorter (and where they change by half an
 * hour, one of its hours is).
 */
export function dayHours(atMs: number): readonly number[] {
  const at = new Date(atMs)
  const midnight = (days: number): number =>
    new Date(at.getFullYear(), at.getMonth(), at.getDate() + days).getTime()
  const endMs = midnight(1)
  const borders: number[] = []
  for (let ms = midnight(0); ms < endMs; ms += HOUR_MS - pastTheHourMs(ms)) borders.push(ms)
  return [...borders, endMs]
}

function pastTheHourMs(ms: number): number {
  const clock = new Date(ms)
  return (clock.getMinutes() * 60 + clock.getSeconds()) * 1_000 + clock.getMilliseconds()
}
