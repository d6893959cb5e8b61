import type { ReactNode } from 'react'
import { type FieldProblems, TEXT_MAX } from '../../../shared/enrol-rules.ts'
import type { AccessLevel } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { SelectField, TextField } from '../../ui/Field.tsx'
import type { GroupDraft } from './draft.ts'

const NAME_MAX = 200

interface Props {
  readonly group: GroupDraft
  readonly levels: readonly AccessLevel[]
  readonly problems: FieldProblems
  readonly onGroup: (part: Partial<GroupDraft>) => void
}

/** What counts for every row that does not say it itself. */
export function GroupBar({ group, levels, problems, onGroup }: Props): ReactNode {
  const t = useText()
  const errorOf = (field: 'levelId' | 'fromMs' | 'untilMs'): string | undefined => {
    const problem = problems[field]
    return problem && t.problems.field[problem]
  }
  return (
    <section className="import-group" aria-label={t.importing.forAll}>
      <TextField
        label={t.importing.name}
        maxLength={NAME_MAX}
        value={group.name}
        onText={(name) => onGroup({ name })}
      />
      <SelectField
        label={t.enrol.level}
        value={group.levelId}
        error={errorOf('levelId')}
        hint={levels.length === 0 ? t.enrol.noLevels : undefined}
        onPick={(levelId) => onGroup({ levelId })}
      >
        {group.levelId === '' && <option value="">{t.enrol.chooseLevel}</option>}
        {levels.map(({ levelId, name }) => (
          <option key={levelId} value={levelId}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t.enrol.host}
        maxLength={TEXT_MAX}
        value={group.host}
        onText={(host) => onGroup({ host })}
      />
      <TextField
        label={t.enrol.purpose}
        maxLength={TEXT_MAX}
        value={group.purpose}
        onText={(purpose) => onGroup({ purpose })}
      />
      <TextField
        label={t.enrol.from}
        type="datetime-local"
        value={group.fromText}
        error={errorOf('fromMs')}
        onText={(fromText) => onGroup({ fromText })}
      />
      <TextField
        label={t.enrol.until}
        type="datetime-local"
        value={group.untilText}
        error={errorOf('untilMs')}
        onText={(untilText) => onGroup({ untilText })}
      />
      <p>{t.importing.forAll}</p>
    </section>
  )
}
