import { useCallback } from 'react'
import { assertNever } from '../../../shared/assert-never.ts'
import type { VisitAnswer } from '../../../shared/contract.ts'
import type { VisitCard } from '../../../shared/visit.ts'
import { useFormat, useText } from '../../text/text.ts'
import { type Toast, useCall, useToast } from '../../ui/Toasts.tsx'
import type { CardAction } from './card-actions.ts'

export type Act = (card: VisitCard, action: CardAction) => Promise<void>

/** One press, one call, one answer: what the guard asked for is said at once, what HCP makes of it arrives as state. */
export function useCardActions(takeNewPhoto: (card: VisitCard) => void): Act {
  const t = useText()
  const format = useFormat()
  const call = useCall()
  const say = useToast()

  return useCallback(
    async function act(card: VisitCard, action: CardAction): Promise<void> {
      const { visitId } = card
      const name = t.fullName(card.familyName, card.givenName)

      const settle = async (answer: Promise<VisitAnswer>, done: Toast): Promise<void> => {
        const settled = await call(answer)
        if (settled === undefined) return
        if (settled.ok) say(done)
        else say({ tone: 'warn', text: t.toasts.failed(name, t.problems.refused[settled.refused]) })
      }
      const ok = (text: string): Toast => ({ tone: 'ok', text })
      const giveBack = { label: t.actions.giveBack, run: () => act(card, { kind: 'giveBack' }) }

      switch (action.kind) {
        case 'checkOut':
          return settle(window.desk.visits.checkOut({ visitId }), {
            ...ok(t.toasts.ending(name)),
            action: giveBack,
          })
        case 'giveBack':
          return settle(window.desk.visits.giveBack({ visitId }), ok(t.toasts.givenBack(name)))
        case 'tryAgain':
          return settle(window.desk.visits.tryAgain({ visitId }), ok(t.toasts.triedAgain(name)))
        case 'checkIn':
          return settle(window.desk.visits.checkIn({ visitId }), ok(t.toasts.checkedIn(name)))
        case 'cancel':
          return settle(window.desk.visits.cancel({ visitId }), {
            ...ok(t.toasts.cancelled(name)),
            action: giveBack,
          })
        case 'newPhoto':
          takeNewPhoto(card)
          return undefined
        case 'extend': {
          const answer = await call(window.desk.visits.extend({ visitId, untilMs: action.untilMs }))
          if (answer === undefined) return undefined
          if (answer.ok) {
            say(ok(t.toasts.extended(name, format.moment(action.untilMs, Date.now()))))
          } else {
            const why =
              'problem' in answer ? t.problems.field[answer.problem] : t.problems.refused[answer.refused]
            say({ tone: 'warn', text: t.toasts.failed(name, why) })
          }
          return undefined
        }
        default:
          return assertNever(action, 'card action')
      }
    },
    [t, format, call, say, takeNewPhoto],
  )
}
