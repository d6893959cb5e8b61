import { limits } from '../lib/limits.ts'
import { ALWAYS_HOT, SWEPT } from './event-types.ts'

/**
 * How door events may be asked for on this server, cheapest first: all at once, one call per event type, or one call per
 * event type and ten doors. The guide demands the last; some versions allow the others.
 */
export const forms = ['plain', 'byType', 'byTypeAndDoors'] as const
export type Form = (typeof forms)[number]

/** What was learned about this server. A form is proven once it has brought a row; an empty answer proves nothing. */
export interface Learned {
  readonly form: Form
  readonly proven: boolean
}

export const nothingLearned: Learned = { form: 'plain', proven: false }

/** One question, before paging. */
export interface Question {
  readonly eventType: number | null
  readonly doorIds: readonly string[] | null
}

/** The questions of one tick in a form; `sweep` takes the rare event types along. */
export function questions(
  form: Form,
  doorIds: readonly string[],
  seenLately: readonly number[],
  sweep: boolean,
): readonly Question[] {
  if (form === 'plain') return [{ eventType: null, doorIds: null }]
  const types = [...new Set([...ALWAYS_HOT, ...seenLately, ...(sweep ? SWEPT : [])])]
  if (form === 'byType') return types.map((eventType) => ({ eventType, doorIds: null }))
  const tens = inChunks(doorIds, limits.hcpDoorsPerCall)
  return types.flatMap((eventType) => tens.map((chunk) => ({ eventType, doorIds: chunk })))
}

/** The next dearer form, or null at the dearest. */
export function nextForm(form: Form): Form | null {
  return forms[forms.indexOf(form) + 1] ?? null
}

export function inChunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = []
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size))
  return chunks
}
