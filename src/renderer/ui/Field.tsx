import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

/** A way out of the error that one press can take. */
export interface Fix {
  readonly label: string
  readonly run: () => void
}

interface Shared {
  readonly label: string
  readonly note?: string | undefined
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly fix?: Fix | undefined
}

interface Wiring {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

/** A label that is always visible, and the problem right below the field it belongs to. */
export function Field(props: Shared & { readonly children: (wiring: Wiring) => ReactNode }): ReactNode {
  const { label, note, hint, error, fix, children } = props
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
      {error !== undefined && fix && (
        <Button look="quiet" className="field-fix" onPress={fix.run}>
          {fix.label}
        </Button>
      )}
    </div>
  )
}

type TextProps = Shared &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> & { readonly onText: (text: string) => void }

export function TextField({ label, note, hint, error, fix, onText, ...input }: TextProps): ReactNode {
  return (
    <Field label={label} note={note} hint={hint} error={error} fix={fix}>
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
