/** `datetime-local` speaks local wall-clock text without a zone: "2027-05-12T18:00". */
export function toInput(ms: number): string {
  const date = new Date(ms)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

const two = (n: number): string => String(n).padStart(2, '0')

/** NaN for a half-typed date; the form rules say "not a date" to that. */
export function msOfInput(text: string): number {
  return text === '' ? Number.NaN : new Date(text).getTime()
}
