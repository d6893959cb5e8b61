import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { isOf, type Row } from './rows.ts'

const rowShape = z.object({
  case: z.string(),
  measure: z.string(),
  unit: z.string(),
  ours: z.number(),
  other: z.number().optional(),
  ratio: z.number().optional(),
  goal: z.number().nullable(),
  better: z.enum(['less', 'more']),
  ok: z.boolean(),
})

/** Rows of earlier runs; none where there is no file, or one that is not understood. */
function readRows(file: string): readonly z.infer<typeof rowShape>[] {
  try {
    return z.array(rowShape).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}

/**
 * Replaces the rows of the benches that ran (one that broke has none) and keeps those of the others, in the order of
 * `benches`; rows of a bench that is no more go.
 */
export function mergeRows<T extends Pick<Row, 'case'>>(
  benches: readonly string[],
  before: readonly T[],
  ran: ReadonlyMap<string, readonly T[]>,
): readonly T[] {
  return benches.flatMap((name) => ran.get(name) ?? before.filter((row) => isOf(name, row)))
}

/** Writes the run into the file of results. */
export function writeResults(
  file: string,
  benches: readonly string[],
  ran: ReadonlyMap<string, readonly Row[]>,
): void {
  mkdirSync(dirname(file), { recursive: true })
  const rows = mergeRows<Pick<Row, 'case'>>(benches, readRows(file), ran)
  writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`)
}
