import { readable } from './numbers.ts'
import { type Row, shortCase } from './rows.ts'

const HEAD = ['', 'unit', 'this desk', 'predecessor', 'ratio', 'goal', ''] as const
/** Numbers stand right, words left. */
const RIGHT = new Set([2, 3, 4, 5])

/** The rows of one bench as text, case by case; a missed goal says so in its own line. */
export function table(rows: readonly Row[]): readonly string[] {
  const lines: (readonly string[] | string)[] = [HEAD]
  let last = ''
  for (const row of rows) {
    if (row.case !== last) lines.push('', shortCase(row))
    last = row.case
    lines.push(cells(row))
  }
  const widths = HEAD.map((_, column) =>
    Math.max(...lines.map((line) => (typeof line === 'string' ? 0 : (line[column] ?? '').length))),
  )
  return lines.map((line) => (typeof line === 'string' ? line : padded(line, widths)))
}

function cells(row: Row): readonly string[] {
  return [
    `  ${row.measure}`,
    row.unit,
    readable(row.ours),
    row.other === undefined ? '' : readable(row.other),
    row.ratio === undefined ? '' : `×${readable(row.ratio)}`,
    goalOf(row),
    row.goal === null ? '' : row.ok ? 'met' : 'MISSED',
  ]
}

/** `≤ 5`, or nothing where there is no goal. */
export function goalOf({ goal, better }: Pick<Row, 'goal' | 'better'>): string {
  return goal === null ? '' : `${better === 'less' ? '≤' : '≥'} ${readable(goal)}`
}

function padded(line: readonly string[], widths: readonly number[]): string {
  return line
    .map((cell, column) => {
      const width = widths[column] ?? 0
      return RIGHT.has(column) ? cell.padStart(width) : cell.padEnd(width)
    })
    .join('  ')
    .trimEnd()
}
