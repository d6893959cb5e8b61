import { knownCode } from '../../../shared/hcp-codes.ts'
import type { Finding } from '../../../shared/hcp-view.ts'
import { pause } from '../../lib/scheduler.ts'
import { meaningOf } from '../codes.ts'
import type { Gate } from '../gate.ts'
import type { NotDone, Outcome } from '../outcome.ts'
import type { CheckNeeds } from './check.ts'

const MOST_TRIES = 3
/** Longer than HCP's longest absence keeps the gate shut, and far shorter than a refused key does. */
const LONGEST_WAIT_MS = 20_000

/** Asks once more when HCP or the gate says "not now": a busy moment is not what an administrator is looking for. */
export async function ask<T>(
  needs: Pick<CheckNeeds, 'gate' | 'scheduler' | 'signal'>,
  send: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await send()
    const waitMs = needs.gate.heldForMs()
    const isLast = tries === MOST_TRIES || waitMs > LONGEST_WAIT_MS || needs.signal.aborted
    if (isLast || !isForNow(outcome)) return outcome
    // A timer may be a little early, and would find the gate still shut.
    await pause(needs.scheduler, Math.ceil(waitMs) + 1)
  }
}

function isForNow(outcome: Outcome<unknown>): boolean {
  if (outcome.kind === 'notSent') return outcome.why === 'held'
  return outcome.kind === 'refused' && meaningOf(outcome.code).slows
}

/** What an answer that is no yes means where the check has no better word for it. */
export function findingOf(gate: Gate, outcome: NotDone): Finding {
  if (outcome.kind === 'refused') return { kind: 'refused', code: knownCode(outcome.code) }
  return isHeldByRefusal(gate, outcome) ? { kind: 'notTried' } : { kind: 'unanswered' }
}

/** HCP has refused the key, maybe to another part of the desk: nothing was sent, and nothing will be. */
export function isHeldByRefusal(gate: Gate, outcome: NotDone): boolean {
  return outcome.kind === 'notSent' && outcome.why === 'held' && gate.health().state === 'refused'
}
