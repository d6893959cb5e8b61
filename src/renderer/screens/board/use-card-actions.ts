import { useCallback } from 'react'
import { assertNever } from '../../../shared/assert-never.ts'
import type { VisitAnswer } from '../../../shared/contract.ts'
import type { VisitCard } from '../../../shared/visit.ts'
import type { Text } from '../../text/en.ts'
import { type Toast, useCall, useToast } from '../../ui/Toasts.tsx'
import type { CardAction } from './card-actions.ts'

export type Act = (card: VisitCard, action: CardAction) => Promise<void>

/** One press, one call, one answer: what the guard asked for is said at once, what HCP makes of it arrives as state. */
export function useCardActions(takeNewPhoto: (card: VisitCard) => void): Act {
  const call = useCall()
  const say = useToast()

  return useCallback(
    async function act(card: VisitCard, action: CardAction): Promise<void> {
      const { visitId } = card
      const nameIn = (t: Text): string => t.fullName(card.familyName, card.givenName)
      const ok = (words: (t: Text, name: string) => string): Toast => ({
        tone: 'ok',
        visitId,
        words: (t) => words(t, nameIn(t)),
      })
      const failed = (why: (t: Text) => string): Toast => ({
        tone: 'warn',
        visitId,
        words: (t) => t.toasts.failed(nameIn(t), why(t)),
      })
      const settle = async (answer: Promise<VisitAnswer>, done: Toast): Promise<void> => {
        const settled = await call(answer)
        if (settled === undefined) return
        if (settled.ok) say(done)
        else say(failed((t) => t.problems.refused[settled.refused]))
      }
      const giveBack = {
        label: (t: Text) => t.actions.giveBack,
        run: () => act(card, { kind: 'giveBack' }),
      }

      switch (action.kind) {
        case 'checkOut':
          return settle(window.desk.visits.checkOut({ visitId }), {
            ...ok((t, name) => t.toasts.ending(name)),
            action: giveBack,
          })
        case 'giveBack':
          return settle(
            window.desk.visits.giveBack({ visitId }),
            ok((t, name) => t.toasts.givenBack(name)),
          )
        case 'tryAgain':
          return settle(
            window.desk.visits.tryAgain({ visitId }),
            ok((t, name) => t.toasts.triedAgain(name)),
          )
        case 'reapply':
          return settle(
            window.desk.visits.reapply({ visitId }),
            ok((t, name) => t.toasts.reapplied(name)),
          )
        case 'checkIn':
          return settle(
            window.desk.visits.checkIn({ visitId }),
            ok((t, name) => t.toasts.checkedIn(name)),
          )
        case 'cancel':
          return settle(window.desk.visits.cancel({ visitId }), {
            ...ok((t, name) => t.toasts.cancelled(name)),
            action: giveBack,
          })
        case 'newPhoto':
          takeNewPhoto(card)
          return undefined
        case 'extend': {
          const { untilMs } = action
          const answer = await call(window.desk.visits.extend({ visitId, untilMs }))
          if (answer === undefined) return undefined
          if (answer.ok) {
            const saidAtMs = Date.now()
            say({
              tone: 'ok',
              visitId,
              words: (t, format) => t.toasts.extended(nameIn(t), format.moment(untilMs, saidAtMs)),
            })
          } else if ('problem' in answer) say(failed((t) => t.problems.field[answer.problem]))
          else say(failed((t) => t.problems.refused[answer.refused]))
          return undefined
        }
        default:
          return assertNever(action, 'card action')
      }
    },
    [call, say, takeNewPhoto],
  )
}
