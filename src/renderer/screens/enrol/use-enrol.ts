import { useState } from 'react'
import { type EnrolField, enrolProblems, type FieldProblems, tidyText } from '../../../shared/enrol-rules.ts'
import type { AccessLevel } from '../../../shared/visit.ts'
import { remember } from '../../state/remembered.ts'
import type { Text } from '../../text/en.ts'
import { useText } from '../../text/text.ts'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import { askOf, type Draft } from './draft.ts'
import { forbiddenIn } from './forbidden.ts'

const ENROLLED_SHOWN_MS = 4_000

interface Enrol {
  readonly problems: FieldProblems
  /** The sentence for the field, if it has a problem. */
  readonly errorOf: (field: EnrolField) => string | undefined
  readonly forgive: (fields: readonly string[]) => void
  /** The new visit when the guest is saved here, null when not. */
  readonly enrol: () => Promise<number | null>
}

/** Checks here by the rules main decides by, asks once, and puts main's "no" where the guard can mend it. */
export function useEnrol(
  draft: Draft,
  levels: readonly AccessLevel[],
  onShowVisit: (visitId: number) => void,
): Enrol {
  const t = useText()
  const call = useCall()
  const say = useToast()
  const [problems, setProblems] = useState<FieldProblems>({})
  const [running, setRunning] = useState(false)

  const ask = async (): Promise<number | null> => {
    const nowMs = Date.now()
    const enrolAsk = askOf(draft, nowMs)
    const found = enrolProblems(enrolAsk, new Set(levels.map(({ levelId }) => levelId)), nowMs)
    if (enrolAsk.photoHash === null && draft.photo.kind !== 'without') found.photo = 'photoMissing'
    setProblems(found)
    if (Object.keys(found).length > 0) return null

    const answer = await call(window.desk.visits.enrol(enrolAsk))
    if (answer === undefined) return null
    const nameIn = (now: Text): string =>
      now.fullName(tidyText(enrolAsk.familyName), tidyText(enrolAsk.givenName))
    if (answer.ok) {
      remember('level', draft.levelId)
      const { visitId } = answer
      // Brief: the new card says the same, and the next guest may be standing there already.
      say({
        tone: 'ok',
        visitId,
        shownMs: ENROLLED_SHOWN_MS,
        words: (now) => now.toasts.enrolled(nameIn(now)),
      })
      return answer.visitId
    }
    if ('fields' in answer) {
      setProblems(answer.fields)
      return null
    }
    const { refused } = answer
    const words = (now: Text): string => now.toasts.failed(nameIn(now), now.problems.refused[refused])
    if (answer.refused === 'alreadyOpen') {
      const { visitId } = answer
      const action = { label: (now: Text) => now.enrol.showVisit, run: () => onShowVisit(visitId) }
      say({ tone: 'warn', visitId, words, action })
    } else {
      say({ tone: 'warn', words })
    }
    return null
  }

  return {
    problems,
    errorOf: (field) => {
      const problem = problems[field]
      const chars = problem === 'forbiddenCharacters' ? forbiddenIn(textOf(draft, field)) : ''
      return chars === '' ? problem && t.problems.field[problem] : t.problems.forbidden(chars)
    },
    forgive: (fields) =>
      setProblems((before) =>
        Object.fromEntries(Object.entries(before).filter(([field]) => !fields.includes(field))),
      ),
    enrol: async () => {
      if (running) return null
      setRunning(true)
      return ask().finally(() => setRunning(false))
    },
  }
}

const typed = ['familyName', 'givenName', 'host', 'purpose', 'phone'] as const

function textOf(draft: Draft, field: EnrolField): string {
  const isText = typed.some((one) => one === field)
  return isText ? draft[field as (typeof typed)[number]] : ''
}
