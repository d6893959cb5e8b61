import { useEffect, useEffectEvent, useRef } from 'react'
import type { Incident } from '../../../shared/incident.ts'

/** Tells whenever incidents change which of them were known before; what was there at the start is not news. */
export function useNews(incidents: readonly Incident[], tell: (known: ReadonlySet<number>) => void): void {
  const known = useRef<ReadonlySet<number> | null>(null)
  const hear = useEffectEvent(tell)
  useEffect(() => {
    const before = known.current
    known.current = new Set([...(before ?? []), ...incidents.map(({ incidentId }) => incidentId)])
    if (before !== null) hear(before)
  }, [incidents])
}
