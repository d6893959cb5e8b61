import type { ReactNode } from 'react'
import { useText } from '../../text/text.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { SupportButton } from './SupportButton.tsx'

/** What the file for support holds, what it does not, and the button that makes it. */
export function Support(): ReactNode {
  const t = useText()
  return (
    <section className="care-card" aria-labelledby="support-title" data-testid="support">
      <h3 id="support-title">{t.support.title}</h3>
      <p className="care-meaning">{t.support.meaning}</p>
      <div className="support-lists">
        <Contents title={t.support.inside} list={t.support.insideList} icon="check" />
        <Contents title={t.support.outside} list={t.support.outsideList} icon="ban" />
      </div>
      <SupportButton />
    </section>
  )
}

interface ContentsProps {
  readonly title: string
  readonly list: readonly string[]
  readonly icon: IconName
}

function Contents({ title, list, icon }: ContentsProps): ReactNode {
  return (
    <div>
      <h4>{title}</h4>
      <ul className={`support-${icon}`}>
        {list.map((one) => (
          <li key={one}>
            <Icon name={icon} size={16} />
            {one}
          </li>
        ))}
      </ul>
    </div>
  )
}
