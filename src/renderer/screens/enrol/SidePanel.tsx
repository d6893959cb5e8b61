import type { ReactNode } from 'react'
import { useText } from '../../text/text.ts'
import { IconButton } from '../../ui/Button.tsx'

interface Props {
  readonly title: string
  readonly className?: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Slides over the right part; the board's left part stays in sight and in reach, so this is no modal dialog. */
export function SidePanel({ title, className = '', onClose, children }: Props): ReactNode {
  const t = useText()
  return (
    <aside className={`panel ${className}`} aria-label={title} data-testid="panel">
      <div className="panel-head">
        <h2>{title}</h2>
        <IconButton icon="close" label={t.app.close} onClick={onClose} />
      </div>
      {children}
    </aside>
  )
}
