import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from './Button.tsx'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Modal, on the browser's own `<dialog>`: focus stays inside, Esc closes, focus returns where it was. */
export function Dialog({ title, onClose, children }: DialogProps): ReactNode {
  const titleId = useId()
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={element}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  )
}

interface ConfirmProps {
  readonly title: string
  readonly meaning: string
  readonly yes: string
  readonly no: string
  readonly onYes: () => unknown
  readonly onNo: () => void
}

/** Asked only before something is lost. *No* stands first, has the focus, and is what Enter and Esc mean. */
export function Confirm({ title, meaning, yes, no, onYes, onNo }: ConfirmProps): ReactNode {
  return (
    <Dialog title={title} onClose={onNo}>
      <p>{meaning}</p>
      <div className="dialog-buttons">
        <Button look="primary" onPress={onNo}>
          {no}
        </Button>
        <Button look="danger" onPress={onYes}>
          {yes}
        </Button>
      </div>
    </Dialog>
  )
}
