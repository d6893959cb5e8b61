import { type ReactNode, useState } from 'react'
import type { Backup } from '../../../shared/care.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { AskRestore } from './AskRestore.tsx'
import { whenOf } from './when.ts'

interface Props {
  readonly list: readonly Backup[]
  readonly nowMs: number
  /** False: what is here now does not open. */
  readonly isOpen: boolean
}

const MEGABYTE = 1_000_000

/** What could be gone back to, newest first. */
export function BackupList({ list, nowMs, isOpen }: Props): ReactNode {
  const t = useText()
  const words = t.care.backups
  const format = useFormat()
  const [asked, setAsked] = useState<Backup | null>(null)
  return (
    <>
      <ul className="backups">
        {list.map((backup) => {
          const when = whenOf(t, format, backup.madeAtMs, nowMs)
          return (
            <li key={backup.name} data-testid="backup" data-cause={backup.cause}>
              <p>
                <time>{when}</time>
                <span>{words.causes[backup.cause]}</span>
              </p>
              <span className="backup-size">
                {words.megabytes(Math.max(1, Math.round(backup.bytes / MEGABYTE)))}
              </span>
              <Button icon="undo" aria-label={words.goBackTo(when)} onPress={() => setAsked(backup)}>
                {words.goBack}
              </Button>
            </li>
          )
        })}
      </ul>
      {asked && <AskRestore backup={asked} isOpen={isOpen} onClose={() => setAsked(null)} />}
    </>
  )
}
