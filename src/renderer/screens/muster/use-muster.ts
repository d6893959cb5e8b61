import { useCallback, useEffect, useRef } from 'react'
import { useText } from '../../text/text.ts'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import type { RollRow } from './roll.ts'

interface MusterActions {
  readonly start: () => Promise<void>
  /** Ended by a slip it can be taken up again. */
  readonly end: () => Promise<void>
  readonly mark: (visitId: number, safe: boolean) => void
  readonly savePdf: () => Promise<void>
}

export function useMuster(rows: readonly RollRow[]): MusterActions {
  const t = useText()
  const call = useCall()
  const say = useToast()
  const shown = useRef(rows)
  const next = useRef<number | null>(null)
  useEffect(() => {
    shown.current = rows
    // Whoever was ticked has gone down the list, and taken the focus with him or lost it: it belongs to the next one.
    if (next.current === null) return
    focusOn(next.current)
    next.current = null
  }, [rows])

  const mark = useCallback(
    (visitId: number, safe: boolean): void => {
      const all = shown.current
      const here = all.findIndex(({ card }) => card.visitId === visitId)
      next.current = (safe ? (all[here + 1] ?? all[here - 1])?.card.visitId : visitId) ?? null
      void call(window.desk.muster.mark({ visitId, safe }))
    },
    [call],
  )

  return {
    mark,
    async start() {
      await call(window.desk.muster.set({ running: true }))
    },
    async end() {
      const all = shown.current.length
      const seen = shown.current.filter(({ safe }) => safe).length
      const answer = await call(window.desk.muster.set({ running: false }))
      if (answer === undefined) return
      say({
        tone: 'ok',
        words: (now) => now.muster.ended(seen, all),
        action: {
          label: (now) => now.muster.resume,
          run: () => call(window.desk.muster.resume()),
        },
        shownMs: UNDO_MS,
      })
    },
    async savePdf() {
      const answer = await call(
        window.desk.muster.savePdf({ fileName: t.muster.fileName(stamp(new Date())) }),
      )
      if (answer === undefined) return
      if (answer.ok) {
        const { fileName } = answer
        say({ tone: 'ok', words: (now) => now.muster.savedPdf(fileName) })
      } else if (answer.refused !== 'cancelled') {
        const { refused } = answer
        say({ tone: 'error', words: (now) => now.exporting.notSaved[refused] })
      }
    },
  }
}

/** Long enough to find out that it was the wrong button. */
const UNDO_MS = 20_000

function focusOn(visitId: number): void {
  document
    .querySelector<HTMLElement>(`[data-testid="roll-row"][data-visit-id="${visitId}"] input`)
    ?.focus({ preventScroll: true })
}

/** 2026-11-21 14-32: sorts by itself, and no file system minds it. */
function stamp(at: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${day} ${two(at.getHours())}-${two(at.getMinutes())}`
}
