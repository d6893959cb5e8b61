import { type ReactNode, type RefObject, useId, useState } from 'react'
import type { GuestMatch } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { Field, type Fix } from '../../ui/Field.tsx'
import { GuestList, optionId } from '../../ui/GuestList.tsx'
import { useListKeys } from '../../ui/use-list-keys.ts'
import { useGuestSearch } from '../header/use-guest-search.ts'

interface Props {
  readonly field: RefObject<HTMLInputElement | null>
  readonly value: string
  readonly error: string | undefined
  readonly fix: Fix | undefined
  /** A guest that is already picked is not offered again. */
  readonly known: boolean
  readonly onText: (text: string) => void
  readonly onPick: (match: GuestMatch) => void
}

/** The first field: while it is typed, who was here before is one Enter away. */
export function FamilyName({ field, value, error, fix, known, onText, onPick }: Props): ReactNode {
  const t = useText()
  const listId = useId()
  // The list goes with Esc and with leaving the field, and comes back with the next letter.
  const [closed, setClosed] = useState(true)
  const matches = useGuestSearch(known || closed ? '' : value)
  const { active, onKeyDown } = useListKeys(matches.length, 0, (index) => {
    const match = matches[index]
    if (match) onPick(match)
  })
  const open = matches.length > 0

  return (
    <div className="family-name">
      <Field label={t.enrol.familyName} error={error} fix={fix}>
        {(wiring) => (
          <input
            ref={field}
            className="input"
            role="combobox"
            aria-expanded={open}
            aria-controls={open ? listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={open ? optionId(listId, active) : undefined}
            autoComplete="off"
            spellCheck={false}
            required
            value={value}
            {...wiring}
            onChange={(event) => {
              setClosed(false)
              onText(event.target.value)
            }}
            onBlur={() => setClosed(true)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && open) {
                event.preventDefault()
                setClosed(true)
              } else onKeyDown(event)
            }}
          />
        )}
      </Field>
      {open && (
        <GuestList
          id={listId}
          label={t.enrol.matches}
          hint={t.enrol.matchHint}
          matches={matches}
          active={active}
          onPick={onPick}
        />
      )}
    </div>
  )
}
