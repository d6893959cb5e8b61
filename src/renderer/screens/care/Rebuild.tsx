import type { ReactNode } from 'react'
import type { RebuildView } from '../../../shared/care.ts'
import type { Text } from '../../text/en.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useCall } from '../../ui/Toasts.tsx'
import { whenOf } from './when.ts'

/** What was learned from HCP, in one line. */
function resultOf(t: Text, rebuild: RebuildView): string {
  const words = t.care.rebuild
  if (rebuild.isBlind) return words.blind
  if (!rebuild.isDone) return words.reading
  return words.done(rebuild) === '' ? words.nobody : `${words.done(rebuild)}.`
}

interface Props {
  readonly rebuild: RebuildView
  readonly nowMs: number
}

/** After the data went back: what HCP has told of who holds access. */
export function Rebuild({ rebuild, nowMs }: Props): ReactNode {
  const t = useText()
  const words = t.care.rebuild
  const format = useFormat()
  const call = useCall()
  const { reason, ofMs, isDone, waiting, adopted } = rebuild
  return (
    <section className="care-card care-rebuild" aria-live="polite" data-testid="rebuild" data-done={isDone}>
      <p>
        <strong>{words.reasons[reason](ofMs === null ? '' : whenOf(t, format, ofMs, nowMs))}</strong>
      </p>
      <p className={`care-line ${rebuild.isBlind ? 'care-bad' : isDone ? 'care-ok' : ''}`}>
        <Icon name={rebuild.isBlind ? 'alert' : isDone ? 'check' : 'retry'} size={18} />
        <span>{resultOf(t, rebuild)}</span>
      </p>
      {isDone && waiting > 0 && (
        <p className="care-line care-bad" data-testid="rebuild-waiting">
          <Icon name="alert" size={18} />
          <span>{words.waiting(waiting)}</span>
        </p>
      )}
      {adopted > 0 && <p className="care-meaning">{words.other}</p>}
      {isDone && waiting === 0 && (
        <Button onPress={() => call(window.desk.care.seen())} data-testid="rebuild-seen">
          {words.seen}
        </Button>
      )}
    </section>
  )
}

interface BandProps extends Props {
  readonly onLook: () => void
}

/** Above the board until somebody has read it: the board is not what it was. */
export function RebuildBand({ rebuild, nowMs, onLook }: BandProps): ReactNode {
  const t = useText()
  const words = t.care.rebuild
  const format = useFormat()
  const { reason, ofMs, isDone, waiting } = rebuild
  return (
    <div className="notice notice-paused" aria-live="polite" data-testid="rebuild-band" data-done={isDone}>
      <Icon name={isDone ? 'undo' : 'retry'} size={24} />
      <p>
        <strong>{words.reasons[reason](ofMs === null ? '' : whenOf(t, format, ofMs, nowMs))}</strong>{' '}
        {resultOf(t, rebuild)} {isDone && waiting > 0 && words.waiting(waiting)}
      </p>
      <Button onPress={onLook}>{words.look}</Button>
    </div>
  )
}
