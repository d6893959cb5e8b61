import { type ReactNode, useState } from 'react'
import type { ConnectionVerdict, ProbeVerdict } from '../../../shared/desk-state.ts'
import { useText } from '../../text/text.ts'
import { useCall } from '../../ui/Toasts.tsx'
import { AddressStep } from './AddressStep.tsx'
import { CertificateStep } from './CertificateStep.tsx'
import { CheckStep } from './CheckStep.tsx'
import { KeyStep } from './KeyStep.tsx'

const stepNames = ['address', 'certificate', 'key', 'check'] as const
type Step = (typeof stepNames)[number]

interface Props {
  readonly address: string
  readonly secretKept: boolean
  readonly onBack: () => void
}

/** Four short steps; going back never loses what was typed. */
export function Connect({ address: knownAddress, secretKept, onBack }: Props): ReactNode {
  const t = useText()
  const call = useCall()
  const [step, setStep] = useState<Step>('address')
  const [address, setAddress] = useState(knownAddress)
  const [probe, setProbe] = useState<ProbeVerdict | null>(null)
  const [compared, setCompared] = useState(false)
  const [appKey, setAppKey] = useState('')
  const [appSecret, setAppSecret] = useState('')
  const [verdict, setVerdict] = useState<ConnectionVerdict | null>(null)

  const certificate = probe?.ok ? probe : null
  const ask = {
    address: address.trim(),
    appKey: appKey.trim(),
    appSecret,
    fingerprint: certificate?.fingerprint ?? '',
  }

  const look = async (): Promise<void> => {
    const found = await call(window.desk.setup.probe({ address: ask.address }))
    if (found === undefined) return
    setProbe(found)
    setCompared(false)
    if (found.ok) setStep('certificate')
  }
  const test = async (): Promise<void> => {
    const found = await call(window.desk.setup.test(ask))
    if (found === undefined) return
    setVerdict(found)
    setStep('check')
  }
  const connect = async (): Promise<void> => {
    const found = await call(window.desk.setup.connect(ask))
    // On success main opens the desk and says so by a new snapshot.
    if (found !== undefined && !found.ok) setVerdict(found)
  }

  return (
    <section className="connect" aria-label={t.setup.connectTitle}>
      <ol className="connect-steps">
        {stepNames.map((name) => (
          <li key={name} aria-current={name === step ? 'step' : undefined}>
            {t.setup.steps[name]}
          </li>
        ))}
      </ol>
      {step === 'address' && (
        <AddressStep
          address={address}
          problem={probe && !probe.ok ? probe.problem : null}
          onAddress={(text) => {
            setAddress(text)
            setProbe(null)
          }}
          onLook={look}
          onBack={onBack}
        />
      )}
      {step === 'certificate' && certificate && (
        <CertificateStep
          certificate={certificate}
          compared={compared}
          onCompared={setCompared}
          onNext={() => setStep('key')}
          onBack={() => setStep('address')}
        />
      )}
      {step === 'key' && (
        <KeyStep
          appKey={appKey}
          appSecret={appSecret}
          secretKept={secretKept}
          onAppKey={setAppKey}
          onAppSecret={setAppSecret}
          onTest={test}
          onBack={() => setStep('certificate')}
        />
      )}
      {step === 'check' && verdict && (
        <CheckStep verdict={verdict} onConnect={connect} onTest={test} onBack={() => setStep('key')} />
      )}
    </section>
  )
}
