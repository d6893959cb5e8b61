import type { PhotoDoubt, PhotoProblem } from '../../../shared/contract.ts'
import { type EnrolAsk, tidyText } from '../../../shared/enrol-rules.ts'
import type { AccessLevel, GuestMatch } from '../../../shared/visit.ts'
import type { Filled } from '../../text/en-enrol.ts'
import { msOfInput } from './date-input.ts'
import { untilOf, usualChoice, type WindowChoice } from './window-choices.ts'

/** What stands in the photo frame. */
export type PhotoState =
  | { readonly kind: 'camera' }
  | { readonly kind: 'checking'; readonly preview: Blob }
  | {
      readonly kind: 'kept'
      readonly hash: string
      readonly doubts: readonly PhotoDoubt[]
      readonly earlier: boolean
    }
  | { readonly kind: 'refused'; readonly problem: PhotoProblem }
  | { readonly kind: 'without' }

/** Who was picked from the list: the name the archive has, and what came along with it. */
export interface KnownGuest {
  readonly guestId: number
  readonly familyName: string
  readonly givenName: string
  readonly filled: readonly Filled[]
}

/** The form as typed; times stay text until the guard enrols, so that nothing half-typed gets lost. */
export interface Draft {
  readonly known: KnownGuest | null
  readonly familyName: string
  readonly givenName: string
  readonly host: string
  readonly purpose: string
  readonly phone: string
  readonly levelId: string
  readonly window: WindowChoice
  readonly fromText: string
  readonly untilText: string
  readonly photo: PhotoState
}

export function emptyDraft(levelId: string, nowMs: number): Draft {
  return {
    known: null,
    familyName: '',
    givenName: '',
    host: '',
    purpose: '',
    phone: '',
    levelId,
    window: usualChoice(nowMs),
    fromText: '',
    untilText: '',
    photo: { kind: 'camera' },
  }
}

const order: readonly Filled[] = ['name', 'photo', 'host', 'phone', 'purpose', 'level']

/** Everything that is known about a returning guest; what was already typed below the name gives way only to facts. */
export function filledFrom(draft: Draft, match: GuestMatch, levels: readonly AccessLevel[]): Draft {
  const levelThere = levels.some(({ levelId }) => levelId === match.lastLevelId)
  const { guestId, familyName, givenName } = match
  const brought: Record<Filled, boolean> = {
    name: true,
    photo: match.photoHash !== null,
    host: match.lastHost !== '',
    phone: match.lastPhone !== '',
    purpose: match.lastPurpose !== '',
    level: levelThere,
  }
  const filled = order.filter((one) => brought[one])
  return {
    ...draft,
    known: { guestId, familyName, givenName, filled },
    familyName,
    givenName,
    host: match.lastHost || draft.host,
    purpose: match.lastPurpose || draft.purpose,
    phone: match.lastPhone || draft.phone,
    levelId: levelThere && match.lastLevelId !== null ? match.lastLevelId : draft.levelId,
    photo:
      match.photoHash === null
        ? withoutEarlier(draft.photo)
        : { kind: 'kept', hash: match.photoHash, doubts: [], earlier: true },
  }
}

/** Somebody else with a like name: what was typed and taken stays, the other person's kept face must not. */
export function forgotten(draft: Draft): Draft {
  return { ...draft, known: null, photo: withoutEarlier(draft.photo) }
}

/** A name that is edited is another person's, unless only blanks or invisible marks have changed. */
export function changed(draft: Draft, part: Partial<Draft>): Draft {
  const next = { ...draft, ...part }
  const { known } = next
  const same =
    known === null ||
    (tidyText(next.familyName) === tidyText(known.familyName) &&
      tidyText(next.givenName) === tidyText(known.givenName))
  return same ? next : forgotten(next)
}

function withoutEarlier(photo: PhotoState): PhotoState {
  return photo.kind === 'kept' && photo.earlier ? { kind: 'camera' } : photo
}

/** The next of the same group: host, purpose, level and hours stay, the person is new. */
export function nextOfGroup(draft: Draft): Draft {
  return { ...draft, known: null, familyName: '', givenName: '', phone: '', photo: { kind: 'camera' } }
}

export function windowOf(draft: Draft, nowMs: number): { readonly fromMs: number; readonly untilMs: number } {
  const untilMs = untilOf(draft.window, nowMs)
  if (untilMs !== null) return { fromMs: nowMs, untilMs }
  return { fromMs: msOfInput(draft.fromText), untilMs: msOfInput(draft.untilText) }
}

export function askOf(draft: Draft, nowMs: number): EnrolAsk {
  const { familyName, givenName, host, purpose, phone, levelId, photo } = draft
  const guestId = draft.known?.guestId ?? null
  const photoHash = photo.kind === 'kept' ? photo.hash : null
  return {
    guestId,
    familyName,
    givenName,
    host,
    purpose,
    phone,
    levelId,
    photoHash,
    ...windowOf(draft, nowMs),
  }
}

/** Whether closing would lose something a person has done. */
export function isTouched(draft: Draft): boolean {
  const typed = draft.familyName + draft.givenName + draft.host + draft.purpose + draft.phone
  return typed.trim() !== '' || draft.photo.kind === 'kept' || draft.photo.kind === 'checking'
}
