import { type ReactNode, useEffect } from 'react'
import type { Language, Snapshot, Theme } from '../shared/desk-state.ts'
import { Desk } from './screens/desk/Desk.tsx'
import { Rescue } from './screens/rescue/Rescue.tsx'
import { Setup } from './screens/setup/Setup.tsx'
import type { DeskStore } from './state/store.ts'
import { useSnapshot } from './state/use-snapshot.ts'
import { LanguageContext, texts, useText } from './text/text.ts'
import { ErrorBoundary } from './ui/ErrorBoundary.tsx'
import { Icon } from './ui/Icon.tsx'
import { Toasts } from './ui/Toasts.tsx'

/** Which screen is on: nothing yet, the set-up, or a desk. */
export function App({ store }: { readonly store: DeskStore }): ReactNode {
  const snapshot = useSnapshot(store)
  const language: Language = snapshot?.language ?? (navigator.language.startsWith('ru') ? 'ru' : 'en')
  const training = snapshot?.mode === 'training'
  useDocument(language, snapshot?.theme ?? 'system', training)

  return (
    <LanguageContext value={language}>
      <ErrorBoundary>
        <Toasts desk={deskOf(snapshot)}>
          {snapshot === null && <p className="plain-page">{texts[language].app.opening}</p>}
          {snapshot?.rescue && <Rescue rescue={snapshot.rescue} language={snapshot.language} />}
          {snapshot?.mode === 'setup' && <Setup snapshot={snapshot} />}
          {snapshot?.mode === 'site' && <Desk key={deskOf(snapshot)} snapshot={snapshot} />}
          {snapshot?.mode === 'training' && (
            <TrainingFrame>
              <Desk snapshot={snapshot} />
            </TrainingFrame>
          )}
        </Toasts>
      </ErrorBoundary>
    </LanguageContext>
  )
}

/** One name for one desk: its visits are numbered by itself. */
function deskOf(snapshot: Snapshot | null): string {
  return snapshot === null ? '' : `${snapshot.mode} ${snapshot.address}`
}

/** Nobody may take practice for the real thing, or the real thing for practice. */
function TrainingFrame({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useText()
  return (
    <div className="training-frame" data-testid="training-frame">
      <section className="training-label" aria-label={t.app.training}>
        <Icon name="alert" size={18} />
        <span>
          <strong>{t.app.training}</strong> — {t.app.trainingMeaning}
        </span>
      </section>
      {children}
    </div>
  )
}

function useDocument(language: Language, theme: Theme, training: boolean): void {
  useEffect(() => {
    const { name, training: practice } = texts[language].app
    document.documentElement.lang = language
    document.title = training ? `${practice} — ${name}` : name
  }, [language, training])
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
}
