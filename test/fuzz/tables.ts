// Tables of guests: mutated files, and whole ones with one damaged row that must be named.
import { parseTable } from '../../src/main/imports/parse-table.ts'
import { readTable } from '../../src/main/imports/read-table.ts'
import { isFormula } from '../../src/main/imports/shape-table.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { importing as en } from '../../src/renderer/text/en-import.ts'
import { importing as ru } from '../../src/renderer/text/ru-import.ts'
import {
  columnLetters,
  type ReadTable,
  type TableAnswer,
  type TableProblem,
} from '../../src/shared/import-table.ts'
import { books, texts } from '../imports/corpus.ts'
import { workbook, xmlRow } from '../imports/workbook-maker.ts'
import { type Chance, type Fuzz, mutated, tryCases } from './chance.ts'

const needs = {
  scheduler: systemScheduler,
  workerFile: new URL('../../src/main/imports/table-worker.ts', import.meta.url),
}
/** A thread for each case would take most of the time: one in so many is read as the desk does it. */
const ON_A_THREAD = 10
/** Read in this process, a larger one would only cost time: its limits are kept on the thread. */
const HERE_BYTES = 300_000

const HEADER = ['Last name', 'First name', 'Host']
const WORDS = ['Smith', 'Иванов', 'Ann', 'O’Brien Lee', 'Zoë', '12', 'ООО Ромашка', '']

/** Bytes of one case, and what must come of them where that is known. */
interface Case {
  readonly bytes: Buffer
  readonly expected?: readonly (readonly string[])[] | TableProblem
}

const cases: readonly [(chance: Chance) => Case, ...((chance: Chance) => Case)[]] = [
  (chance) => ({ bytes: mutatedFile(chance, texts) }),
  (chance) => ({ bytes: mutatedFile(chance, books) }),
  mutatedParts,
  wholeText,
  damagedText,
  damagedBook,
]

function mutatedFile(chance: Chance, files: readonly { readonly bytes: () => Buffer }[]): Buffer {
  const [one, other] = [files[chance.below(files.length)], files[chance.below(files.length)]]
  return mutated(one?.bytes() ?? Buffer.alloc(0), chance, other?.bytes())
}

const someRows = (chance: Chance): readonly (readonly string[])[] =>
  Array.from({ length: 1 + chance.below(30) }, () => [
    `Guest${chance.below(1_000)}`,
    ...Array.from({ length: 2 }, () => WORDS[chance.below(WORDS.length)] ?? ''),
  ])

const bookOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells, at) => xmlRow(at + 1, ...cells)).join('')

/** The archive is whole, what is in it is not: past the checksums everything is still to be doubted. */
function mutatedParts(chance: Chance): Case {
  const unlucky = chance.below(6)
  let at = 0
  const bytes = workbook({
    sheets: [{ rows: bookOf([HEADER, ...someRows(chance)]) }],
    repack: (entry) => (at++ === unlucky ? { ...entry, bytes: mutated(entry.bytes, chance) } : entry),
  })
  return { bytes }
}

const SIGNS = [',', ';', '\t', '|'] as const

function asText(rows: readonly (readonly string[])[], chance: Chance): Buffer {
  const [sign, end] = [chance.pick(SIGNS), chance.pick(['\r\n', '\n'])]
  const text = rows.map((cells) => cells.join(sign)).join(end) + (chance.once(2) ? end : '')
  return chance.once(3)
    ? Buffer.from(`\uFEFF${text}`, 'utf16le')
    : Buffer.from((chance.once(2) ? '\uFEFF' : '') + text)
}

function wholeText(chance: Chance): Case {
  const rows = someRows(chance)
  return { bytes: asText([HEADER, ...rows], chance), expected: rows }
}

type Damage = (row: number, column: number) => readonly [cell: string, problem: TableProblem]
const DAMAGES: readonly [Damage, ...Damage[]] = [
  (row, column) => ['=1+1', { kind: 'formula', row, column }],
  (row, column) => ['@SUM(A1)', { kind: 'formula', row, column }],
  (row, column) => ['x'.repeat(limits.importCellMaxChars + 1), { kind: 'cellTooLong', row, column }],
]

/** One cell of one row is damaged. */
function damaged(
  chance: Chance,
  damage: Damage,
): { readonly rows: readonly (readonly string[])[]; readonly problem: TableProblem } {
  const rows = [HEADER, ...someRows(chance)].map((row) => [...row])
  const [row, column] = [1 + chance.below(rows.length - 1), chance.below(3)]
  const [cell, problem] = damage(row + 1, column + 1)
  rows[row]?.splice(column, 1, cell)
  return { rows, problem }
}

function damagedText(chance: Chance): Case {
  const nul: Damage = (row) => ['Sm\0ith', { kind: 'controlBytes', row }]
  const { rows, problem } = damaged(chance, chance.pick([...DAMAGES, nul]))
  return { bytes: asText(rows, chance), expected: problem }
}

function damagedBook(chance: Chance): Case {
  const { rows, problem } = damaged(chance, chance.pick(DAMAGES))
  return { bytes: workbook({ sheets: [{ rows: bookOf(rows) }] }), expected: problem }
}

/** What is wrong with an answer to a case; null when nothing is. */
function judge({ bytes, expected }: Case, answer: TableAnswer): string | null {
  const shape = answer.ok ? oddTable(answer.table) : oddProblem(answer.problem)
  if (shape !== null || expected === undefined) return shape && `${shape} (${bytes.length} bytes)`
  const seen = answer.ok ? answer.table.rows.map((row) => row.cells) : answer.problem
  return JSON.stringify(seen) === JSON.stringify(expected)
    ? null
    : `expected ${JSON.stringify(expected).slice(0, 200)}, got ${JSON.stringify(seen).slice(0, 200)}`
}

/** Within its limits, in one spelling, and nothing in it that a spreadsheet would calculate. */
function oddTable({ header, rows, fields }: ReadTable): string | null {
  if (header.length > limits.importColumnsMax || fields.length !== header.length) return 'odd columns'
  if (rows.length === 0 || rows.length > limits.importRowsMax) return `${rows.length} rows`
  let before = 0
  for (const { rowNumber, cells } of rows) {
    if (rowNumber <= before || cells.length !== header.length) return `row ${rowNumber} is odd`
    before = rowNumber
    const odd = cells.find(
      (cell) =>
        cell.length > limits.importCellMaxChars ||
        isFormula(cell) ||
        cell !== cell.trim() ||
        cell.includes('\0'),
    )
    if (odd !== undefined) return `row ${rowNumber} holds ${JSON.stringify(odd.slice(0, 60))}`
  }
  return null
}

/** Can be said in both languages, with its row and column. */
function oddProblem(problem: TableProblem): string | null {
  for (const text of [en, ru]) {
    const sentence = text.table(problem)
    const names = [
      ...('row' in problem ? [String(problem.row)] : []),
      ...('column' in problem ? [columnLetters(problem.column)] : []),
    ]
    if (sentence.length < 10 || names.some((name) => !sentence.includes(name)))
      return `${problem.kind} cannot be said: ${sentence}`
  }
  return null
}

export const fuzzTables: Fuzz = (seed, count, say) =>
  tryCases(seed, count, say, async (chance, number) => {
    const one = chance.pick(cases)(chance)
    const isHere = number % ON_A_THREAD !== 0 && one.bytes.length < HERE_BYTES && one.bytes.length > 0
    return judge(one, await (isHere ? parseTable(one.bytes, 'list') : readTable(one.bytes, 'list', needs)))
  })
