import type { ReactNode } from 'react'
import { assertNever } from '../../../shared/assert-never.ts'
import { useNow } from '../../state/use-snapshot.ts'
import type { Text } from '../../text/en.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Choice } from '../../ui/Choice.tsx'
import { TextField } from '../../ui/Field.tsx'
import { toInput } from './date-input.ts'
import { type Draft, windowOf } from './draft.ts'
import { untilOf, type WindowChoice, windowChoices } from './window-choices.ts'

interface Props {
  readonly draft: Draft
  readonly errorOf: (field: 'fromMs' | 'untilMs') => string | undefined
  readonly onChange: (change: Partial<Draft>) => void
}

/** How long the guest stays: one press for nearly everybody, two fields for the rest. */
export function WindowPicker({ draft, errorOf, onChange }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const nowMs = useNow(30_000)
  const { untilMs } = windowOf(draft, nowMs)
  // The chosen chip stays although its time came near: a form must not change under the hand.
  const choices = windowChoices(nowMs)
  const shown = choices.includes(draft.window) ? choices : [draft.window, ...choices]

  const choose = (choice: WindowChoice): void => {
    if (choice !== 'own') return onChange({ window: choice })
    const until = untilOf(draft.window, nowMs) ?? untilOf('2h', nowMs) ?? nowMs
    return onChange({ window: 'own', fromText: toInput(nowMs), untilText: toInput(until) })
  }

  return (
    <div className="window-picker">
      <Choice
        label={t.enrol.window}
        look="chips"
        note={
          draft.window === 'own'
            ? undefined
            : t.enrol.windowSummary(t.enrol.now, format.moment(untilMs, nowMs))
        }
        value={draft.window}
        options={shown.map((choice) => ({ value: choice, label: chipLabel(choice, t) }))}
        onChoose={choose}
      />
      {draft.window === 'own' && (
        <div className="field-pair">
          <TextField
            label={t.enrol.from}
            type="datetime-local"
            value={draft.fromText}
            error={errorOf('fromMs')}
            onText={(fromText) => onChange({ fromText })}
          />
          <TextField
            label={t.enrol.until}
            type="datetime-local"
            value={draft.untilText}
            error={errorOf('untilMs')}
            onText={(untilText) => onChange({ untilText })}
          />
        </div>
      )}
    </div>
  )
}

function chipLabel(choice: WindowChoice, t: Text): string {
  const { chips } = t.enrol
  switch (choice) {
    case '2h':
      return chips.hours(2)
    case '4h':
      return chips.hours(4)
    case '18':
      return chips.until('18:00')
    case '22':
      return chips.until('22:00')
    case 'day':
      return chips.endOfDay
    case 'own':
      return chips.own
    default:
      return assertNever(choice, 'window choice')
  }
}
