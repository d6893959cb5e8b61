import type { Bridge } from '../../shared/contract.ts'

declare global {
  interface Window {
    /** Put there by the preload; the only way out of this page. */
    readonly desk: Bridge
  }
}

/** What a rejected call carries: a code and the id under which main has logged it. */
export interface Surprise {
  readonly code: string
  readonly requestId: string
}

/** Calls reject with "<code> <request id>"; anything else is a bug of ours and has no id. */
export function surpriseOf(error: unknown): Surprise {
  const words = error instanceof Error ? error.message.split(' ') : []
  const [code = 'failed', requestId = ''] = words.length === 2 ? words : []
  return { code, requestId }
}
