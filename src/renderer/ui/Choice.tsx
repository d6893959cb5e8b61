import { type ReactNode, useId } from 'react'
import { Icon, type IconName } from './Icon.tsx'

interface Option<Value extends string> {
  readonly value: Value
  readonly label: string
  /** Shown instead of the label, which then is read out only. */
  readonly icon?: IconName
  /** A short form for the eye; the label is what is read out. */
  readonly short?: string
}

interface Props<Value extends string> {
  readonly label: string
  readonly options: readonly Option<Value>[]
  readonly value: Value | null
  readonly onChoose: (value: Value) => void
  /** `bar`: one piece, for two or three; `chips`: loose, may wrap. */
  readonly look?: 'bar' | 'chips'
  readonly hideLabel?: boolean
  readonly note?: string | undefined
}

/** One of few. Real radio buttons underneath: arrow keys and screen readers work as everywhere. */
export function Choice<Value extends string>(props: Props<Value>): ReactNode {
  const { label, options, value, onChoose, look = 'bar', hideLabel = false, note } = props
  const name = useId()
  return (
    <fieldset className={`choice choice-${look}`}>
      <legend className={hideLabel ? 'unseen' : 'field-label'}>
        {label} {note && <span className="field-note">{note}</span>}
      </legend>
      <div className="choice-options">
        {options.map((option) => (
          <label
            key={option.value}
            className="choice-option"
            title={option.icon || option.short ? option.label : undefined}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              aria-label={option.icon || option.short ? option.label : undefined}
              onChange={() => onChoose(option.value)}
            />
            <span>{option.icon ? <Icon name={option.icon} /> : (option.short ?? option.label)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface TickProps {
  readonly label: string
  readonly ticked: boolean
  readonly onTick: (ticked: boolean) => void
  /** `switch` acts at once; `box` is part of a form. */
  readonly look?: 'box' | 'switch'
}

export function Tick({ label, ticked, onTick, look = 'box' }: TickProps): ReactNode {
  return (
    <label className={`tick tick-${look}`}>
      <input
        type="checkbox"
        role={look === 'switch' ? 'switch' : undefined}
        checked={ticked}
        onChange={(event) => onTick(event.target.checked)}
      />
      <span className="tick-mark" aria-hidden="true">
        {look === 'box' && <Icon name="check" size={18} />}
      </span>
      <span>{label}</span>
    </label>
  )
}
