/** What stands instead of the board; a new object asks again. */
export type OpenScreen =
  | { readonly kind: 'hikcentral' | 'site' | 'care' | 'day' | 'muster' }
  | { readonly kind: 'import' }
  | { readonly kind: 'incidents'; readonly id: number | null }
  /** All passages, or those of one visit. */
  | { readonly kind: 'journal'; readonly visitId: number | null }
  | { readonly kind: 'groups'; readonly groupId: number | null }
