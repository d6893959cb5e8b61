import type { ReactNode } from 'react'
import type { HcpView } from '../../../shared/hcp-view.ts'
import { apiPaths } from '../../text/api-paths.ts'
import { useText } from '../../text/text.ts'
import { Code } from '../../ui/Code.tsx'
import { Icon } from '../../ui/Icon.tsx'

/** What this AppKey may not use: why, and what the desk does instead. */
export function SwitchedOff({ switchedOff }: Pick<HcpView, 'switchedOff'>): ReactNode {
  const t = useText()
  return (
    <section className="hik-card hik-off" aria-labelledby="hik-off">
      <h3 id="hik-off">
        <Icon name="alert" /> {t.hik.offTitle}
      </h3>
      <p className="hik-meaning">{t.hik.offMeaning(t.hik.readAgain)}</p>
      <ul data-testid="switched-off">
        {switchedOff.map(({ api, code }) => (
          <li key={api} data-api={api}>
            <p>
              <strong>{t.hik.apis[api].cannot}</strong>{' '}
              {code === null ? t.hik.offNoCode : t.codes.answers[code].why} {code && <Code code={code} />}
            </p>
            <p>{t.hik.apis[api].without}</p>
            <p className="hik-api">
              {t.hik.apis[api].name} <span className="code">{apiPaths[api]}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
