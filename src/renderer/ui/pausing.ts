import { createContext, useContext } from 'react'

/** This computer runs short of disk or memory, and new work pauses; the notice above everything says so. */
export const PausingContext = createContext(false)

export function usePausing(): boolean {
  return useContext(PausingContext)
}

/** Of the notice: what pauses is described by it. */
export const PAUSED_NOTICE_ID = 'paused-notice'
