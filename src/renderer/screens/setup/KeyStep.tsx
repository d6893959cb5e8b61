import type { ReactNode } from 'react'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { StepForm } from './StepForm.tsx'

interface Props {
  readonly appKey: string
  readonly appSecret: string
  readonly secretKept: boolean
  readonly onAppKey: (text: string) => void
  readonly onAppSecret: (text: string) => void
  readonly onTest: () => Promise<void>
  readonly onBack: () => void
}

export function KeyStep(props: Props): ReactNode {
  const { appKey, appSecret, secretKept, onAppKey, onAppSecret, onTest, onBack } = props
  const t = useText()
  return (
    <StepForm onEnter={onTest}>
      <TextField
        label={t.setup.appKey}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the first field of the step
        autoFocus
        value={appKey}
        onText={onAppKey}
      />
      <TextField
        label={t.setup.appSecret}
        hint={secretKept ? t.setup.secretKept : t.setup.secretHint}
        type="password"
        autoComplete="off"
        value={appSecret}
        onText={onAppSecret}
      />
      <div className="step-buttons">
        <Button onPress={onBack}>{t.app.back}</Button>
        <Button size="large" look="primary" onPress={onTest}>
          {t.setup.test}
        </Button>
      </div>
    </StepForm>
  )
}
