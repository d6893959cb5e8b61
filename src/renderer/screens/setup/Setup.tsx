import { type ReactNode, useState } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import type { ClosedWork as ClosedWorkCount } from '../../../shared/status.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useCall } from '../../ui/Toasts.tsx'
import { SupportButton } from '../care/SupportButton.tsx'
import { Mark } from '../header/Mark.tsx'
import { Connect } from './Connect.tsx'

/** Before a desk is open: the language, and whether this is practice or a real site. */
export function Setup({ snapshot }: { readonly snapshot: Snapshot }): ReactNode {
  const t = useText()
  const call = useCall()
  // A lost secret is why the administrator is here; the two big choices would only be in the way.
  const [connecting, setConnecting] = useState(snapshot.secretLost)
  const [notReopened, setNotReopened] = useState(false)
  const closed = snapshot.address !== '' && !snapshot.secretLost
  const reopen = async (): Promise<void> => {
    const opened = await call(window.desk.setup.reopen())
    setNotReopened(opened === false)
  }

  return (
    <main className="setup" data-testid="setup">
      <div className="setup-head">
        <Mark size={56} />
        <div>
          <h1>{t.setup.welcome}</h1>
          <p>{t.setup.welcomeMeaning}</p>
        </div>
        <Choice
          label={t.setup.language}
          hideLabel
          value={snapshot.language}
          options={[
            { value: 'en', label: 'English' },
            { value: 'ru', label: 'Русский' },
          ]}
          onChoose={(language) => void call(window.desk.desk.setLanguage({ language }))}
        />
      </div>

      {snapshot.settingsLost && (
        <div className="notice notice-paused" role="alert" data-testid="settings-lost">
          <Icon name="alert" size={24} />
          <p>
            <strong>{t.setup.settingsLostTitle}.</strong> {t.setup.settingsLost}
          </p>
        </div>
      )}

      {snapshot.secretLost && (
        <div className="notice notice-paused" role="alert" data-testid="secret-lost">
          <Icon name="alert" size={24} />
          <p>
            <strong>{t.setup.secretLostTitle}.</strong> {t.setup.secretLost}
            {snapshot.closedWork && <ClosedWork work={snapshot.closedWork} />}
          </p>
        </div>
      )}

      {connecting ? (
        <Connect address={snapshot.address} secretKept={closed} onBack={() => setConnecting(false)} />
      ) : (
        <div className="setup-ways">
          {closed && (
            <section className="setup-way setup-way-reopen" data-testid="reopen">
              <Icon name="undo" size={40} />
              <h2>{t.setup.reopenTitle}</h2>
              <p>
                {notReopened ? t.setup.notReopened : t.setup.reopenMeaning}
                {snapshot.closedWork && <ClosedWork work={snapshot.closedWork} />}
              </p>
              <Button size="large" look="primary" onPress={reopen}>
                {t.setup.reopen(snapshot.address)}
              </Button>
            </section>
          )}
          <section className="setup-way setup-way-training">
            <Icon name="turnstile" size={40} />
            <h2>{t.setup.trainingTitle}</h2>
            <p>{t.setup.trainingMeaning}</p>
            <Button
              size="large"
              look={closed ? 'plain' : 'primary'}
              onPress={() => call(window.desk.setup.startTraining())}
            >
              {t.setup.startTraining}
            </Button>
          </section>
          <section className="setup-way">
            <Icon name="link" size={40} />
            <h2>{t.setup.connectTitle}</h2>
            <p>{t.setup.connectMeaning}</p>
            <Button size="large" onPress={() => setConnecting(true)}>
              {t.setup.startConnect}
            </Button>
          </section>
        </div>
      )}
      <div className="setup-support">
        <SupportButton look="quiet" />
      </div>
    </main>
  )
}

/** Whoever decides when to enter the secret must know what does not happen until then. */
function ClosedWork({ work }: { readonly work: ClosedWorkCount }): ReactNode {
  const t = useText()
  return (
    <span className="setup-waits" data-testid="closed-work">
      {t.setup.closedWork(work.inside, work.expected)}
      {work.revocations > 0 && <strong>{t.setup.closedRevocations(work.revocations)}</strong>}
    </span>
  )
}
