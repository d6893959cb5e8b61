import { type KeyboardEvent, type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react'
import { IconButton, Kbd } from './Button.tsx'
import { Icon, type IconName } from './Icon.tsx'

interface Props {
  readonly label: string
  readonly icon?: IconName
  /** -1 keeps the button out of the Tab order. */
  readonly tabIndex?: number | undefined
  /** How many things wait behind it; the words are for who listens. */
  readonly badge?: { readonly count: number; readonly words: string } | null
  /** Built only while the menu is open: three hundred cards do not carry three thousand hidden buttons. */
  readonly children: () => ReactNode
}

/** A button with a list of actions. The browser's own popover gives the top layer, Esc and the click outside. */
export function Menu({ label, icon = 'more', tabIndex, badge = null, children }: Props): ReactNode {
  const id = useId()
  const [open, setOpen] = useState(false)
  const list = useRef<HTMLDivElement>(null)

  const toggled = (event: ToggleEvent<HTMLDivElement>): void => setOpen(event.newState === 'open')

  return (
    <>
      <IconButton
        icon={icon}
        label={badge ? `${label}, ${badge.words}` : label}
        badge={badge?.count}
        className="menu-button"
        aria-haspopup="menu"
        aria-expanded={open}
        popoverTarget={id}
        tabIndex={tabIndex}
      />
      <div id={id} ref={list} popover="auto" className="menu" onToggle={toggled}>
        {open && (
          <div
            role="menu"
            aria-label={label}
            tabIndex={-1}
            onKeyDown={move}
            onClick={() => list.current?.hidePopover()}
            ref={(element) => void (element && itemsOf(element)[0]?.focus())}
          >
            {children()}
          </div>
        )}
      </div>
    </>
  )
}

function move(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  event.stopPropagation()
  const items = itemsOf(event.currentTarget)
  const here = items.findIndex((item) => item === document.activeElement)
  items.at((here + step) % items.length)?.focus()
}

function itemsOf(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('[role="menuitem"]')]
}

interface ItemProps {
  readonly icon?: IconName
  readonly children: ReactNode
  readonly danger?: boolean
  /** The key that does the same. */
  readonly hotkey?: string
  readonly testId?: string
  readonly onPick: () => unknown
}

export function MenuItem({ icon, children, danger = false, hotkey, testId, onPick }: ItemProps): ReactNode {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      data-testid={testId}
      className={danger ? 'menu-item menu-item-danger' : 'menu-item'}
      onClick={() => void onPick()}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {hotkey && <Kbd>{hotkey}</Kbd>}
    </button>
  )
}
