import { type Incident, severityOf } from '../../../shared/incident.ts'
import { urgentOnes } from './order.ts'

export type Chime = 'high' | 'critical'

export interface Note {
  readonly hz: number
  readonly atS: number
  readonly lastsS: number
  /** 0–1 */
  readonly volume: number
}

/** Two falling notes, as of a doorbell two rooms away. */
const gentle: readonly Note[] = [
  { hz: 659, atS: 0, lastsS: 0.35, volume: 0.16 },
  { hz: 523, atS: 0.22, lastsS: 0.5, volume: 0.16 },
]
const call = (atS: number): readonly Note[] => [
  { hz: 784, atS, lastsS: 0.16, volume: 0.34 },
  { hz: 1047, atS: atS + 0.17, lastsS: 0.16, volume: 0.34 },
  { hz: 784, atS: atS + 0.34, lastsS: 0.26, volume: 0.34 },
]

export const notes: Record<Chime, readonly Note[]> = { high: gentle, critical: [...call(0), ...call(0.95)] }

/** Which sound is due: one for all that nobody has heard of yet, and the worst of them says which. */
export function chimeFor(heard: ReadonlySet<number>, incidents: readonly Incident[]): Chime | null {
  const fresh = urgentOnes(incidents).filter(({ incidentId }) => !heard.has(incidentId))
  if (fresh.length === 0) return null
  return fresh.some(({ kind }) => severityOf[kind] === 'critical') ? 'critical' : 'high'
}
