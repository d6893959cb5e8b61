import { type Incident, severityOf } from '../../../shared/incident.ts'
import { openOnes } from './order.ts'

/** More at once would cover the other window with them; one then speaks for all. */
const ONE_BY_ONE_AT_MOST = 3

/** A message of the system: about one incident, or about several of which the worst is named. */
export interface Notice {
  readonly incident: Incident
  /** How many it speaks for. */
  readonly count: number
  /** Stays until somebody has pressed it. */
  readonly stays: boolean
}

/** What is to be shown of incidents that nobody knew and nobody has taken yet, the worst first. */
export function noticesFor(known: ReadonlySet<number>, incidents: readonly Incident[]): readonly Notice[] {
  const fresh = openOnes(incidents).filter(
    ({ incidentId, state }) => state === 'new' && !known.has(incidentId),
  )
  const [worst] = fresh
  if (worst === undefined) return []
  const notices = fresh.map((incident) => ({
    incident,
    count: 1,
    stays: severityOf[incident.kind] !== 'medium',
  }))
  if (notices.length <= ONE_BY_ONE_AT_MOST) return notices
  return [{ incident: worst, count: fresh.length, stays: notices.some(({ stays }) => stays) }]
}
