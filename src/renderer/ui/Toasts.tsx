import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { surpriseOf } from '../state/bridge.ts'
import type { Text } from '../text/en.ts'
import type { Format } from '../text/format.ts'
import { useFormat, useText } from '../text/text.ts'
import { Button, IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'

export interface Toast {
  readonly tone: 'ok' | 'warn' | 'error'
  /** Written when it is drawn, so that a change of language reaches what is already on the screen. */
  readonly words: (t: Text, format: Format) => string
  readonly detail?: (t: Text) => string
  readonly action?: { readonly label: (t: Text) => string; readonly run: () => unknown }
  /** The visit it is about: the newest message about a visit is the only one. */
  readonly visitId?: number
  /** Shorter than usual, for what the board shows anyway. */
  readonly shownMs?: number
}

type Say = (toast: Toast) => void
type Shown = Toast & { readonly id: number }

const ToastContext = createContext<Say>(() => undefined)

/** Long enough to read twice and to reach the button in it. */
const SHOWN_MS = { ok: 8_000, warn: 12_000, error: 20_000 } as const
const SHOWN_AT_MOST = 3

export function useToast(): Say {
  return useContext(ToastContext)
}

/** Awaits a call of the bridge; a surprise becomes a sentence with the id to quote, and the answer is undefined. */
export function useCall(): <Answer>(answer: Promise<Answer>) => Promise<Answer | undefined> {
  const say = useToast()
  return useCallback(
    async (answer) => {
      try {
        return await answer
      } catch (error) {
        const { code, requestId } = surpriseOf(error)
        const trouble = code === 'disk-full' || code === 'disk-failing' ? code : null
        const detail = requestId === '' ? {} : { detail: (t: Text) => t.app.surpriseId(requestId) }
        if (trouble) say({ tone: 'error', words: (t) => t.problems.disk[trouble] })
        else say({ tone: 'error', words: (t) => t.app.surprise, ...detail })
        return undefined
      }
    },
    [say],
  )
}

interface Props {
  /** Which desk is open. Another desk has other visits under the same numbers: no message, no action crosses over. */
  readonly desk: string
  readonly children: ReactNode
}

export function Toasts({ desk, children }: Props): ReactNode {
  const t = useText()
  const [shown, setShown] = useState<readonly Shown[]>([])
  const [era, setEra] = useState({ desk, count: 0 })
  if (era.desk !== desk) {
    setEra({ desk, count: era.count + 1 })
    setShown([])
  }
  const lastId = useRef(0)
  const currentEra = useRef(era.count)
  useEffect(() => {
    currentEra.current = era.count
  }, [era.count])
  const say = useCallback<Say>(
    (toast) => {
      // An answer that arrives after its desk was left.
      if (era.count !== currentEra.current) return
      lastId.current += 1
      const id = lastId.current
      setShown((before) =>
        [...before.filter((old) => outlives(old, toast)), { ...toast, id }].slice(-SHOWN_AT_MOST),
      )
    },
    [era.count],
  )
  const drop = useCallback(
    (id: number) => setShown((before) => before.filter((toast) => toast.id !== id)),
    [],
  )
  const list = useMemo(
    () => shown.map((toast) => <ToastRow key={toast.id} toast={toast} onDrop={drop} />),
    [shown, drop],
  )
  return (
    <ToastContext value={say}>
      {children}
      <section className="toasts" aria-label={t.app.notices} aria-live="polite" data-testid="toasts">
        {list}
      </section>
    </ToastContext>
  )
}

/** A plain "done" is read and over when the next thing is done; what can be taken back or went wrong stays. */
export function outlives(old: Toast, next: Toast): boolean {
  if (old.visitId !== undefined && old.visitId === next.visitId) return false
  return old.tone !== 'ok' || old.action !== undefined
}

interface RowProps {
  readonly toast: Shown
  readonly onDrop: (id: number) => void
}

function ToastRow({ toast, onDrop }: RowProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return undefined
    const timer = setTimeout(() => onDrop(toast.id), toast.shownMs ?? SHOWN_MS[toast.tone])
    return () => clearTimeout(timer)
  }, [held, onDrop, toast])
  const run = async (): Promise<void> => {
    onDrop(toast.id)
    await toast.action?.run()
  }
  return (
    <div
      className={`toast toast-${toast.tone}`}
      data-testid="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={toast.tone === 'ok' ? 'check' : 'alert'} />
      <div className="toast-words">
        <p>{toast.words(t, format)}</p>
        {toast.detail && <p className="toast-detail">{toast.detail(t)}</p>}
      </div>
      {toast.action && <Button onPress={run}>{toast.action.label(t)}</Button>}
      <IconButton icon="close" label={t.app.dismiss} onClick={() => onDrop(toast.id)} />
    </div>
  )
}
