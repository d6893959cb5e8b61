import type { RefusalClass } from './codes.ts'

/**
 * How a call to HCP ended. Expected ends are values:
 * - `done`: HCP answered, and the answer was understood (code 0 is "accepted", not yet "on the doors")
 * - `refused`: HCP said no and did nothing
 * - `unknown`: sent, and nobody can say whether it was done; look up before anything else
 * - `notSent`: HCP has done nothing: the request never left this machine, or was a question that got no answer
 */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly class: RefusalClass; readonly code: string; readonly field: string }
  | {
      readonly kind: 'unknown'
      readonly class: 'unanswered' | 'busy' | 'device' | 'notUnderstood'
      readonly code?: string
    }
  | {
      readonly kind: 'notSent'
      readonly why: 'unreachable' | 'noAnswer' | 'held' | 'withdrawn' | 'certificate'
    }

export type NotDone = Exclude<Outcome<never>, { readonly kind: 'done' }>

export const done = <T>(value: T): Outcome<T> => ({ kind: 'done', value })

/** Turns the value of a done call; every other end stays what it is. */
export function mapDone<A, B>(outcome: Outcome<A>, turn: (value: A) => B): Outcome<B> {
  return outcome.kind === 'done' ? done(turn(outcome.value)) : outcome
}

/** Some refusals are what was wanted: a member added twice, a person removed who was not in. */
export function acceptRefusal<T>(outcome: Outcome<T>, kind: RefusalClass, value: T): Outcome<T> {
  return outcome.kind === 'refused' && outcome.class === kind ? done(value) : outcome
}
