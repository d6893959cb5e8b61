/**
 * A roll call under way: everybody who was inside when it began, or came in since, stays on the list, also who is checked
 * out meanwhile; `safeVisitIds` have been seen at the assembly point.
 */
export interface Muster {
  readonly startedAtMs: number
  readonly safeVisitIds: readonly number[]
}
