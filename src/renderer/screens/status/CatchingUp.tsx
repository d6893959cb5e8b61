import { type ReactNode, useState } from 'react'
import type { CatchUp } from '../../../shared/status.ts'
import { useFormat, useText } from '../../text/text.ts'
import { percentOf, spokenPercentOf } from './catch-up.ts'

interface Props {
  readonly catchUp: CatchUp | null
  readonly nowMs: number
}

/** How far the desk has come with what it missed while it was off: until then the board is not the truth yet. */
export function CatchingUp({ catchUp, nowMs }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const [wasBehind, setWasBehind] = useState(false)
  if (catchUp !== null && !wasBehind) setWasBehind(true)
  const since = catchUp === null ? '' : format.lately(catchUp.fromMs, nowMs)
  const percent = catchUp === null ? 100 : percentOf(catchUp)
  const spoken =
    catchUp !== null
      ? t.hcp.catchingUpSpoken(since, spokenPercentOf(catchUp))
      : wasBehind
        ? t.hcp.caughtUp
        : ''
  return (
    <>
      <output className="unseen" data-testid="catch-up-spoken">
        {spoken}
      </output>
      {catchUp !== null && (
        <div className="catch-up" data-testid="catch-up">
          <progress max={100} value={percent} aria-label={t.hcp.catchingUpSpoken(since, percent)} />
          <span>{t.hcp.catchingUp(since, percent, format.lately(catchUp.readUntilMs, nowMs))}</span>
        </div>
      )}
    </>
  )
}
