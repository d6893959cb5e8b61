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

const NOTHING = { rows: [], next: null, sinceId: 0, state: 'finding', filter: null } as const

/** Asks main with every new filter object, and piece by piece on demand; answers that were overtaken are dropped. */
export function useFound(filter: PassageFilter, newestId: number): Finding {
  const [found, setFound] = useState<Found & { readonly filter: PassageFilter | null }>(NOTHING)
  const lastAsk = useRef(0)

  const ask = useCallback(async (wanted: PassageFilter, after: PassagePlace | null, sinceId: number) => {
    lastAsk.current += 1
    const mine = lastAsk.current
    const slice = await window.desk.passages.find({ filter: wanted, after }).catch(() => null)
    if (mine !== lastAsk.current) return
    setFound((before) => {
      if (slice === null) return { ...before, filter: wanted, state: after === null ? 'failed' : 'notAdded' }
      const rows = after === null ? slice.rows : [...before.rows, ...slice.rows]
      return { rows, next: slice.next, sinceId, state: 'ready', filter: wanted }
    })
  }, [])

  const begin = useEffectEvent((wanted: PassageFilter) => void ask(wanted, null, newestId))
  useEffect(() => {
    begin(filter)
    return () => {
      lastAsk.current += 1
    }
  }, [filter])

  const { next, sinceId } = found
  const state = found.filter === filter ? found.state : 'finding'
  const more = useCallback(() => {
    if (next === null || (state !== 'ready' && state !== 'notAdded')) return
    setFound((before) => ({ ...before, state: 'adding' }))
    void ask(filter, next, sinceId)
  }, [ask, filter, next, sinceId, state])
  const again = useCallback(() => {
    setFound((before) => ({ ...before, state: 'finding' }))
    void ask(filter, null, newestId)
  }, [ask, filter, newestId])
  return { ...found, state, more, again }
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
