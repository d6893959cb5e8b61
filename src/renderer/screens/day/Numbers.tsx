import type { ReactNode } from 'react'
import type { DayView } from '../../../shared/day.ts'
import { useText } from '../../text/text.ts'

interface Props {
  readonly view: DayView
  readonly isToday: boolean
}

/** The first look. What is counted at this moment is shown for today alone: of a past day nobody knows it any more. */
export function Numbers({ view, isToday }: Props): ReactNode {
  const t = useText()
  const { now, came, left, noShows, cancelled } = view
  return (
    <div className="day-numbers" data-testid="day-numbers">
      {isToday && (
        <Group
          title={t.day.now}
          look="now"
          numbers={[
            ['inside', now.inside],
            ['expected', now.expected],
          ]}
        />
      )}
      <Group
        title={isToday ? t.day.soFar : t.day.onDay}
        look="day"
        numbers={[
          ['came', came],
          ['left', left],
          ['noShows', noShows],
          ['cancelled', cancelled],
        ]}
      />
    </div>
  )
}

type NumberName = 'inside' | 'expected' | 'came' | 'left' | 'noShows' | 'cancelled'

interface GroupProps {
  readonly title: string
  readonly look: 'now' | 'day'
  readonly numbers: readonly (readonly [name: NumberName, count: number])[]
}

function Group({ title, look, numbers }: GroupProps): ReactNode {
  const t = useText()
  return (
    <section className={`day-group day-group-${look}`} aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {numbers.map(([name, count]) => (
          <div key={name} data-number={name} data-nothing={count === 0 || undefined}>
            <dt>{t.day.numbers[name]}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
