/**
 * What may be typed into the new-guest form. Pure, so that the form can say it at the field while the guard types and
 * main can decide by the same words. Sources: HCP's field rules (names 1–256 each, no `' / \ : * ? " < > |`).
 */
export interface EnrolAsk {
  /** A guest known from an earlier visit, or null for a new one. */
  readonly guestId: number | null
  readonly familyName: string
  readonly givenName: string
  readonly host: string
  readonly purpose: string
  /** Where the guest can be reached; empty when nobody asked. */
  readonly phone: string
  readonly fromMs: number
  readonly untilMs: number
  readonly levelId: string
  /** Hash answered by `photos.accept`, or in a group by `imports.photo`; null enrols without a face (card or escort). */
  readonly photoHash: string | null
}

export type EnrolField =
  | 'familyName'
  | 'givenName'
  | 'host'
  | 'purpose'
  | 'phone'
  | 'fromMs'
  | 'untilMs'
  | 'levelId'
  | 'photo'

export type FieldProblem =
  | 'empty'
  | 'tooLong'
  | 'forbiddenCharacters'
  | 'controlCharacters'
  | 'endsBeforeStart'
  | 'alreadyOver'
  | 'tooFar'
  | 'unknownLevel'
  | 'photoMissing'
  | 'notADate'

export type FieldProblems = Partial<Record<EnrolField, FieldProblem>>

/** HCP: family and given name 1–256 characters each. */
export const NAME_MAX = 256
/** Our own columns; HCP's remark, where they could go one day, holds 128. */
export const TEXT_MAX = 128
/** The longest number in the world has 15 digits; blanks, brackets and an extension come on top. */
export const PHONE_MAX = 40
/** HCP accepts validity ends up to 2037-12-31; a guest's stay is never that long, a typing error is. */
export const WINDOW_MAX_MS = 366 * 24 * 3_600_000
/** HCP refuses these in any text field. */
export const FORBIDDEN = /['/\\:*?"<>|]/u

const CONTROL = /[\p{Cc}\p{Co}\p{Cs}]/u
// Zero-width and direction marks ride along when a name is pasted; nobody typed them.
const INVISIBLE = /\p{Cf}/gu

/** One spelling for one name: composed Unicode, single blanks, none at the ends, no invisible marks; ё stays ё. */
export function tidyText(text: string): string {
  return text.replace(INVISIBLE, '').normalize('NFC').replace(/\s+/gu, ' ').trim()
}

function textProblem(text: string, max: number, required: boolean): FieldProblem | null {
  const tidy = tidyText(text)
  if (tidy === '') return required ? 'empty' : null
  if (tidy.length > max) return 'tooLong'
  if (CONTROL.test(tidy)) return 'controlCharacters'
  if (FORBIDDEN.test(tidy)) return 'forbiddenCharacters'
  return null
}

/** What is wrong with a name; the given name may be empty (HCP then gets a dash). */
export function nameProblem(text: string, required: boolean): FieldProblem | null {
  return textProblem(text, NAME_MAX, required)
}

/** What is wrong with a window, seen from `nowMs`. */
export function windowProblems(fromMs: number, untilMs: number, nowMs: number): FieldProblems {
  if (!Number.isSafeInteger(fromMs)) return { fromMs: 'notADate' }
  if (!Number.isSafeInteger(untilMs)) return { untilMs: 'notADate' }
  if (nowMs - fromMs > WINDOW_MAX_MS) return { fromMs: 'tooFar' }
  if (untilMs <= fromMs) return { untilMs: 'endsBeforeStart' }
  if (untilMs <= nowMs) return { untilMs: 'alreadyOver' }
  if (untilMs - nowMs > WINDOW_MAX_MS) return { untilMs: 'tooFar' }
  return {}
}

/** Every problem of an ask, by field; an empty object means it may be enrolled. */
export function enrolProblems(ask: EnrolAsk, levelIds: ReadonlySet<string>, nowMs: number): FieldProblems {
  const found: FieldProblems = { ...windowProblems(ask.fromMs, ask.untilMs, nowMs) }
  const note = (field: EnrolField, problem: FieldProblem | null): void => {
    if (problem) found[field] = problem
  }
  note('familyName', nameProblem(ask.familyName, true))
  note('givenName', nameProblem(ask.givenName, false))
  note('host', textProblem(ask.host, TEXT_MAX, false))
  note('purpose', textProblem(ask.purpose, TEXT_MAX, false))
  note('phone', textProblem(ask.phone, PHONE_MAX, false))
  note('levelId', levelIds.has(ask.levelId) ? null : 'unknownLevel')
  return found
}
