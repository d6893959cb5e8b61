/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a datalist can show neither photos nor a second line */
import type { ReactNode } from 'react'
import type { GuestMatch } from '../../shared/visit.ts'
import { useFormat, useText } from '../text/text.ts'
import { Photo } from './Photo.tsx'

interface Props {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly matches: readonly GuestMatch[]
  readonly active: number
  readonly onPick: (match: GuestMatch) => void
}

/** The id of an option, for `aria-activedescendant` of the text field that drives the list. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}

/** The list under a text field; the focus stays in the field. */
export function GuestList({ id, label, hint, matches, active, onPick }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  return (
    <div className="guest-list">
      {hint && <p className="guest-list-hint">{hint}</p>}
      <div id={id} role="listbox" aria-label={label} tabIndex={-1}>
        {matches.map((match, index) => (
          <div
            key={match.guestId}
            id={optionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className="guest-option"
            data-testid="guest-match"
            data-guest-id={match.guestId}
            // Before the field loses its focus and the list with it.
            onPointerDown={(event) => {
              event.preventDefault()
              onPick(match)
            }}
          >
            <Photo hash={match.photoHash} className="guest-photo" />
            <span className="guest-words">
              <span className="guest-name">{t.listName(match.familyName, match.givenName)}</span>
              <span className="guest-about">
                {match.lastVisitAtMs === null
                  ? t.header.neverHere
                  : t.header.lastVisit(format.date(match.lastVisitAtMs))}
                {match.lastHost !== '' && ` · ${match.lastHost}`}
              </span>
            </span>
            <span className={match.openVisitId === null ? 'guest-way' : 'guest-way guest-way-open'}>
              {match.openVisitId === null ? t.header.enrolAgain : t.header.openVisit}
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}
