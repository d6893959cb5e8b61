import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from 'react'
import { Icon } from './Icon.tsx'

interface Shared {
  readonly label: string
  readonly note?: string | undefined
  readonly hint?: string | undefined
  readonly error?: string | undefined
}

interface Wiring {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

/** A label that is always visible, and the problem right below the field it belongs to. */
export function Field(props: Shared & { readonly children: (wiring: Wiring) => ReactNode }): ReactNode {
  const { label, note, hint, error, children } = props
  const id = useId()
  const helpId = `${id}-help`
  const help = error ?? hint
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        {note && <span className="field-note">{note}</span>}
      </div>
      {children({
        id,
        'aria-describedby': help === undefined ? undefined : helpId,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {help !== undefined && (
        <p id={helpId} className={error === undefined ? 'field-hint' : 'field-error'}>
          {error !== undefined && <Icon name="alert" size={16} />}
          {help}
        </p>
      )}
    </div>
  )
}

type TextProps = Shared &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> & { readonly onText: (text: string) => void }

export function TextField({ label, note, hint, error, onText, ...input }: TextProps): ReactNode {
  return (
    <Field label={label} note={note} hint={hint} error={error}>
      {(wiring) => (
        <input
          className="input"
          autoComplete="off"
          spellCheck={false}
          {...input}
          {...wiring}
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </Field>
  )
}

type SelectProps = Shared &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange'> & { readonly onPick: (value: string) => void }

export function SelectField({
  label,
  note,
  hint,
  error,
  onPick,
  children,
  ...select
}: SelectProps): ReactNode {
  return (
    <Field label={label} note={note} hint={hint} error={error}>
      {(wiring) => (
        <span className="select-box">
          <select
            className="input select"
            {...select}
            {...wiring}
            onChange={(event) => onPick(event.target.value)}
          >
            {children}
          </select>
          <Icon name="chevron" />
        </span>
      )}
    </Field>
  )
}
