/** What came of the file for support. */
export type SupportAnswer =
  | {
      readonly ok: true
      readonly fileName: string
      readonly bytes: number
      /** Parts that could not be had, or not in time; the file says which. */
      readonly missing: number
    }
  | { readonly ok: false; readonly refused: 'cancelled' | 'notWritten' }
