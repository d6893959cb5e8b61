import { type ReactNode, useRef, useState } from 'react'
import { noticeKinds, type WebhookAnswer, type WebhookView } from '../../../shared/webhook.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Tick } from '../../ui/Choice.tsx'
import { Confirm } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import { DeliveryState, Trial } from './Delivery.tsx'
import { type DraftProblem, isSame, problemOf, travelsOpenly, type WebhookDraft } from './receiver.ts'
import { SigningKey } from './SigningKey.tsx'

interface Props {
  readonly webhook: WebhookView
  readonly nowMs: number
}

type Problem = DraftProblem | Extract<WebhookAnswer, { ok: false }>['problem']

/** Another system may be told what happens here: where to, of what, and how it goes. */
export function Notices({ webhook, nowMs }: Props): ReactNode {
  const t = useText()
  const call = useCall()
  const say = useToast()
  const kept: WebhookDraft = { url: webhook.url, kinds: webhook.kinds }
  const [draft, setDraft] = useState<WebhookDraft | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const [isAsked, setAsked] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const [base, setBase] = useState(kept)
  // What main has kept is what the form shows from then on.
  if (!isSame(base, kept)) {
    setBase(kept)
    setDraft(null)
  }
  const isOn = webhook.url !== ''
  const form = draft ?? kept
  const isChanged = !isSame(form, kept)
  const edit = (part: Partial<WebhookDraft>): void => {
    setDraft({ ...form, ...part })
    setProblem(null)
  }

  const take = (answer: WebhookAnswer | undefined): boolean => {
    if (answer === undefined) return false
    setProblem(answer.ok ? null : answer.problem)
    if (answer.ok && answer.secret !== null) setSecret(answer.secret)
    return answer.ok
  }
  const save = async (): Promise<void> => {
    const wrong = problemOf(form, isOn)
    setProblem(wrong)
    if (wrong !== null) return
    const ask = { url: form.url.trim(), kinds: noticeKinds.filter((kind) => form.kinds.includes(kind)) }
    if (take(await call(window.desk.site.setWebhook(ask))))
      say({ tone: 'ok', words: (now) => now.site.notices.saved })
  }
  const switchOff = async (): Promise<void> => {
    if (!take(await call(window.desk.site.setWebhook({ url: '', kinds: webhook.kinds })))) return
    setSecret(null)
    say({ tone: 'ok', words: (now) => now.site.notices.switchedOff })
  }
  const renew = async (): Promise<void> => {
    take(await call(window.desk.site.renewWebhookSecret()))
    setAsked(false)
  }
  const keyIsKept = (): void => {
    heading.current?.focus()
    setSecret(null)
  }
  const addressWrong = problem !== null && problem !== 'kindsEmpty' && problem !== 'secretNotKept'

  return (
    <section className="site-card" aria-labelledby="notices-title" data-testid="notices">
      <h3 id="notices-title" ref={heading} tabIndex={-1}>
        {t.site.notices.title}
      </h3>
      <p className="site-meaning">{t.site.notices.meaning}</p>
      <DeliveryState webhook={webhook} nowMs={nowMs} />
      {secret !== null && <SigningKey key={secret} secret={secret} onDone={keyIsKept} />}
      <form
        className="notices-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={t.site.notices.address}
          placeholder="https://"
          inputMode="url"
          maxLength={2_000}
          value={form.url}
          error={addressWrong ? t.site.notices[problem] : undefined}
          onText={(url) => edit({ url })}
        />
        {travelsOpenly(form.url) && (
          <p className="notices-open" data-testid="notices-open">
            <Icon name="alert" size={18} /> <span>{t.site.notices.open}</span>
          </p>
        )}
        <fieldset className="notices-kinds">
          <legend className="field-label">{t.site.notices.kindsTitle}</legend>
          {noticeKinds.map((kind) => (
            <Tick
              key={kind}
              label={t.site.notices.kinds[kind]}
              ticked={form.kinds.includes(kind)}
              onTick={(on) =>
                edit({ kinds: on ? [...form.kinds, kind] : form.kinds.filter((one) => one !== kind) })
              }
            />
          ))}
        </fieldset>
        {(problem === 'kindsEmpty' || problem === 'secretNotKept') && (
          <p className="field-error" role="alert">
            <Icon name="alert" size={16} /> {t.site.notices[problem]}
          </p>
        )}
        <div className="notices-buttons">
          <Button look={isOn && !isChanged ? 'plain' : 'primary'} onPress={save}>
            {t.site.notices.save}
          </Button>
          {isOn && <Button onPress={switchOff}>{t.site.notices.switchOff}</Button>}
        </div>
      </form>
      {isOn && (
        <div className="notices-more">
          <Trial isReady={!isChanged} />
          <div>
            <Button onPress={() => setAsked(true)}>{t.site.notices.newKey}</Button>
            <p>{t.site.notices.keyKept}</p>
          </div>
        </div>
      )}
      {isAsked && (
        <Confirm
          title={t.site.notices.newKeyTitle}
          meaning={t.site.notices.newKeyMeaning}
          yes={t.site.notices.newKeyYes}
          no={t.site.notices.newKeyNo}
          onYes={renew}
          onNo={() => setAsked(false)}
        />
      )}
    </section>
  )
}
