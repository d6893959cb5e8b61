import type { BudgetLimits } from '../../../shared/hcp-view.ts'

const STEPS: { readonly [Name in keyof BudgetLimits]: readonly number[] } = {
  ratePerSecond: [0.2, 0.5, 1, 2, 3, 4],
  burst: [1, 2, 5],
  concurrency: [1, 2, 3],
}

/** What may be chosen, rising: downwards from the most, and what is set now, however it came there. */
export function choicesFor(name: keyof BudgetLimits, now: number, most: number): readonly number[] {
  const choices = new Set([...STEPS[name].filter((step) => step < most), now, most])
  return [...choices].sort((a, b) => a - b)
}
