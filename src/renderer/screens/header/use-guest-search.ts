import { useEffect, useState } from 'react'
import type { GuestMatch } from '../../../shared/visit.ts'

/** One letter matches half the town. */
const LETTERS_AT_LEAST = 2
/** The store answers in milliseconds; this only spares it the letters in between. */
const PAUSE_MS = 120

interface Found {
  readonly text: string
  readonly matches: readonly GuestMatch[]
}

const NONE: readonly GuestMatch[] = []

/** Guests known from earlier visits whose name fits; answers that were overtaken by more typing are dropped. */
export function useGuestSearch(typed: string): readonly GuestMatch[] {
  const [found, setFound] = useState<Found>({ text: '', matches: NONE })
  const text = typed.trim()
  const wanted = text.length >= LETTERS_AT_LEAST

  useEffect(() => {
    if (!wanted) return undefined
    let gone = false
    const look = async (): Promise<void> => {
      // A suggestion that fails is no suggestion: the guard goes on typing.
      const matches = await window.desk.guests.search({ text }).catch(() => NONE)
      if (!gone) setFound({ text, matches })
    }
    const timer = setTimeout(() => void look(), PAUSE_MS)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [text, wanted])

  return wanted && text.startsWith(found.text) ? found.matches : NONE
}
