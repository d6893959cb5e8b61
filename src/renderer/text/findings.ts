import type { AnswerCode } from '../../shared/hcp-codes.ts'
import type { Api, CheckName, CheckResult, Finding } from '../../shared/hcp-view.ts'
import type { Text } from './en.ts'
import type { Advice } from './en-problems.ts'

/** What a sentence about a finding needs from outside: dates and names in the language of the screen. */
export interface Say {
  readonly date: (ms: number) => string
  /** Why HCP refuses, with the code behind it. */
  readonly refusal: (code: AnswerCode | null) => string
  readonly api: (api: Api) => string
}

type Kind = Finding['kind']
export type FindingOf<K extends Kind> = Extract<Finding, { readonly kind: K }>

/** One sentence for every kind of finding; a kind without one does not compile. */
export type FindingWords = { readonly [K in Kind]: (found: FindingOf<K>, say: Say) => string }

/** What helps when a finding is not good. What HCP refuses has its advice with the code. */
export type FindingAdvice = Readonly<Record<Exclude<Kind, 'refused' | 'pushNotAllowed'>, string | null>>

export interface CheckText {
  readonly names: Readonly<Record<CheckName, string>>
  /** What a check asks, while it has no answer. */
  readonly asks: Readonly<Record<CheckName, string>>
  readonly found: FindingWords
  readonly advice: FindingAdvice
  readonly push: string
}

/** How many names a sentence holds; the rest is a number. */
const NAMED_AT_MOST = 6

export function namesIn(names: readonly string[], more: (n: number) => string): string {
  const rest = names.length - NAMED_AT_MOST
  return rest <= 0 ? names.join(', ') : `${names.slice(0, NAMED_AT_MOST).join(', ')} ${more(rest)}`
}

/** The tools a sentence needs, in the language of the screen. */
export function sayIn(t: Text, date: Say['date']): Say {
  return {
    date,
    refusal: (code) =>
      code === null ? t.codes.unknown.why : `${t.codes.answers[code].why} (${t.codes.label(code)})`,
    api: (api) => t.hik.quoted(t.hik.apis[api].name),
  }
}

export function findingWords(text: CheckText, found: Finding, say: Say): string {
  // The compiler cannot see that the kind picks the one function made for it.
  const words = text.found[found.kind] as (found: Finding, say: Say) => string
  return words(found, say)
}

/** What a person can do about it; null when all is well, or when nobody can. */
export function findingAdvice(
  text: CheckText,
  codes: { readonly answers: Record<AnswerCode, Advice>; readonly unknown: Advice },
  { finding, verdict }: CheckResult,
): string | null {
  if (verdict === 'good' || verdict === 'skipped') return null
  if (finding.kind === 'pushNotAllowed') return text.push
  if (finding.kind !== 'refused') return text.advice[finding.kind]
  return (finding.code === null ? codes.unknown : codes.answers[finding.code]).todo
}
