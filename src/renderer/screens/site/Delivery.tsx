import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { WebhookFailure, WebhookTrial, WebhookView } from '../../../shared/webhook.ts'
import type { Text } from '../../text/en.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { useCall } from '../../ui/Toasts.tsx'

function whyOf(t: Text, failure: WebhookFailure): string {
  return failure.kind === 'status'
    ? t.site.notices.failures.status(failure.status)
    : t.site.notices.failures[failure.kind]
}

interface Props {
  readonly webhook: WebhookView
  readonly nowMs: number
}

/** How it goes with the receiver. */
export function DeliveryState({ webhook, nowMs }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const { url, failure, deliveredAtMs, waiting, dropped } = webhook
  if (url === '') return <Line tone="off" icon="minus" words={t.site.notices.off} />
  const taken = deliveredAtMs === null ? null : t.site.notices.delivered(format.moment(deliveredAtMs, nowMs))
  return (
    <div className="delivery" data-testid="delivery">
      {failure && (
        <Line
          tone="bad"
          icon="alert"
          words={
            failure.kind === 'keyLost'
              ? t.site.notices.nothingSent(whyOf(t, failure))
              : t.site.notices.failed(format.moment(failure.atMs, nowMs), whyOf(t, failure))
          }
        />
      )}
      {failure ? (
        taken && <Line tone="off" icon="clock" words={taken} />
      ) : (
        <Line
          tone={taken === null ? 'off' : 'ok'}
          icon={taken === null ? 'clock' : 'check'}
          words={taken ?? t.site.notices.idle}
        />
      )}
      {waiting > 0 && <Line tone="off" icon="clock" words={t.site.notices.waiting(waiting)} />}
      {dropped > 0 && <Line tone="bad" icon="ban" words={t.site.notices.dropped(dropped)} />}
    </div>
  )
}

interface LineProps {
  readonly tone: 'ok' | 'bad' | 'off'
  readonly icon: IconName
  readonly words: string
}

function Line({ tone, icon, words }: LineProps): ReactNode {
  return (
    <p className={`delivery-line delivery-${tone}`}>
      <Icon name={icon} size={18} /> <span>{words}</span>
    </p>
  )
}

/** One message on purpose, with what is kept, so that nobody has to wait for a guest to see whether it arrives. */
export function Trial({ isReady }: { readonly isReady: boolean }): ReactNode {
  const t = useText()
  const call = useCall()
  const [trial, setTrial] = useState<WebhookTrial | null>(null)
  const verdict = useRef<HTMLOutputElement>(null)
  // The button may be the last thing in sight, and its answer stands below it.
  useEffect(() => {
    if (trial !== null) verdict.current?.scrollIntoView({ block: 'nearest' })
  }, [trial])
  const tryIt = async (): Promise<void> => {
    setTrial(null)
    setTrial((await call(window.desk.site.tryWebhook())) ?? null)
  }
  return (
    <div>
      <Button disabled={!isReady} onPress={tryIt}>
        {t.site.notices.trial}
      </Button>
      <output ref={verdict} data-testid="trial">
        {trial?.ok === true && <Line tone="ok" icon="check" words={t.site.notices.trialTaken} />}
        {trial?.ok === false && (
          <Line
            tone="bad"
            icon="alert"
            words={t.site.notices.trialFailed(
              trial.failure === null ? t.site.notices.trialOff : whyOf(t, trial.failure),
            )}
          />
        )}
      </output>
    </div>
  )
}
