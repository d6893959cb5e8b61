import type { ReactNode } from 'react'
import type { DayView } from '../../../shared/day.ts'
import { useText } from '../../text/text.ts'
import { Figure } from '../../ui/Figure.tsx'
import { LegendItem } from './Hours.tsx'
import { ShareBar } from './ShareBar.tsx'
import { byItselfPercent, type Doer, type Shares, segmentsOf, sharesOf } from './shares.ts'

const doers: readonly Doer[] = ['doors', 'clock', 'guard']

/** How much of the day's work nobody had to do. */
export function ByItself({ view }: { readonly view: DayView }): ReactNode {
  const t = useText()
  const shares = sharesOf(view)
  const percent = byItselfPercent(shares)
  const words = t.day.byItself
  const cells = (of: Shares): readonly number[] => doers.map((doer) => of[doer])
  return (
    <Figure
      title={words.title}
      testId="day-by-itself"
      summary={percent === null ? words.none : words.summary(percent, shares.came, shares.left)}
      table={{
        columns: [words.what, ...doers.map((doer) => words.doers[doer])],
        rows: [
          [words.came, ...cells(shares.came)],
          [words.left, ...cells(shares.left)],
        ],
      }}
      head={percent !== null && <p className="figure-number">{words.percent(percent)}</p>}
    >
      {percent === null ? (
        <p className="figure-none">{words.none}</p>
      ) : (
        <>
          <Share title={words.came} shares={shares.came} doers={['doors', 'guard']} />
          <Share title={words.left} shares={shares.left} doers={doers} />
        </>
      )}
    </Figure>
  )
}

interface ShareProps {
  readonly title: string
  readonly shares: Shares
  /** Nobody is checked in by the clock. */
  readonly doers: readonly Doer[]
}

function Share({ title, shares, doers }: ShareProps): ReactNode {
  const t = useText()
  const parts = doers.map((doer) => [doer, shares[doer]] as const)
  const all = parts.reduce((sum, [, count]) => sum + count, 0)
  return (
    <div className="share">
      <p>
        {title} <strong>{all}</strong>
      </p>
      <ShareBar segments={segmentsOf(parts, all)} />
      <ul className="legend">
        {parts.map(([doer, count]) => (
          <LegendItem key={doer} look={doer} words={t.day.byItself.doers[doer]} count={count} />
        ))}
      </ul>
    </div>
  )
}
