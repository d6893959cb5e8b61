import type { ReactNode } from 'react'
import type { Severity } from '../../../shared/incident.ts'
import { useText } from '../../text/text.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'

/** Told apart by their outline first, as road signs are. */
export const severityIcons: Record<Severity, IconName> = {
  critical: 'octagon',
  high: 'alert',
  medium: 'round',
}

interface Props {
  readonly severity: Severity
  /** What stands below it. */
  readonly children: ReactNode
}

export function SeveritySign({ severity, children }: Props): ReactNode {
  const t = useText()
  return (
    <div className="severity">
      <Icon name={severityIcons[severity]} size={28} />
      <span>{t.incidents.severity[severity]}</span>
      {children}
    </div>
  )
}
