import { useState } from 'react'
import { type EnrolField, enrolProblems, type FieldProblems } from '../../../shared/enrol-rules.ts'
import type { AccessLevel } from '../../../shared/visit.ts'
import { remember } from '../../state/remembered.ts'
import { useText } from '../../text/text.ts'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import { askOf, type Draft } from './draft.ts'

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
    const name = t.fullName(enrolAsk.familyName.trim(), enrolAsk.givenName.trim())
    if (answer.ok) {
      remember('level', draft.levelId)
      say({ tone: 'ok', text: t.toasts.enrolled(name) })
      return answer.visitId
    }
    if ('fields' in answer) {
      setProblems(answer.fields)
      return null
    }
    const text = t.toasts.failed(name, t.problems.refused[answer.refused])
    if (answer.refused === 'alreadyOpen') {
      const { visitId } = answer
      say({ tone: 'warn', text, action: { label: t.enrol.showVisit, run: () => onShowVisit(visitId) } })
    } else {
      say({ tone: 'warn', text })
    }
    return null
  }

  return {
    problems,
    errorOf: (field) => {
      const problem = problems[field]
      return problem && t.problems.field[problem]
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
