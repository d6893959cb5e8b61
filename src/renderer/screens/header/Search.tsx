import { type ReactNode, type RefObject, useId, useState } from 'react'
import type { GuestMatch } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { IconButton, Kbd } from '../../ui/Button.tsx'
import { GuestList, optionId } from '../../ui/GuestList.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useListKeys } from '../../ui/use-list-keys.ts'
import { useGuestSearch } from './use-guest-search.ts'

interface Props {
  readonly field: RefObject<HTMLInputElement | null>
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly onPick: (match: GuestMatch) => void
}

/** Filters the board with every letter, and offers whoever was here before. */
export function Search({ field, query, onQuery, onPick }: Props): ReactNode {
  const t = useText()
  const listId = useId()
  const [focused, setFocused] = useState(false)
  // Whoever has an open visit already stands on the board, which the same letters filter.
  const matches = useGuestSearch(query).filter((match) => match.openVisitId === null)
  const open = focused && matches.length > 0
  const pick = (match: GuestMatch | undefined): void => {
    if (match === undefined) return
    onQuery('')
    field.current?.blur()
    onPick(match)
  }
  // Enter alone picks nobody: a barcode scanner ends every code with Enter.
  const { active, onKeyDown } = useListKeys(open ? matches.length : 0, -1, (index) => pick(matches[index]))

  return (
    <search className="search">
      <Icon name="search" />
      <input
        ref={field}
        className="input"
        type="text"
        role="combobox"
        aria-label={t.header.search}
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open && active >= 0 ? optionId(listId, active) : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={t.header.searchHint}
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
      />
      {query === '' ? (
        <Kbd>F3</Kbd>
      ) : (
        <IconButton
          icon="close"
          label={t.header.clearSearch}
          onClick={() => {
            onQuery('')
            field.current?.focus()
          }}
        />
      )}
      {open && (
        <GuestList
          id={listId}
          label={t.header.known}
          hint={t.header.known}
          matches={matches}
          active={active}
          onPick={pick}
        />
      )}
    </search>
  )
}
