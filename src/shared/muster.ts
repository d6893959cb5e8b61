/**
 * A roll call under way: everybody who was inside when it began, or came in since, stays on the list, also who is checked
 * out meanwhile; `safeVisitIds` have been seen at the assembly point.
 */
export interface Muster {
  readonly startedAtMs: number
  readonly safeVisitIds: readonly number[]
}

/** The list on paper is wanted most when nothing else works: it is written even when files pause. */
export type PdfAnswer =
  | { readonly ok: true; readonly fileName: string }
  | { readonly ok: false; readonly refused: 'cancelled' | 'notWritten' }
