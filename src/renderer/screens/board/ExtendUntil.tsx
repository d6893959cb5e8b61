import { type ReactNode, useState } from 'react'
import { type FieldProblem, windowProblems } from '../../../shared/enrol-rules.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { msOfInput, toInput } from '../enrol/date-input.ts'

interface Props {
  readonly title: string
  /** When the stay begins, and its end as it is now. */
  readonly fromMs: number
  readonly endMs: number
  readonly onSave: (untilMs: number) => Promise<void>
  readonly onClose: () => void
}

export function ExtendUntil({ title, fromMs, endMs, onSave, onClose }: Props): ReactNode {
  const t = useText()
  const [text, setText] = useState(() => toInput(Math.max(endMs, Date.now())))
  const [problem, setProblem] = useState<FieldProblem | undefined>(undefined)
  const save = async (): Promise<void> => {
    const untilMs = msOfInput(text)
    const found = windowProblems(fromMs, untilMs, Date.now()).untilMs
    setProblem(found)
    if (found !== undefined) return
    await onSave(untilMs)
    onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <TextField
        label={t.enrol.until}
        type="datetime-local"
        value={text}
        error={problem ? t.problems.field[problem] : undefined}
        onText={setText}
      />
      <div className="dialog-buttons">
        <Button onPress={onClose}>{t.app.cancel}</Button>
        <Button look="primary" onPress={save}>
          {t.actions.extendSave}
        </Button>
      </div>
    </Dialog>
  )
}
