import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { DayView } from '../../../shared/day.ts'
import type { Snapshot } from '../../../shared/desk-state.ts'
import { useCall } from '../../ui/Toasts.tsx'

/** A rush of passages is one change of the picture, not a hundred. */
const SETTLE_MS = 500

export interface DayChoice {
  /** Null until the first answer. */
  readonly view: DayView | null
  readonly failed: boolean
  readonly isToday: boolean
  readonly previous: () => void
  readonly next: () => void
  readonly today: () => void
  readonly again: () => void
}

const contains = ({ startMs, endMs }: DayView, atMs: number): boolean => startMs <= atMs && atMs < endMs

/** The chosen day, asked for again when something has happened; it is never polled. */
export function useDay(snapshot: Snapshot, nowMs: number): DayChoice {
  const call = useCall()
  /** A moment of the wanted day; null is now. A new object asks. */
  const [wanted, setWanted] = useState<{ readonly atMs: number | null }>({ atMs: null })
  const [shown, setShown] = useState<{ readonly view: DayView; readonly wasToday: boolean } | null>(null)
  const [failed, setFailed] = useState(false)
  const view = shown?.view ?? null
  const isToday = view === null ? wanted.atMs === null : contains(view, nowMs)

  // Who looks at today goes on with it past midnight.
  if (shown?.wasToday === true && !isToday) {
    setShown({ ...shown, wasToday: false })
    setWanted({ atMs: null })
  }
  useEffect(() => {
    let turned = false
    void call(window.desk.day.view({ atMs: wanted.atMs ?? Date.now() })).then((answer) => {
      if (turned) return
      setFailed(answer === undefined)
      if (answer !== undefined) setShown({ view: answer, wasToday: contains(answer, Date.now()) })
    })
    return () => {
      turned = true
    }
  }, [call, wanted])
  const again = (): void => setWanted(({ atMs }) => ({ atMs }))
  useSettled(snapshot, again)

  return {
    view,
    failed,
    isToday,
    previous: () => view !== null && setWanted({ atMs: view.startMs - 1 }),
    next: () => view !== null && !isToday && setWanted({ atMs: view.endMs }),
    today: () => setWanted({ atMs: null }),
    again,
  }
}

/** Some time after visits, passages or incidents have changed, once for all that came meanwhile. */
function useSettled(snapshot: Snapshot, act: () => void): void {
  const run = useEffectEvent(act)
  const known = useRef(snapshot)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const before = known.current
    known.current = snapshot
    const { cards, passages, incidents } = snapshot
    const same = before.cards === cards && before.passages === passages && before.incidents === incidents
    if (same || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      run()
    }, SETTLE_MS)
  }, [snapshot])
  useEffect(() => () => clearTimeout(timer.current), [])
}
