import type { ReactNode } from 'react'
import type { BackupsView } from '../../../shared/care.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import { BackupList } from './BackupList.tsx'
import { whenOf } from './when.ts'

interface Props {
  readonly backups: BackupsView
  readonly nowMs: number
}

/** The copies of the desk's data: how it stands with them, one more by hand, and the way back to one. */
export function Backups({ backups, nowMs }: Props): ReactNode {
  const t = useText()
  const words = t.care.backups
  const format = useFormat()
  const call = useCall()
  const say = useToast()
  const { list, isRunning, failure } = backups
  const make = async (): Promise<void> => {
    const answer = await call(window.desk.care.backUp())
    if (answer?.ok) say({ tone: 'ok', words: (now) => now.care.backups.made })
    else if (answer) {
      const { problem } = answer
      say({ tone: 'error', words: (now) => now.care.backups.notMade(now.care.problems[problem]) })
    }
  }
  return (
    <section className="care-card" aria-labelledby="backups-title" data-testid="backups">
      <div className="care-card-head">
        <h3 id="backups-title">{words.title}</h3>
        <Button icon="file" pauses aria-busy={isRunning || undefined} onPress={make} data-testid="back-up">
          {isRunning ? words.making : words.make}
        </Button>
      </div>
      <p className="care-meaning">{words.meaning}</p>
      {failure && (
        <p className="care-line care-bad" data-testid="backup-failed">
          <Icon name="alert" size={18} />
          <span>
            {words.failed(whenOf(t, format, failure.atMs, nowMs), t.care.problems[failure.problem])}
          </span>
        </p>
      )}
      {list.length === 0 ? (
        <p className="care-none">{words.none}</p>
      ) : (
        <BackupList list={list} nowMs={nowMs} isOpen />
      )}
    </section>
  )
}
