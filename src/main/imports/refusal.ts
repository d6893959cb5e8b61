import type { TableProblem } from '../../shared/import-table.ts'

/** Ends the reading of a table from any depth; `parse-table.ts` turns it into the answer. Never leaves this room. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly problem: TableProblem

  constructor(problem: TableProblem) {
    super(problem.kind)
    this.problem = problem
  }
}
