import { FORBIDDEN, tidyText } from '../../../shared/enrol-rules.ts'

const EVERY = new RegExp(FORBIDDEN.source, 'gu')

/** The characters HCP will not take from this text, each once. */
export function forbiddenIn(text: string): string {
  return [...new Set(text.match(EVERY) ?? [])].join(' ')
}

/** What a person would have typed instead: O'Brien as O’Brien, and a blank for what has no like. */
export function withoutForbidden(text: string): string {
  return tidyText(text.replaceAll(/['"]/gu, '’').replaceAll(EVERY, ' '))
}
