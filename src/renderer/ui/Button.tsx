import { type ButtonHTMLAttributes, type ReactNode, useState } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import { PAUSED_NOTICE_ID, usePausing } from './pausing.ts'

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'children'> {
  readonly children: ReactNode
  /** While the promise runs the button does not take a second press. */
  readonly onPress?: () => unknown
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger'
  /** `large` is 56 px: take photo, enrol, check out. */
  readonly size?: 'normal' | 'large'
  readonly icon?: IconName
  /** The key that does the same, shown inside the button. */
  readonly hotkey?: string
  /** Nothing is pressed here while new work pauses; the notice above everything says why. */
  readonly pauses?: boolean
}

export function Button(props: Props): ReactNode {
  const {
    children,
    onPress,
    look = 'plain',
    size = 'normal',
    icon,
    hotkey,
    pauses,
    className = '',
    ...rest
  } = props
  const isPausing = usePausing() && pauses === true
  const [busy, setBusy] = useState(false)

  const press = (): void => {
    if (busy || isPausing) return
    const done = onPress?.()
    if (!(done instanceof Promise)) return
    setBusy(true)
    // The caller has dealt with failures; here only the button wakes up again.
    void done.finally(() => setBusy(false))
  }

  return (
    <button
      type="button"
      className={`button button-${look} button-${size} ${className}`}
      // Not `disabled`: that would drop the focus of somebody who works by keyboard.
      aria-busy={busy || undefined}
      aria-disabled={isPausing || undefined}
      aria-describedby={isPausing ? PAUSED_NOTICE_ID : undefined}
      {...rest}
      onClick={press}
      // A key that is held down is one press, not one every 30 ms.
      onKeyDown={(event) => {
        if (event.repeat && event.key === 'Enter') event.preventDefault()
      }}
    >
      {icon && <Icon name={icon} />}
      <span className="button-words">{children}</span>
      {hotkey && <Kbd>{hotkey}</Kbd>}
    </button>
  )
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  readonly icon: IconName
  readonly label: string
  /** A number at its corner; the label must say it too. */
  readonly badge?: number | undefined
}

export function IconButton({ icon, label, badge, className = '', ...rest }: IconButtonProps): ReactNode {
  return (
    <button type="button" className={`icon-button ${className}`} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
      {badge !== undefined && (
        <span className="icon-badge" aria-hidden="true">
          {badge}
        </span>
      )}
    </button>
  )
}

/** Decoration: the accessible name of a button must stay its words. */
export function Kbd({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <kbd className="kbd" aria-hidden="true">
      {children}
    </kbd>
  )
}
