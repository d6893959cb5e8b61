import { type Columns, columnNames } from './columns.ts'

export type Arrow = 'up' | 'down' | 'left' | 'right'

/** Where an arrow key leads: along the column, or to the same height of the next column that has cards. */
export function moveSelection(columns: Columns, selectedId: number | null, arrow: Arrow): number | null {
  const filled = columnNames.map((name) => columns[name]).filter((cards) => cards.length > 0)
  const column = filled.findIndex((cards) => cards.some((card) => card.visitId === selectedId))
  const here = filled[column]
  if (here === undefined) return filled[0]?.[0]?.visitId ?? null
  const row = here.findIndex((card) => card.visitId === selectedId)
  const sideways = arrow === 'left' ? -1 : arrow === 'right' ? 1 : 0
  const target = filled[column + sideways] ?? here
  const step = arrow === 'up' ? -1 : arrow === 'down' ? 1 : 0
  const targetRow = Math.min(Math.max(row + step, 0), target.length - 1)
  return target[targetRow]?.visitId ?? selectedId
}
