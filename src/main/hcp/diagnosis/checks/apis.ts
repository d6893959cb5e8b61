import { type AnswerCode, knownCode } from '../../../../shared/hcp-codes.ts'
import { type Api, apis as allApis, type Finding } from '../../../../shared/hcp-view.ts'
import { meaningOf } from '../../codes.ts'
import type { NotDone, Outcome } from '../../outcome.ts'
import { ask, findingOf } from '../ask.ts'
import type { Check, CheckNeeds } from '../check.ts'
import { askHarmlessly } from '../harmless.ts'

/** One lost answer is an accident; with the second, HCP is in no state to be asked about the rest. */
const MOST_UNCLEAR = 2

/** Is the partner given every API the desk uses? Changes nothing in HCP. The push has a check of its own. */
export const apis: Check = {
  name: 'apis',
  after: ['signature'],
  timeoutMs: 120_000,
  late: { kind: 'unanswered' },
  async run(needs) {
    const missing: { api: Api; code: AnswerCode | null }[] = []
    const unclear: NotDone[] = []
    for (const api of allApis) {
      const outcome = api === 'eventPush' ? null : await askOne(needs, api)
      if (outcome === null || outcome.kind === 'done') continue
      const said = entitlementOf(outcome)
      if (said === 'missing') missing.push({ api, code: codeOf(outcome) })
      if (said === 'unclear') unclear.push(outcome)
      if (said === 'stop') return findingOf(needs.gate, outcome)
      if (unclear.length === MOST_UNCLEAR) break
    }
    return conclude(needs, missing, unclear)
  },
}

function conclude(
  { gate }: CheckNeeds,
  missing: Extract<Finding, { kind: 'apisMissing' }>['apis'],
  [first]: readonly NotDone[],
): Finding {
  if (missing.length > 0) return { kind: 'apisMissing', apis: missing }
  return first ? findingOf(gate, first) : { kind: 'apisAllowed' }
}

function askOne(needs: CheckNeeds, api: Exclude<Api, 'eventPush'>): Promise<Outcome<unknown>> {
  if (api === 'version') return needs.version()
  const isOver = (): boolean => needs.signal.aborted
  return ask(needs, () => askHarmlessly(needs.gate, api, needs.clock.nowMs, isOver))
}

/** Whatever HCP answers to a question about nobody but "not for you" comes from behind the entitlement. */
export function entitlementOf(outcome: NotDone): 'allowed' | 'missing' | 'unclear' | 'stop' {
  if (outcome.kind === 'notSent' && outcome.why === 'held') return 'stop'
  // Without a code it was somebody in front of HCP who spoke.
  if (outcome.kind !== 'refused' || outcome.code === '') return 'unclear'
  // The others are there, so it is a path that this version does not have.
  if (outcome.code === 'HTTP 404') return 'missing'
  const { class: kind, closesApi } = meaningOf(outcome.code)
  if (closesApi) return 'missing'
  if (kind === 'auth') return 'stop'
  return kind === 'busy' ? 'unclear' : 'allowed'
}

function codeOf(outcome: NotDone): AnswerCode | null {
  return outcome.kind === 'refused' ? knownCode(outcome.code) : null
}
