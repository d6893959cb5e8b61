import type { VisitCard } from '../../../shared/visit.ts'

export const columnNames = ['attention', 'expected', 'inside', 'left'] as const
export type ColumnName = (typeof columnNames)[number]
export type Columns = Readonly<Record<ColumnName, readonly VisitCard[]>>

/** A card stands in exactly one column; what a person must look at stands before everything else. */
export function columnOf(card: VisitCard): ColumnName {
  if (card.alarm || card.access === 'attention') return 'attention'
  return card.status === 'expected' || card.status === 'inside' ? card.status : 'left'
}

export function columnsOf(cards: readonly VisitCard[], nowMs: number): Columns {
  const columns: Record<ColumnName, VisitCard[]> = { attention: [], expected: [], inside: [], left: [] }
  for (const card of cards) columns[columnOf(card)].push(card)
  columns.attention.sort((a, b) => Number(b.alarm) - Number(a.alarm) || a.decidedAtMs - b.decidedAtMs)
  columns.expected.sort((a, b) => compareExpected(a, b, nowMs))
  columns.inside.sort((a, b) => a.untilMs - b.untilMs || a.visitId - b.visitId)
  columns.left.sort((a, b) => endedAtMs(b) - endedAtMs(a) || b.visitId - a.visitId)
  return columns
}

/**
 * Whether the window is still to open. A minute of grace: the board's clock goes by half minutes, and a guest enrolled
 * since its last step is no guest of a later hour.
 */
export function comesLater(card: VisitCard, nowMs: number): boolean {
  return card.fromMs - nowMs > 60_000
}

/** Who may come now before who comes later; among the first the latest enrolled, who is standing at the desk. */
function compareExpected(a: VisitCard, b: VisitCard, nowMs: number): number {
  const later = Number(comesLater(a, nowMs)) - Number(comesLater(b, nowMs))
  if (later !== 0) return later
  const order = comesLater(a, nowMs) ? a.fromMs - b.fromMs : b.createdAtMs - a.createdAtMs
  return order || b.visitId - a.visitId
}

function endedAtMs(card: VisitCard): number {
  return card.leftAtMs ?? card.decidedAtMs
}

/** Every word must occur somewhere; ё and е are one letter for who types in a hurry. */
export function matchesQuery(card: VisitCard, query: string): boolean {
  const words = fold(query).split(/\s+/u).filter(Boolean)
  const text = fold(`${card.familyName} ${card.givenName} ${card.host} ${card.purpose}`)
  return words.every((word) => text.includes(word))
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е')
}
