import type { ReactNode } from 'react'
import type { DayView } from '../../../shared/day.ts'
import { incidentKinds, severityOf } from '../../../shared/incident.ts'
import { useText } from '../../text/text.ts'
import { Figure } from '../../ui/Figure.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { severityIcons } from '../incidents/SeveritySign.tsx'
import { ShareBar } from './ShareBar.tsx'
import { segmentsOf } from './shares.ts'

interface Props {
  readonly incidents: DayView['incidents']
  readonly isToday: boolean
  readonly onLook: () => void
}

/** Every kind at its place, day after day, so that a full one is seen by where it stands. */
export function DayIncidents({ incidents, isToday, onLook }: Props): ReactNode {
  const t = useText()
  const words = t.day.incidents
  const rows = incidentKinds.map((kind) => {
    const { count = 0, open = 0 } = incidents.find((one) => one.kind === kind) ?? {}
    return { kind, count, open }
  })
  const most = Math.max(...rows.map(({ count }) => count))
  const all = rows.reduce((sum, { count }) => sum + count, 0)
  const open = rows.reduce((sum, one) => sum + one.open, 0)
  const picture = (
    <span className="day-kinds">
      {rows.map((row) => (
        <span
          key={row.kind}
          className={`day-kind day-kind-${severityOf[row.kind]}`}
          data-kind={row.kind}
          data-nothing={row.count === 0 || undefined}
        >
          <Icon name={severityIcons[severityOf[row.kind]]} />
          <span>{t.incidents.kinds[row.kind]}</span>
          <ShareBar
            segments={segmentsOf(
              [
                ['open', row.open],
                ['closed', row.count - row.open],
              ],
              most,
            )}
          />
          <strong>{row.count}</strong>
          <span className="day-kind-open">{row.open > 0 && words.open(row.open)}</span>
        </span>
      ))}
    </span>
  )
  return (
    <Figure
      title={words.title}
      testId="day-incidents"
      summary={
        all === 0
          ? words.none
          : words.summary(
              rows
                .filter(({ count }) => count > 0)
                .map(({ kind, count }) => [t.incidents.kinds[kind], count]),
              open,
            )
      }
      table={{
        columns: [words.kind, words.count, words.openColumn],
        rows: rows.map(({ kind, count, open }) => [t.incidents.kinds[kind], count, open]),
      }}
      // The list holds what is open, and what was closed during the last day.
      press={all > 0 && (isToday || open > 0) ? { words: words.look, act: onLook } : undefined}
    >
      {picture}
    </Figure>
  )
}
