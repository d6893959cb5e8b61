import { type CheckName, type CheckResult, checkNames, type Diagnosis } from '../../../shared/hcp-view.ts'

export type RowState = CheckResult['verdict'] | 'running' | 'waiting' | 'idle'

export interface CheckRow {
  readonly check: CheckName
  readonly state: RowState
  readonly result: CheckResult | null
}

/** All nine in their order: what is done, the one under way, those to come. */
export function rowsOf(diagnosis: Diagnosis | null): readonly CheckRow[] {
  const results = new Map(diagnosis?.checks.map((result) => [result.check, result]))
  const running = diagnosis?.running ?? false
  const next = running ? checkNames.find((check) => !results.has(check)) : undefined
  return checkNames.map((check) => {
    const result = results.get(check) ?? null
    return {
      check,
      result,
      state: result?.verdict ?? (check === next ? 'running' : running ? 'waiting' : 'idle'),
    }
  })
}

export function countOf(diagnosis: Diagnosis, verdict: CheckResult['verdict']): number {
  return diagnosis.checks.filter((result) => result.verdict === verdict).length
}
