/** One measured number beside what it is measured against; the frame and `out/bench/results.json` know nothing else. */
export interface Row {
  /** Begins with the bench's name: `gate: 50 guests, equal freedom`. */
  readonly case: string
  readonly measure: string
  readonly unit: string
  readonly ours: number
  /** The predecessor's way, measured in the same run; what is not waited for says so in its measure. */
  readonly other?: number
  /** How many times better ours is than the other: above 1 is for us, whichever way is better. */
  readonly ratio?: number
  readonly goal: number | null
  readonly better: 'less' | 'more'
  readonly ok: boolean
}

/** What a bench says of one number; the frame works out the rest. */
export interface Measure {
  readonly measure: string
  readonly unit: string
  readonly ours: number
  readonly other?: number | undefined
  readonly goal?: number | null
  readonly better?: Row['better']
}

/** Measures of one situation, e.g. `50 guests, equal freedom`. */
export interface BenchCase {
  readonly case: string
  readonly measures: readonly Measure[]
}

/** Rows of one bench. Judged before rounding, so that nothing is rounded into its goal. */
export function toRows(bench: string, cases: readonly BenchCase[]): readonly Row[] {
  return cases.flatMap((one) => one.measures.map((measure) => toRow(`${bench}: ${one.case}`, measure)))
}

function toRow(name: string, { measure, unit, ours, other, goal = null, better = 'less' }: Measure): Row {
  const ratio = other === undefined ? undefined : ratioOf(ours, other, better)
  return {
    case: name,
    measure,
    unit,
    ours: rounded(ours),
    ...(other === undefined ? {} : { other: rounded(other) }),
    ...(ratio === undefined ? {} : { ratio: rounded(ratio) }),
    goal,
    better,
    ok: isMet(ours, goal, better),
  }
}

function isMet(ours: number, goal: number | null, better: Row['better']): boolean {
  if (goal === null) return true
  return better === 'less' ? ours <= goal : ours >= goal
}

function ratioOf(ours: number, other: number, better: Row['better']): number | undefined {
  const ratio = better === 'less' ? other / ours : ours / other
  return Number.isFinite(ratio) ? ratio : undefined
}

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000

/** Does this row, of this or an earlier run, belong to the bench? */
export function isOf(bench: string, row: Pick<Row, 'case'>): boolean {
  return row.case.startsWith(`${bench}: `)
}

/** The case without the bench's name, for a place that has just said it. */
export function shortCase(row: Row): string {
  return row.case.slice(row.case.indexOf(': ') + 2)
}
