import { type ReactNode, useState } from 'react'
import type { IncidentChange, IncidentState } from '../../../shared/incident.ts'
import { recall, remember } from '../../state/remembered.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { useKeys } from '../../ui/use-keys.ts'

interface Props {
  readonly state: Exclude<IncidentState, 'new'>
  readonly onSave: (change: IncidentChange) => Promise<void>
  readonly onCancel: () => void
}

/** Who says so, and why: an incident that nobody has closed is not closed. */
export function ChangeForm({ state, onSave, onCancel }: Props): ReactNode {
  const t = useText()
  const [by, setBy] = useState(recall('guard') ?? '')
  const [why, setWhy] = useState('')
  const [complained, setComplained] = useState(false)
  // Taken once: while he types his name, the focus stays there.
  const [knownBefore] = useState(by !== '')
  const whyNeeded = state !== 'investigating'
  const missing = { by: by.trim() === '', why: whyNeeded && why.trim() === '' }
  useKeys({ Escape: onCancel })

  const save = async (): Promise<void> => {
    setComplained(true)
    if (missing.by || missing.why) return
    remember('guard', by.trim())
    await onSave({ state, by: by.trim(), why: why.trim() })
  }
  return (
    <form
      className="incident-change"
      data-testid="incident-change"
      data-state={state}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextField
        label={t.incidents.who}
        placeholder={t.incidents.whoHint}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the form opens because he asked for it
        autoFocus={!knownBefore}
        maxLength={100}
        value={by}
        error={complained && missing.by ? t.incidents.whoMissing : undefined}
        onText={setBy}
      />
      <TextField
        label={t.incidents.why}
        note={whyNeeded ? undefined : t.incidents.optional}
        placeholder={t.incidents.whyHints[state]}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- who he is stands there already
        autoFocus={knownBefore}
        maxLength={500}
        spellCheck
        value={why}
        error={complained && missing.why ? t.incidents.whyMissing : undefined}
        onText={setWhy}
      />
      <div className="incident-change-buttons">
        <Button look="primary" onPress={save}>
          {t.incidents.save[state]}
        </Button>
        <Button onPress={onCancel}>{t.app.cancel}</Button>
      </div>
      <input type="submit" hidden />
    </form>
  )
}
