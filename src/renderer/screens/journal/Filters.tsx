import type { ReactNode, RefObject } from 'react'
import type { MappedDoor } from '../../../shared/door-map.ts'
import type { Direction } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { Button, Kbd } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Field, SelectField, TextField } from '../../ui/Field.tsx'
import { type Draft, daysOf, emptyDraft, rangeOf, ranges } from './draft.ts'

const whos = ['all', 'guests', 'strangers'] as const
const verdicts = ['all', 'granted', 'denied'] as const
const ways = ['all', 'entry', 'exit', 'none'] as const

interface Props {
  readonly draft: Draft
  readonly doors: readonly MappedDoor[]
  readonly nowMs: number
  readonly search: RefObject<HTMLInputElement | null>
  readonly onDraft: (draft: Draft) => void
}

export function Filters({ draft, doors, nowMs, search, onDraft }: Props): ReactNode {
  const t = useText()
  const f = t.journal.filters
  const change = (part: Partial<Draft>): void => onDraft({ ...draft, ...part })
  const range = rangeOf(draft, nowMs)
  const way = (value: Direction | 'all'): string => (value === 'all' ? f.all : t.direction[value])

  return (
    <search className="journal-filters" aria-label={f.name}>
      <div className="journal-search">
        <Field label={f.text}>
          {(wiring) => (
            <input
              {...wiring}
              ref={search}
              className="input"
              type="text"
              autoComplete="off"
              spellCheck={false}
              placeholder={f.textHint}
              value={draft.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          )}
        </Field>
        {draft.text === '' && <Kbd>F3</Kbd>}
      </div>
      <Choice
        label={f.who}
        options={whos.map((value) => ({ value, label: f.whos[value] }))}
        value={draft.who}
        onChoose={(who) => change({ who })}
      />
      <Choice
        label={f.verdict}
        options={verdicts.map((value) => ({ value, label: f.verdicts[value] }))}
        value={draft.verdict}
        onChoose={(verdict) => change({ verdict })}
      />
      <Choice
        label={f.direction}
        options={ways.map((value) => ({ value, label: way(value) }))}
        value={draft.direction ?? 'all'}
        onChoose={(value) => change({ direction: value === 'all' ? null : value })}
      />
      <SelectField
        label={f.door}
        value={draft.doorId ?? ''}
        onPick={(doorId) => change({ doorId: doorId === '' ? null : doorId })}
      >
        <option value="">{f.allDoors}</option>
        {doors.map(({ doorId, name }) => (
          <option key={doorId} value={doorId}>
            {name}
          </option>
        ))}
      </SelectField>
      <div className="journal-days">
        <TextField
          label={f.from}
          type="date"
          value={draft.fromDay}
          max={draft.untilDay}
          onText={(fromDay) => change({ fromDay })}
        />
        <TextField
          label={f.until}
          type="date"
          value={draft.untilDay}
          min={draft.fromDay}
          onText={(untilDay) => change({ untilDay })}
        />
        {ranges.map((value) => (
          <button
            key={value}
            type="button"
            className="chip"
            aria-pressed={range === value}
            // Pressed once more it lets all days in again.
            onClick={() => change(range === value ? { fromDay: '', untilDay: '' } : daysOf(value, nowMs))}
          >
            {f.ranges[value]}
          </button>
        ))}
      </div>
      {draft !== emptyDraft && (
        <Button look="quiet" icon="close" className="journal-clear" onPress={() => onDraft(emptyDraft)}>
          {f.clear}
        </Button>
      )}
    </search>
  )
}
