import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { useToast } from '../../ui/Toasts.tsx'

interface Props {
  readonly secret: string
  readonly onDone: () => void
}

/** The one moment in which the key can be read: main does not tell it a second time. */
export function SigningKey({ secret, onDone }: Props): ReactNode {
  const t = useText()
  const say = useToast()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const copy = (): void => {
    const done = copyText(secret)
    say({
      tone: done ? 'ok' : 'warn',
      words: (now) => (done ? now.site.notices.copied : now.site.notices.notCopied),
    })
  }
  return (
    // It takes the focus: what stands here goes away for good.
    <section
      className="signing-key"
      data-testid="signing-key"
      tabIndex={-1}
      ref={box}
      aria-labelledby="key-title"
    >
      <h4 id="key-title">{t.site.notices.key}</h4>
      <p>{t.site.notices.keyOnce}</p>
      <output>{secret}</output>
      <div className="notices-buttons">
        <Button look="primary" icon="file" onPress={copy}>
          {t.site.notices.copy}
        </Button>
        <Button onPress={onDone}>{t.site.notices.keyDone}</Button>
      </div>
    </section>
  )
}
