/** 2026-11-21: the one way to write a day that table programs of every language take for a date. */
export function localDate(ms: number): string {
  const day = new Date(ms)
  return [day.getFullYear(), two(day.getMonth() + 1), two(day.getDate())].join('-')
}

/** 14:32:09 */
export function localTime(ms: number): string {
  const moment = new Date(ms)
  return [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':')
}

/** 2026-11-21 14:32, or nothing where there was no such moment. */
export function localMoment(ms: number | null): string {
  return ms === null ? '' : `${localDate(ms)} ${localTime(ms).slice(0, 5)}`
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}
