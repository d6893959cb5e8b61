import { type Incident, type IncidentState, type Severity, severityOf } from '../../../shared/incident.ts'

const rank: Record<Severity, number> = { critical: 0, high: 1, medium: 2 }

export function isOpen({ state }: Incident): boolean {
  return state === 'new' || state === 'investigating'
}

/** The worst first, and the newest of them. */
function byWeight(a: Incident, b: Incident): number {
  return rank[severityOf[a.kind]] - rank[severityOf[b.kind]] || b.atMs - a.atMs || b.incidentId - a.incidentId
}

export function openOnes(incidents: readonly Incident[]): readonly Incident[] {
  return incidents.filter(isOpen).sort(byWeight)
}

/** What was closed, the last word first: it is the one to take back. */
export function closedOnes(incidents: readonly Incident[]): readonly Incident[] {
  return incidents
    .filter((one) => !isOpen(one))
    .sort((a, b) => b.changedAtMs - a.changedAtMs || b.incidentId - a.incidentId)
}

/** What nobody has looked at yet and somebody must, newest first. */
export function urgentOnes(incidents: readonly Incident[]): readonly Incident[] {
  return incidents
    .filter((one) => one.state === 'new' && severityOf[one.kind] !== 'medium')
    .sort((a, b) => b.atMs - a.atMs || b.incidentId - a.incidentId)
}

export function worstOf(incidents: readonly Incident[]): Severity | null {
  const worst = incidents.toSorted(byWeight)[0]
  return worst === undefined ? null : severityOf[worst.kind]
}

/** Open incidents by visit, the worst first: the marks of the cards. */
export function openByVisit(incidents: readonly Incident[]): ReadonlyMap<number, readonly Incident[]> {
  return Map.groupBy(openOnes(incidents), ({ visitId }) => visitId)
}

/** What a guard may say next. Who opens one again is looking into it: it is not new to him. */
export const nextStates: Record<IncidentState, readonly Exclude<IncidentState, 'new'>[]> = {
  new: ['investigating', 'resolved', 'falseAlarm'],
  investigating: ['resolved', 'falseAlarm'],
  resolved: ['investigating'],
  falseAlarm: ['investigating'],
}
