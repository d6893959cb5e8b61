import type { ReactNode } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { RollRow } from './roll.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly rows: readonly RollRow[]
  /** The doors may have seen more than the list knows. */
  readonly behind: boolean
  readonly nowMs: number
}

/** How many, how old the list is, and on paper also where and when. */
export function Heading({ snapshot, rows, behind, nowMs }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const { muster, status, mode, address } = snapshot
  const seen = rows.filter(({ safe }) => safe).length
  const { passagesReadUntilMs: readMs } = status
  // Of another day the time alone would look like today's.
  const exactly = (ms: number): string =>
    new Date(ms).toDateString() === new Date(nowMs).toDateString()
      ? format.seconds(ms)
      : format.moment(ms, nowMs)
  const read = readMs === null ? t.muster.notRead : t.muster.readUntil(exactly(readMs))

  return (
    <>
      <div className="muster-paper">
        <p className="muster-paper-title">
          {t.muster.title}
          {mode === 'training' && ` — ${t.app.training}`}
        </p>
        <p>
          {[t.app.name, address, t.muster.printed(`${format.date(nowMs)}, ${format.time(nowMs)}`)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="muster-head" data-testid="muster-head">
        <output className="muster-numbers">
          {muster === null ? (
            <Figure name="inside" count={rows.length} words={t.muster.inside} />
          ) : (
            <>
              <Figure name="missing" count={rows.length - seen} words={t.muster.missing} />
              <Figure name="seen" count={seen} words={t.muster.seenOf(rows.length)} />
            </>
          )}
        </output>
        <p className="muster-age" data-testid="muster-age">
          {muster !== null && (
            <strong data-testid="roll-since">
              {t.muster.since(format.moment(muster.startedAtMs, nowMs))}
            </strong>
          )}
          {read}
        </p>
      </div>
      {behind && (
        <div className="notice muster-behind" role="alert" data-testid="muster-behind">
          <Icon name="alert" size={24} />
          <p>{readMs === null ? t.muster.behindNever : t.muster.behind(exactly(readMs))}</p>
        </div>
      )}
    </>
  )
}

interface FigureProps {
  readonly name: string
  readonly count: number
  readonly words: string
}

function Figure({ name, count, words }: FigureProps): ReactNode {
  return (
    <span className="muster-number" data-number={name} data-nothing={count === 0 || undefined}>
      <strong>{count}</strong> {words}
    </span>
  )
}
