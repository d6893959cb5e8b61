import type { ReactNode } from 'react'
import type { DeskStatus } from '../../../shared/status.ts'
import type { VisitCard } from '../../../shared/visit.ts'
import { shortage } from '../../../shared/work.ts'
import { spanOf } from '../../text/duration.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { PAUSED_NOTICE_ID } from '../../ui/pausing.ts'

/** More lines would push the board off the screen; the rest stands in "needs attention" anyway. */
const SHOWN_AT_MOST = 3

interface Props {
  readonly status: DeskStatus
  readonly cards: readonly VisitCard[]
  readonly nowMs: number
  readonly onShow: (visitId: number) => void
  readonly onMachine: () => void
  /** What ranks below an alarm, and above a pause. */
  readonly children: ReactNode
}

/** What nobody may overlook: an access that should have ended and has not. */
export function Alarms({ status, cards, nowMs, onShow, onMachine, children }: Props): ReactNode {
  const t = useText()
  const nameOf = (visitId: number, name: string): string => {
    const card = cards.find((one) => one.visitId === visitId)
    return card ? t.fullName(card.familyName, card.givenName) : name
  }
  return (
    <>
      <div role="alert">
        {status.alarms.slice(0, SHOWN_AT_MOST).map((alarm) => (
          <div
            key={alarm.visitId}
            className="notice notice-alarm"
            data-testid="alarm"
            data-visit-id={alarm.visitId}
          >
            <Icon name="alert" size={24} />
            <p>
              <strong>{t.hcp.alarm(nameOf(alarm.visitId, alarm.name))}.</strong>{' '}
              {t.hcp.alarmMeaning(spanOf(nowMs - alarm.sinceMs))}
            </p>
            <Button onPress={() => onShow(alarm.visitId)}>{t.hcp.showCard}</Button>
          </div>
        ))}
      </div>
      {children}
      <div role="alert">
        {status.paused && status.machine && (
          <div
            className="notice notice-paused"
            id={PAUSED_NOTICE_ID}
            data-testid="paused"
            data-paused={status.paused}
          >
            <Icon name="pause" size={24} />
            <p>
              <strong>{t.machine.short[status.paused](status.machine[`${status.paused}Percent`])}</strong>{' '}
              {t.machine.pauses(shortage[status.paused].resume)}
            </p>
            <Button onPress={onMachine}>{t.machine.show}</Button>
          </div>
        )}
      </div>
    </>
  )
}
