import { type ReactNode, useState } from 'react'
import type { AccessLevel } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { SelectField } from '../../ui/Field.tsx'

interface Props {
  readonly title: string
  readonly levels: readonly AccessLevel[]
  /** As it is now. */
  readonly levelId: string
  readonly onSave: (levelId: string) => Promise<void>
  readonly onClose: () => void
}

export function ChangeLevel({ title, levels, levelId, onSave, onClose }: Props): ReactNode {
  const t = useText()
  const known = levels.some((level) => level.levelId === levelId)
  const [chosen, setChosen] = useState(known ? levelId : '')
  const [missing, setMissing] = useState(false)
  const save = async (): Promise<void> => {
    setMissing(chosen === '')
    if (chosen === '') return
    await onSave(chosen)
    onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <SelectField
        label={t.enrol.level}
        value={chosen}
        hint={levels.length === 0 ? t.enrol.noLevels : undefined}
        error={missing && chosen === '' ? t.problems.field.unknownLevel : undefined}
        onPick={setChosen}
      >
        {chosen === '' && <option value="">{t.enrol.chooseLevel}</option>}
        {levels.map((level) => (
          <option key={level.levelId} value={level.levelId}>
            {level.name}
          </option>
        ))}
      </SelectField>
      <div className="dialog-buttons">
        <Button onPress={onClose}>{t.app.cancel}</Button>
        <Button look="primary" onPress={save}>
          {t.groups.save}
        </Button>
      </div>
    </Dialog>
  )
}
