import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useText } from '../text/text.ts'
import { IconButton } from './Button.tsx'
import { type Keys, useKeys } from './use-keys.ts'

interface Props {
  readonly title: string
  readonly testId: string
  /** Beside the title: switches, filters. */
  readonly head?: ReactNode
  /** The desk's keys that make sense from here. */
  readonly keys: Keys
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Instead of the board, and not above it: alarms, status strip and messages stay in sight and in reach. */
export function Screen({ title, testId, head, keys, onClose, children }: Props): ReactNode {
  const t = useText()
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  useKeys({ ...keys, Escape: onClose }, true)

  return (
    <main className="screen" data-testid={testId} aria-labelledby={id}>
      <header className="screen-head">
        <IconButton icon="back" label={t.app.back} onClick={onClose} />
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {head}
      </header>
      <div className="screen-body">{children}</div>
    </main>
  )
}
