import type { ReactNode } from 'react'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { useCall, useToast } from '../../ui/Toasts.tsx'

interface Props {
  readonly look?: 'plain' | 'quiet'
}

/** Makes the file for support and says what came of it; whoever thought better of it is told nothing. */
export function SupportButton({ look = 'plain' }: Props): ReactNode {
  const t = useText()
  const call = useCall()
  const say = useToast()
  const save = async (): Promise<void> => {
    const answer = await call(window.desk.support.save())
    if (answer === undefined) return
    if (!answer.ok) {
      if (answer.refused === 'notWritten') say({ tone: 'error', words: (now) => now.support.notWritten })
      return
    }
    const { fileName, missing } = answer
    if (missing === 0) say({ tone: 'ok', words: (now) => now.support.saved(fileName) })
    else say({ tone: 'warn', words: (now) => now.support.savedInPart(fileName, missing) })
  }
  return (
    <Button look={look} icon="file" onPress={save} data-testid="support-save">
      {t.support.save}
    </Button>
  )
}
