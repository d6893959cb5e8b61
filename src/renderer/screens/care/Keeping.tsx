import { type ReactNode, useId } from 'react'
import type { TableFormat } from '../../../shared/export-words.ts'
import { knownCode } from '../../../shared/hcp-codes.ts'
import type { Destruction, KeepingView } from '../../../shared/keeping.ts'
import { pseudonymOf } from '../../../shared/pseudonym.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Code } from '../../ui/Code.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SaveTable } from '../../ui/SaveTable.tsx'
import { useCall } from '../../ui/Toasts.tsx'
import { useSaving } from '../../ui/use-saving.ts'
import { keepChoices } from './keep-choices.ts'

interface Props {
  readonly keeping: KeepingView
  readonly nowMs: number
}

/** How long the desk knows who a guest was, and what it has destroyed since. */
export function Keeping({ keeping, nowMs }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const saving = useSaving()
  const words = t.care.keeping
  const save = (kind: TableFormat): Promise<void> =>
    saving(
      window.desk.care.exportDestructions({ format: kind, words: t.exporting.destructions }),
      (now, rows, fileName) => now.exporting.savedDestructions(rows, fileName),
    )
  return (
    <section className="care-card keeping" aria-labelledby="keeping-title" data-testid="keeping">
      <h3 id="keeping-title">{words.title}</h3>
      <p className="care-meaning">{words.meaning}</p>
      <Days days={keeping.days} />
      {keeping.clockInDoubt && <Notice>{words.clockInDoubt}</Notice>}
      {keeping.waitingInHcp > 0 && <InHcp keeping={keeping} />}
      <dl className="keeping-facts">
        <dt>{words.destroyed}</dt>
        <dd data-testid="destroyed">{words.guests(keeping.destroyed)}</dd>
        <dt>{words.lastRun}</dt>
        <dd>{keeping.lastRunAtMs === null ? words.notYet : format.moment(keeping.lastRunAtMs, nowMs)}</dd>
      </dl>
      {keeping.newest.length > 0 && (
        <>
          <ul className="keeping-list">
            {keeping.newest.map((one) => (
              <Row key={one.guestId} one={one} nowMs={nowMs} />
            ))}
          </ul>
          <div className="keeping-save">
            <SaveTable onSave={save} />
          </div>
        </>
      )}
    </section>
  )
}

function Days({ days }: { readonly days: number }): ReactNode {
  const t = useText()
  const call = useCall()
  const id = useId()
  return (
    <div className="keeping-days">
      <label htmlFor={id}>{t.care.keeping.after}</label>
      <span className="select-box">
        <select
          className="input select"
          id={id}
          value={days}
          data-testid="keep-days"
          onChange={(event) => void call(window.desk.care.setKeepDays({ days: Number(event.target.value) }))}
        >
          {keepChoices(days).map((choice) => (
            <option key={choice} value={choice}>
              {t.care.keeping.days(choice)}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
    </div>
  )
}

function Notice({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <output className="notice notice-paused keeping-notice">
      <Icon name="alert" size={24} />
      <span>{children}</span>
    </output>
  )
}

/** A guest is forgotten here whether HCP does its part or not; but nobody may believe it had. */
function InHcp({ keeping: { waitingInHcp, refusedWith } }: { readonly keeping: KeepingView }): ReactNode {
  const t = useText()
  const words = t.care.keeping
  if (refusedWith === null) return <p className="keeping-waits">{words.waitInHcp(waitingInHcp)}</p>
  const code = knownCode(refusedWith)
  return (
    <Notice>
      {words.refusedInHcp(waitingInHcp)} {code && <Code code={code} />}
    </Notice>
  )
}

function Row({ one, nowMs }: { readonly one: Destruction; readonly nowMs: number }): ReactNode {
  const t = useText()
  const format = useFormat()
  const { passages, photos, pictures, inHcp } = one
  return (
    <li data-testid="destruction">
      <strong>{t.listName(pseudonymOf(one.guestId), '')}</strong>
      <span>{format.moment(one.atMs, nowMs)}</span>
      <span>{t.care.keeping.what({ passages, pictures: photos + pictures })}</span>
      <span>{t.care.keeping.inHcp(t.exporting.destructions.inHcp[inHcp])}</span>
    </li>
  )
}
