import type { ReactNode } from 'react'
import type { ProbeVerdict } from '../../../shared/desk-state.ts'
import { useNow } from '../../state/use-snapshot.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Tick } from '../../ui/Choice.tsx'
import { fingerprintGroups } from './fingerprint.ts'
import { StepForm } from './StepForm.tsx'

interface Props {
  readonly certificate: Extract<ProbeVerdict, { readonly ok: true }>
  readonly compared: boolean
  readonly onCompared: (compared: boolean) => void
  readonly onNext: () => void
  readonly onBack: () => void
}

/** Trust is one certificate that a person has compared with the server's own; nothing is trusted on sight. */
export function CertificateStep({ certificate, compared, onCompared, onNext, onBack }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const nowMs = useNow(30_000)
  const valid = certificate.validFromMs <= nowMs && nowMs <= certificate.validUntilMs
  return (
    <StepForm onEnter={() => compared && onNext()}>
      <h2>{t.setup.fingerprint}</h2>
      <ol className="fingerprint" data-testid="fingerprint" data-fingerprint={certificate.fingerprint}>
        {fingerprintGroups(certificate.fingerprint).map((group) => (
          <li key={group.place}>{group.text}</li>
        ))}
      </ol>
      <p>{t.setup.fingerprintMeaning}</p>
      <dl className="facts">
        <dt>{t.setup.subject}</dt>
        <dd>{certificate.subject}</dd>
        <dt>{t.setup.valid}</dt>
        <dd className={valid ? '' : 'facts-warn'}>
          {t.setup.validity(format.date(certificate.validFromMs), format.date(certificate.validUntilMs))}
          {!valid && ` — ${t.setup.notValidNow}`}
        </dd>
      </dl>
      <Tick label={t.setup.compared} ticked={compared} onTick={onCompared} />
      <div className="step-buttons">
        <Button onPress={onBack}>{t.app.back}</Button>
        <Button size="large" look="primary" disabled={!compared} onPress={onNext}>
          {t.setup.next}
        </Button>
      </div>
    </StepForm>
  )
}
