import { type ReactNode, useState } from 'react'
import { useHold } from '../screens/groups/use-hold.ts'

interface Props {
  readonly label: string
  /** Said after it was let go too early. */
  readonly keepHolding: string
  readonly disabled?: boolean
  readonly onHeld: () => void
}

/** For what cannot be taken back: held for two seconds, by pointer or key. */
export function HoldButton({ label, keepHolding, disabled = false, onHeld }: Props): ReactNode {
  const [said, setSaid] = useState('')
  const hold = useHold(() => {
    setSaid('')
    onHeld()
  })
  const start = (): void => {
    if (disabled) return
    setSaid('')
    hold.start()
  }
  const letGo = (): void => {
    if (hold.held) setSaid(keepHolding)
    hold.stop()
  }
  const isPress = (key: string): boolean => key === 'Enter' || key === ' '
  return (
    <>
      <output className="ask-said">{said}</output>
      <button
        type="button"
        className="button hold"
        data-testid="hold"
        data-held={hold.held || undefined}
        aria-disabled={disabled}
        onPointerDown={(event) => {
          if (event.button === 0) start()
        }}
        onPointerUp={letGo}
        onPointerLeave={letGo}
        onPointerCancel={letGo}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (!isPress(event.key)) return
          event.preventDefault()
          // The Enter that opened this question may still be down: only a new press counts.
          if (!event.repeat) start()
        }}
        onKeyUp={(event) => isPress(event.key) && letGo()}
        onBlur={letGo}
      >
        <HoldRing />
        <span>{label}</span>
      </button>
    </>
  )
}

/** Fills while it is held. */
export function HoldRing(): ReactNode {
  return (
    <svg
      className="hold-ring"
      viewBox="0 0 24 24"
      width="24"
      height="24"
      aria-hidden="true"
      focusable="false"
    >
      <circle className="hold-ground" cx="12" cy="12" r="9" />
      <circle className="hold-fill" cx="12" cy="12" r="9" pathLength="100" />
    </svg>
  )
}
