/** A port that an ordinary program may open, or null. */
export function portOf(text: string): number | null {
  const port = /^\d{4,5}$/u.test(text.trim()) ? Number(text) : 0
  return port >= 1024 && port <= 65_535 ? port : null
}
