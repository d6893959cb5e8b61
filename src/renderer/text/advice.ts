import type { AnswerCode } from '../../shared/hcp-codes.ts'
import type { AccessProblem } from '../../shared/visit.ts'
import type { Text } from './en.ts'
import type { Advice } from './en-problems.ts'

/** Here the desk knows more than HCP's code says: which photo, which level, which door. */
const DESK_KNOWS_MORE: ReadonlySet<AccessProblem> = new Set<AccessProblem>([
  'faceRefused',
  'photoMissing',
  'levelMissing',
  'doorsRefused',
])
/** Codes that only say that something went wrong. */
const SAYS_NOTHING: ReadonlySet<AnswerCode> = new Set<AnswerCode>(['7', '0x00052301'])

/** The sentence for a card: that of the code where it says more than that of the problem. */
export function adviceFor(t: Text, problem: AccessProblem, code: AnswerCode | null): Advice {
  const general = t.problems.access[problem]
  if (code === null || DESK_KNOWS_MORE.has(problem) || SAYS_NOTHING.has(code)) return general
  return t.codes.answers[code]
}
