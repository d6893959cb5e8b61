import type { ReactNode } from 'react'
import type { DeskStatus } from '../../../shared/status.ts'
import { pausingWork, type Shortage, shortage, steadyWork, type Work } from '../../../shared/work.ts'
import { useText } from '../../text/text.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'

interface Props {
  readonly status: Pick<DeskStatus, 'machine' | 'paused'>
}

/** How full disk and memory are, and what that means for the work. */
export function Machine({ status: { machine, paused } }: Props): ReactNode {
  const t = useText()
  const words = t.machine
  return (
    <section
      className="care-card machine"
      aria-labelledby="machine-title"
      data-testid="machine"
      data-paused={paused ?? undefined}
    >
      <h3 id="machine-title">{words.title}</h3>
      <p className="care-meaning">{words.meaning}</p>
      {machine === null ? (
        <p className="care-none">{words.notYet}</p>
      ) : (
        <div className="machine-use">
          <Use what="disk" percent={machine.diskPercent} isShort={paused === 'disk'} />
          <Use what="memory" percent={machine.memoryPercent} isShort={paused === 'memory'} />
          {!machine.isCurrent && <p className="machine-old">{words.old}</p>}
        </div>
      )}
      <div className="machine-lists">
        <WorkList
          title={paused === null ? words.wouldPause : words.nowPaused}
          list={pausingWork}
          icon="pause"
          isNow={paused !== null}
        />
        <WorkList title={words.goesOn} list={steadyWork} icon="check" isNow={paused !== null} />
      </div>
    </section>
  )
}

interface UseProps {
  readonly what: Shortage
  readonly percent: number
  readonly isShort: boolean
}

function Use({ what, percent, isShort }: UseProps): ReactNode {
  const t = useText()
  const { pause, resume } = shortage[what]
  return (
    <div className="machine-row" data-testid={`machine-${what}`} data-short={isShort || undefined}>
      <span>{t.machine[what]}</span>
      <progress max={100} value={percent} aria-hidden="true" />
      <strong>{t.machine.percent(percent)}</strong>
      <span className="machine-limits">{t.machine.limits(pause, resume)}</span>
    </div>
  )
}

interface WorkListProps {
  readonly title: string
  readonly list: readonly Work[]
  readonly icon: IconName
  /** It is so just now, and no mere prospect. */
  readonly isNow: boolean
}

function WorkList({ title, list, icon, isNow }: WorkListProps): ReactNode {
  const t = useText()
  return (
    <div className={`machine-list-${icon}`} data-now={isNow || undefined}>
      <h4>{title}</h4>
      <ul>
        {list.map((one) => (
          <li key={one} data-work={one}>
            <Icon name={icon} size={16} />
            {t.machine.work[one]}
          </li>
        ))}
      </ul>
    </div>
  )
}
