/** ISO 8601 with an explicit offset and second precision, in the zone of this machine: `2025-10-03T09:00:00+05:00`. */
export function toIsoTime(atMs: number): string {
  const seconds = Math.floor(atMs / 1_000) * 1_000
  const offsetMinutes = -new Date(seconds).getTimezoneOffset()
  const local = new Date(seconds + offsetMinutes * 60_000).toISOString().slice(0, 19)
  const sign = offsetMinutes < 0 ? '-' : '+'
  const pad = (n: number): string => String(n).padStart(2, '0')
  const size = Math.abs(offsetMinutes)
  return `${local}${sign}${pad(Math.floor(size / 60))}:${pad(size % 60)}`
}
