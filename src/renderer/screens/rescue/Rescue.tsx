import { type ReactNode, useState } from 'react'
import { type RescueView, waysOut } from '../../../shared/care.ts'
import type { Language } from '../../../shared/desk-state.ts'
import { useNow } from '../../state/use-snapshot.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { HoldButton } from '../../ui/HoldButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import { BackupList } from '../care/BackupList.tsx'
import { SupportButton } from '../care/SupportButton.tsx'
import { LanguageChoice } from '../header/Header.tsx'
import { Mark } from '../header/Mark.tsx'

interface Props {
  readonly rescue: RescueView
  readonly language: Language
}

/** Instead of the desk, when its store does not open: why, where it lies, and every way out there is. */
export function Rescue({ rescue, language }: Props): ReactNode {
  const t = useText()
  const words = t.care.rescue
  const call = useCall()
  const nowMs = useNow(30_000)
  const [isAsked, setAsked] = useState(false)
  const { why, todo } = words.troubles[rescue.trouble]
  const ways = waysOut(rescue.trouble)
  const tryAgain = (): Promise<unknown> => call(window.desk.rescue.tryAgain())

  return (
    <main className="rescue" data-testid="rescue" data-trouble={rescue.trouble}>
      <header className="rescue-head">
        <Mark />
        <p>{t.app.name}</p>
        <LanguageChoice language={language} />
      </header>
      <section className="rescue-why" role="alert">
        <Icon name="alert" size={32} />
        <div>
          <h1>{why}</h1>
          <p>{todo}</p>
          <p>{rescue.isTraining ? words.training : words.guests}</p>
          <dl>
            <dt>{words.file}</dt>
            <dd>
              <code>{rescue.file}</code>
            </dd>
          </dl>
        </div>
      </section>
      {ways.restore && (
        <section className="care-card" aria-labelledby="rescue-backups">
          <h2 id="rescue-backups">{words.backups}</h2>
          {rescue.backups.length === 0 ? (
            <p className="care-none">{words.noBackups}</p>
          ) : (
            <BackupList list={rescue.backups} nowMs={nowMs} isOpen={false} />
          )}
        </section>
      )}
      {ways.startEmpty && (
        <section className="care-card rescue-empty">
          <div>
            <h2>{words.empty}</h2>
            <p className="care-meaning">{words.emptyMeaning}</p>
          </div>
          <Button onPress={() => setAsked(true)} data-testid="start-empty">
            {words.empty}…
          </Button>
        </section>
      )}
      <div className="rescue-buttons">
        {ways.tryAgain && (
          <Button
            look={ways.restore ? 'plain' : 'primary'}
            size="large"
            icon="retry"
            onPress={tryAgain}
            data-testid="try-again"
          >
            {words.tryAgain}
          </Button>
        )}
        <Button size="large" icon="exit" onPress={() => call(window.desk.rescue.quit())} data-testid="quit">
          {words.quit}
        </Button>
        <SupportButton look="quiet" />
      </div>
      {isAsked && <AskEmpty onClose={() => setAsked(false)} />}
    </main>
  )
}

function AskEmpty({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText()
  const words = t.care.rescue
  const call = useCall()
  const say = useToast()
  const [isGoing, setGoing] = useState(false)
  const go = async (): Promise<void> => {
    setGoing(true)
    const answer = await call(window.desk.rescue.startEmpty())
    onClose()
    if (answer && !answer.ok) {
      const { problem } = answer
      say({ tone: 'error', words: (now) => now.care.ask.notDone(now.care.problems[problem]) })
    }
  }
  const close = (): void => {
    if (!isGoing) onClose()
  }
  return (
    <Dialog title={words.emptyTitle} onClose={close}>
      <div className="ask-restore" data-testid="ask-empty">
        <p>
          <strong>{words.emptyLost}</strong> {t.care.ask.aside}
        </p>
        <p>{t.care.ask.hcp}</p>
        <div className="dialog-buttons">
          <HoldButton
            label={isGoing ? t.care.ask.going : words.emptyHold}
            keepHolding={t.care.ask.holding}
            disabled={isGoing}
            onHeld={() => void go()}
          />
          <Button look="primary" onPress={close}>
            {t.care.ask.no}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
