import {
  type CheckName,
  type CheckResult,
  checkNames,
  type Diagnosis,
  type Finding,
} from '../../../shared/hcp-view.ts'
import type { ProductVersion } from '../endpoints/site.ts'
import { readVersion } from '../endpoints/site.ts'
import type { Outcome } from '../outcome.ts'
import { ask } from './ask.ts'
import type { Check, CheckNeeds, DiagnosisNeeds } from './check.ts'
import { apis } from './checks/apis.ts'
import { clock } from './checks/clock.ts'
import { doors } from './checks/doors.ts'
import { levels } from './checks/levels.ts'
import { name } from './checks/name.ts'
import { push } from './checks/push.ts'
import { signature } from './checks/signature.ts'
import { tcp } from './checks/tcp.ts'
import { tls } from './checks/tls.ts'
import { judge } from './judge.ts'

const CHECKS: Readonly<Record<CheckName, Check>> = {
  name,
  tcp,
  tls,
  clock,
  signature,
  apis,
  levels,
  doors,
  push,
}

/**
 * Runs the checks one after another; `progress` hears of each as it ends. Never rejects. What HCP has refused before is
 * not asked for again here: whoever wants to know what is true now opens the gate and its APIs first.
 */
export function runDiagnosis(needs: DiagnosisNeeds, progress: (diagnosis: Diagnosis) => void): Promise<void> {
  return runChecks(
    checkNames.map((one) => CHECKS[one]),
    needs,
    progress,
  )
}

/** The frame around the checks: time limit, catch, duration, and no check whose ground is missing. */
export async function runChecks(
  checks: readonly Check[],
  needs: DiagnosisNeeds,
  progress: (diagnosis: Diagnosis) => void,
): Promise<void> {
  const startedAtMs = needs.clock.nowMs()
  const version = askOnce(needs)
  const results: CheckResult[] = []
  for (const check of checks) {
    const hasGround = results.every(
      ({ check: earlier, verdict }) =>
        !check.after.includes(earlier) || verdict === 'good' || verdict === 'warning',
    )
    const startedMs = needs.clock.monotonicMs()
    const finding: Finding = hasGround ? await measure(check, { ...needs, version }) : { kind: 'notTried' }
    results.push({
      check: check.name,
      verdict: judge(check.name, finding),
      durationMs: Math.round(needs.clock.monotonicMs() - startedMs),
      finding,
    })
    const running = results.length < checks.length
    try {
      progress({ startedAtMs, running, checks: [...results] })
    } catch (error) {
      needs.log.error('nobody could be told of the diagnosis', error)
    }
  }
  const isNotGood = results.filter(({ verdict }) => verdict !== 'good')
  const found = isNotGood.map(({ check, verdict, finding }) => `${check} ${verdict} (${finding.kind})`)
  needs.log.info(`diagnosis: ${found.length === 0 ? 'all good' : found.join(', ')}`)
}

function askOnce(needs: DiagnosisNeeds): () => Promise<Outcome<ProductVersion>> {
  let asked: Promise<Outcome<ProductVersion>> | null = null
  // The answer serves several checks, so no check's end is the end of it.
  const { signal } = new AbortController()
  return () => {
    asked ??= ask({ ...needs, signal }, () => readVersion(needs.gate))
    return asked
  }
}

/** A check that breaks is a mistake of ours: logged, and shown as a question without an answer. */
async function measure(check: Check, needs: Omit<CheckNeeds, 'signal'>): Promise<Finding> {
  const over = new AbortController()
  let cancel = (): void => {}
  const late = new Promise<Finding>((resolve) => {
    cancel = needs.scheduler.after(check.timeoutMs, () => resolve(check.late))
  })
  try {
    return await Promise.race([check.run({ ...needs, signal: over.signal }), late])
  } catch (error) {
    needs.log.error(`the check of ${check.name} broke`, error)
    return { kind: 'unanswered' }
  } finally {
    cancel()
    over.abort()
  }
}
