import type { ReactNode } from 'react'
import type { SetupProblem } from '../../text/en-problems.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { StepForm } from './StepForm.tsx'

interface Props {
  readonly address: string
  readonly problem: SetupProblem | null
  readonly onAddress: (address: string) => void
  readonly onLook: () => Promise<void>
  readonly onBack: () => void
}

export function AddressStep({ address, problem, onAddress, onLook, onBack }: Props): ReactNode {
  const t = useText()
  const advice = problem && t.problems.setup[problem]
  return (
    <StepForm onEnter={onLook}>
      <TextField
        label={t.setup.address}
        hint={t.setup.addressHint}
        error={advice ? `${advice.why} ${advice.todo}` : undefined}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the only field of the step
        autoFocus
        inputMode="url"
        value={address}
        onText={onAddress}
      />
      <div className="step-buttons">
        <Button onPress={onBack}>{t.app.back}</Button>
        <Button size="large" look="primary" onPress={onLook}>
          {t.setup.probe}
        </Button>
      </div>
    </StepForm>
  )
}
