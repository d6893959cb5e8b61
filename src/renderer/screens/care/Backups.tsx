import type { ReactNode } from 'react'
import type { BackupsView } from '../../../shared/care.ts'
import { useFormat, useText } from '../../text/text.ts'

interface Props {
  readonly backups: BackupsView
  readonly nowMs: number
}

/** The copies of the desk's data that could be gone back to. */
export function Backups({ backups, nowMs }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  return (
    <section className="care-card" aria-labelledby="backups-title" data-testid="backups">
      <h3 id="backups-title">{t.care.backups.title}</h3>
      <p className="care-meaning">{t.care.backups.meaning}</p>
      {backups.list.length === 0 && <p className="care-none">{t.care.backups.none}</p>}
      <ul className="backups-list">
        {backups.list.map((backup) => (
          <li key={backup.name} data-testid="backup">
            <strong>{format.moment(backup.madeAtMs, nowMs)}</strong>
            <span>{t.care.backups.causes[backup.cause]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
