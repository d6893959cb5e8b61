import type { ReactNode } from 'react'
import {
  type Incident,
  type IncidentChange,
  type IncidentState,
  severityOf,
} from '../../../shared/incident.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Photo } from '../../ui/Photo.tsx'
import { ChangeForm } from './ChangeForm.tsx'
import { isOpen, nextStates } from './order.ts'
import { SeveritySign } from './SeveritySign.tsx'

export type NextState = Exclude<IncidentState, 'new'>

interface Props {
  readonly incident: Incident
  readonly nowMs: number
  /** Null when the guest's card is not on the board any more. */
  readonly onGuest: (() => void) | null
  /** What is being said of it, while it is. */
  readonly asking: NextState | null
  readonly onAsk: (to: NextState | null) => void
  readonly onChange: (change: IncidentChange) => Promise<void>
}

export function IncidentRow({ incident, nowMs, onGuest, asking, onAsk, onChange }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const { kind, state } = incident
  const open = isOpen(incident)
  const severity = severityOf[kind]
  const name = t.listName(incident.familyName, incident.givenName)
  const time = format.moment(incident.atMs, nowMs)
  const words: Record<NextState, string> = {
    investigating: state === 'new' ? t.incidents.lookInto : t.incidents.openAgain,
    resolved: t.incidents.resolve,
    falseAlarm: t.incidents.dismiss,
  }
  const who = (
    <>
      <Photo hash={incident.photoHash} className="incident-photo" />
      <span className="incident-name">{name}</span>
    </>
  )
  return (
    <li>
      <article
        className={`incident incident-${open ? severity : 'closed'}`}
        tabIndex={-1}
        aria-label={`${t.incidents.kinds[kind]}: ${name}`}
        data-testid="incident"
        data-incident-id={incident.incidentId}
        data-kind={kind}
        data-state={state}
        data-severity={severity}
      >
        <SeveritySign severity={severity}>
          <time dateTime={new Date(incident.atMs).toISOString()}>{time}</time>
        </SeveritySign>
        {onGuest ? (
          <button
            type="button"
            className="incident-guest incident-guest-open"
            title={t.incidents.toCard(name)}
            data-testid="incident-guest"
            onClick={onGuest}
          >
            {who}
          </button>
        ) : (
          <div className="incident-guest">{who}</div>
        )}
        <div className="incident-words">
          <h4>{t.incidents.kinds[kind]}</h4>
          <p>{t.incidents.what[kind](incident.doorName, time, incident.direction)}</p>
          {state === 'new' ? (
            <p className="incident-state">
              <strong>{t.incidents.states.new}</strong> · {t.incidents.todo[kind]}
            </p>
          ) : (
            <p className="incident-state">
              <strong>{t.incidents.states[state]}</strong>
              {[incident.by, format.moment(incident.changedAtMs, nowMs)]
                .filter(Boolean)
                .map((part) => ` · ${part}`)}
              {incident.why !== '' && <q>{incident.why}</q>}
            </p>
          )}
        </div>
        <div className="incident-actions" hidden={asking !== null}>
          {nextStates[state].map((to) => (
            <Button key={to} data-to={to} onPress={() => onAsk(to)}>
              {words[to]}
            </Button>
          ))}
        </div>
        {asking && <ChangeForm key={asking} state={asking} onSave={onChange} onCancel={() => onAsk(null)} />}
      </article>
    </li>
  )
}
