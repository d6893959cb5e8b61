import type { ReactNode } from 'react'
import { type Incident, severityOf } from '../../../shared/incident.ts'
import type { VisitCard } from '../../../shared/visit.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { severityIcons } from '../incidents/SeveritySign.tsx'
import { AccessAdvice, AccessReason } from './AccessState.tsx'
import { outForNow } from './out-for-now.ts'

interface Props {
  readonly card: VisitCard
  readonly attention: boolean
  readonly nowMs: number
  readonly graceMinutes: number | null
  readonly incidents: readonly Incident[] | undefined
  readonly tabIndex: number | undefined
  readonly onIncident: (incidentId: number) => void
}

/** What is out of the ordinary about this guest; most cards have nothing here. */
export function CardNotes(props: Props): ReactNode {
  const { card, attention, nowMs, graceMinutes, incidents, tabIndex, onIncident } = props
  const t = useText()
  return (
    <div className="card-notes">
      {incidents?.map(({ incidentId, kind }) => (
        <button
          key={incidentId}
          type="button"
          className={`card-incident card-incident-${severityOf[kind]}`}
          aria-label={t.incidents.mark(t.incidents.kinds[kind])}
          data-testid="card-incident"
          data-kind={kind}
          tabIndex={tabIndex}
          onClick={() => onIncident(incidentId)}
        >
          <Icon name={severityIcons[severityOf[kind]]} size={18} />
          <span>{t.incidents.kinds[kind]}</span>
        </button>
      ))}
      <Out card={card} nowMs={nowMs} graceMinutes={graceMinutes} />
      {attention ? <AccessAdvice card={card} /> : <AccessReason card={card} />}
    </div>
  )
}

function Out({ card, nowMs, graceMinutes }: Pick<Props, 'card' | 'nowMs' | 'graceMinutes'>): ReactNode {
  const t = useText()
  const format = useFormat()
  const out = outForNow(card, graceMinutes)
  if (out === null) return null
  const wentOut = format.moment(out.wentOutAtMs, nowMs)
  return (
    <p className="card-out" data-testid="out-for-now">
      <Icon name="exit" size={16} />
      <span>
        {out.endsAtMs > nowMs
          ? t.out.grace(wentOut, format.moment(out.endsAtMs, nowMs))
          : t.out.ending(wentOut)}
      </span>
    </p>
  )
}
