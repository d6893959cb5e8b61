import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { PassageFilter, PassagePlace } from '../../../shared/passage-search.ts'
import type { PassageRow } from '../../../shared/visit.ts'

/** `finding`: the list is asked for anew, what stands there is the old one. `adding`: its next piece is on the way. */
type State = 'finding' | 'adding' | 'ready' | 'failed' | 'notAdded'

export interface Found {
  readonly rows: readonly PassageRow[]
  readonly next: PassagePlace | null
  readonly state: State
  /** The newest passage known when the list was asked for: what has a higher number came later. */
  readonly sinceId: number
}

interface Finding extends Found {
  readonly more: () => void
  readonly again: () => void
}

const NOTHING: Found = { rows: [], next: null, state: 'finding', sinceId: 0 }

/** Asks main with every new filter object, and piece by piece on demand; answers that were overtaken are dropped. */
export function useFound(filter: PassageFilter, newestId: number): Finding {
  const [found, setFound] = useState<Found>(NOTHING)
  const lastAsk = useRef(0)

  const ask = useCallback(async (wanted: PassageFilter, after: PassagePlace | null, sinceId: number) => {
    lastAsk.current += 1
    const mine = lastAsk.current
    setFound((before) => ({ ...before, state: after === null ? 'finding' : 'adding' }))
    const slice = await window.desk.passages.find({ filter: wanted, after }).catch(() => null)
    if (mine !== lastAsk.current) return
    if (slice === null) {
      setFound((before) => ({ ...before, state: after === null ? 'failed' : 'notAdded' }))
    } else if (after === null) setFound({ ...slice, state: 'ready', sinceId })
    else
      setFound((before) => ({ ...before, ...slice, rows: [...before.rows, ...slice.rows], state: 'ready' }))
  }, [])

  const begin = useEffectEvent((wanted: PassageFilter) => void ask(wanted, null, newestId))
  useEffect(() => {
    begin(filter)
    return () => {
      lastAsk.current += 1
    }
  }, [filter])

  const { next, sinceId, state } = found
  const more = useCallback(() => {
    if (next !== null && (state === 'ready' || state === 'notAdded')) void ask(filter, next, sinceId)
  }, [ask, filter, next, sinceId, state])
  const again = useCallback(() => void ask(filter, null, newestId), [ask, filter, newestId])
  return { ...found, more, again }
}

/** The text as it is once the typing has paused; an emptied field counts at once. */
export function useSettled(text: string, pauseMs: number): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text, pauseMs])
  return text === '' ? '' : settled
}
