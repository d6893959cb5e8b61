const pad = (value: number): string => String(value).padStart(2, '0')

/** ISO 8601 with explicit offset and second precision: '2025-10-03T09:00:00+05:00'. */
export function formatTime(atMs: number, offsetMinutes: number): string {
  const local = new Date(atMs + offsetMinutes * 60_000).toISOString().slice(0, 19)
  const size = Math.abs(offsetMinutes)
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`
}

const SHAPE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/

/** Milliseconds; null for anything else, also for `Z` and fractions: no vendor sample shows them. */
export function parseTime(text: string): number | null {
  if (!SHAPE.test(text)) return null
  const atMs = Date.parse(text)
  if (Number.isNaN(atMs)) return null
  // Date.parse rolls 2025-02-30 over into March.
  const offsetMinutes =
    (text.at(-6) === '-' ? -1 : 1) * (Number(text.slice(-5, -3)) * 60 + Number(text.slice(-2)))
  return formatTime(atMs, offsetMinutes).slice(0, 19) === text.slice(0, 19) ? atMs : null
}

/** This machine's offset east of UTC at that moment. */
export function machineOffsetMinutes(atMs: number): number {
  return -new Date(atMs).getTimezoneOffset()
}
