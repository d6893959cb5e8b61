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
import { useText } from '../text/text.ts'
import { Button, IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'

export interface Toast {
  readonly tone: 'ok' | 'warn' | 'error'
  readonly text: string
  readonly detail?: string
  readonly action?: { readonly label: string; readonly run: () => unknown }
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
  const t = useText()
  return useCallback(
    async (answer) => {
      try {
        return await answer
      } catch (error) {
        const { requestId } = surpriseOf(error)
        const detail = requestId === '' ? {} : { detail: t.app.surpriseId(requestId) }
        say({ tone: 'error', text: t.app.surprise, ...detail })
        return undefined
      }
    },
    [say, t],
  )
}

export function Toasts({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useText()
  const [shown, setShown] = useState<readonly Shown[]>([])
  const lastId = useRef(0)
  const say = useCallback<Say>((toast) => {
    lastId.current += 1
    const id = lastId.current
    // A plain "done" is read and over when the next thing is done; what can be taken back or went wrong stays.
    setShown((before) =>
      [...before.filter(({ tone, action }) => tone !== 'ok' || action), { ...toast, id }].slice(
        -SHOWN_AT_MOST,
      ),
    )
  }, [])
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

interface RowProps {
  readonly toast: Shown
  readonly onDrop: (id: number) => void
}

function ToastRow({ toast, onDrop }: RowProps): ReactNode {
  const t = useText()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return undefined
    const timer = setTimeout(() => onDrop(toast.id), SHOWN_MS[toast.tone])
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
        <p>{toast.text}</p>
        {toast.detail && <p className="toast-detail">{toast.detail}</p>}
      </div>
      {toast.action && <Button onPress={run}>{toast.action.label}</Button>}
      <IconButton icon="close" label={t.app.dismiss} onClick={() => onDrop(toast.id)} />
    </div>
  )
}
