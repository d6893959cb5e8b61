import { type ReactNode, useEffect, useState } from 'react'
import type { Backup, BackupComparison, StoreWeight } from '../../../shared/care.ts'
import { useNow } from '../../state/use-snapshot.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { HoldButton } from '../../ui/HoldButton.tsx'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import { whenOf } from './when.ts'

interface Props {
  readonly backup: Backup
  /** False: what is here now does not open, so it is put aside. */
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** The question before the desk goes back: what the backup holds, what is here, and what becomes of both. */
export function AskRestore({ backup, isOpen, onClose }: Props): ReactNode {
  const t = useText()
  const words = t.care.ask
  const format = useFormat()
  const call = useCall()
  const say = useToast()
  const nowMs = useNow(30_000)
  const [weighed, setWeighed] = useState<BackupComparison | null>(null)
  const [isGoing, setGoing] = useState(false)
  useEffect(() => {
    let isShown = true
    void call(window.desk.care.weigh({ name: backup.name })).then((answer) => {
      if (isShown && answer) setWeighed(answer)
    })
    return () => {
      isShown = false
    }
  }, [backup.name, call])
  const go = async (): Promise<void> => {
    setGoing(true)
    const answer = await call(window.desk.care.restore({ name: backup.name }))
    onClose()
    if (answer?.ok) say({ tone: 'ok', words: (now) => now.care.ask.done })
    else if (answer) {
      const { problem } = answer
      say({ tone: 'error', words: (now) => now.care.ask.notDone(now.care.problems[problem]) })
    }
  }
  const close = (): void => {
    if (!isGoing) onClose()
  }
  const weight = (one: StoreWeight | null): ReactNode => {
    if (weighed === null) return words.weighing
    if (one === null) return words.unreadable
    return (
      <>
        {words.holds(one.visits, one.open)}
        {one.newestAtMs !== null && <small>{words.last(whenOf(t, format, one.newestAtMs, nowMs))}</small>}
      </>
    )
  }
  return (
    <Dialog title={words.title(whenOf(t, format, backup.madeAtMs, nowMs))} onClose={close}>
      <div className="ask-restore" data-testid="ask-restore">
        <dl className="ask-weights" data-weighed={weighed !== null}>
          <div>
            <dt>{words.columns.backup}</dt>
            <dd>{weight(weighed?.backup ?? null)}</dd>
          </div>
          <div>
            <dt>{words.columns.present}</dt>
            <dd>{weight(weighed?.present ?? null)}</dd>
          </div>
        </dl>
        <p>
          <strong>{words.lost}</strong> {isOpen ? words.kept : words.aside}
        </p>
        <p>{words.hcp}</p>
        <div className="dialog-buttons">
          <HoldButton
            label={isGoing ? words.going : words.hold}
            keepHolding={words.holding}
            disabled={isGoing}
            onHeld={() => void go()}
          />
          <Button look="primary" onPress={close}>
            {words.no}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
