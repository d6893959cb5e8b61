import { useEffect, useRef } from 'react'
import type { KnownGuest, PreviewRow } from '../../../shared/import-preview.ts'
import type { NameAsked } from '../../../shared/imports.ts'
import { useCall } from '../../ui/Toasts.tsx'

/** A name under correction is another one with every letter. */
const TYPING_PAUSE_MS = 400

export interface Known {
  readonly guests: readonly KnownGuest[]
  /** The first answer has come: what is said of the rows is complete. */
  readonly isAsked: boolean
  /** After so many groups; who was taken with the next one is known since then. */
  readonly groups: number
}

export const NOBODY_KNOWN: Known = { guests: [], isAsked: false, groups: 0 }

/** Asks main whom it knows of these rows, each name once, and all of them again after a group was taken. */
export function useAskKnown(
  rows: readonly PreviewRow[],
  groups: number,
  onKnown: (change: (before: Known) => Known) => void,
): void {
  const call = useCall()
  const asked = useRef({ groups, keys: new Set<string>() })
  useEffect(() => {
    if (asked.current.groups !== groups) asked.current = { groups, keys: new Set() }
    const { keys } = asked.current
    const unasked = new Map(rows.map(({ ask }) => [`${ask.familyName}\n${ask.givenName}`, ask]))
    for (const key of keys) unasked.delete(key)
    unasked.delete('\n')
    const send = async (): Promise<void> => {
      for (const key of unasked.keys()) keys.add(key)
      const names = [...unasked.values()].map(nameAsked)
      const guests = names.length === 0 ? [] : ((await call(window.desk.imports.known({ names }))) ?? [])
      onKnown((before) => {
        const kept = before.groups === groups ? before.guests : []
        // Nobody new: the same list, so that nothing is judged again.
        const isSame = before.isAsked && before.groups === groups && guests.length === 0
        return isSame ? before : { guests: [...kept, ...guests], isAsked: true, groups }
      })
    }
    const timer = setTimeout(() => void send(), keys.size === 0 ? 0 : TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [call, groups, onKnown, rows])
}

const nameAsked = ({ familyName, givenName }: NameAsked): NameAsked => ({ familyName, givenName })
