import { memo, type ReactNode, useEffect } from 'react'
import type { ImportField } from '../../../shared/import-table.ts'
import { nameKey } from '../../../shared/import-table.ts'
import type { AccessLevel } from '../../../shared/visit.ts'
import type { Text } from '../../text/en.ts'
import type { Format } from '../../text/format.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Photo } from '../../ui/Photo.tsx'
import { useInView } from '../../ui/use-in-view.ts'
import { type Fix, type Line, linesOf } from './lines.ts'
import type { PlannedRow } from './plan.ts'

/** As long as a cell of the file may be. */
const CELL_MAX = 1_000

/** A column of the file that has a meaning. */
export interface UsedColumn {
  readonly column: number
  readonly field: ImportField
  /** What an empty cell comes to. */
  readonly otherwise: string
}

export interface RowActs {
  readonly onText: (rowNumber: number, column: number, text: string) => void
  readonly onTake: (rowNumber: number, take: boolean) => void
  readonly onFix: (rowNumber: number, fix: Fix, column: number | null) => void
  readonly onSeen: (photoName: string, inView: boolean) => void
}

interface Props extends RowActs {
  readonly row: PlannedRow
  readonly cells: readonly string[]
  readonly columns: readonly UsedColumn[]
  readonly levels: readonly AccessLevel[]
  readonly nowMs: number
}

/** One guest: who he would be on the left, the cells of the file on the right, below them what there is to say. */
export const Row = memo(function Row(props: Props): ReactNode {
  const { row, cells, columns, levels, nowMs, onText, onTake, onFix, onSeen } = props
  const t = useText()
  const format = useFormat()
  const { rowNumber, state, ask } = row
  const lines = linesOf(row, t)
  const saysId = `import-says-${rowNumber}`
  const name = t.listName(ask.familyName, ask.givenName)
  const wrong = new Set(lines.flatMap((line) => (line.severity === 'error' ? [line.column] : [])))
  const isSettled = state === 'taken' || state === 'leftOut'
  const stay = stayWords(row, nowMs, t, format)

  return (
    <>
      <tr className={`import-row import-${state}`} data-row={rowNumber} data-state={state}>
        <td>
          <label className="import-tick">
            <input
              type="checkbox"
              checked={state !== 'leftOut'}
              disabled={state === 'taken'}
              aria-label={t.importing.take(rowNumber, name)}
              onChange={(event) => onTake(rowNumber, event.target.checked)}
            />
            <span className="tick-mark" aria-hidden="true">
              <Icon name="check" size={18} />
            </span>
          </label>
        </td>
        <td>{rowNumber}</td>
        <th scope="row">
          <div className="import-guest">
            <RowPhoto row={row} onSeen={onSeen} />
            <div>
              <strong title={name}>{name || t.importing.nameless}</strong>
              <span>{stay}</span>
            </div>
          </div>
        </th>
        {columns.map(({ column, field, otherwise }) => {
          const isWrong = wrong.has(column)
          const shared = {
            'aria-label': t.importing.cell(t.importing.fields[field], rowNumber),
            'aria-invalid': isWrong || undefined,
            'aria-describedby': isWrong ? saysId : undefined,
            'data-column': column,
            'data-field': field,
          }
          const text = cells[column - 1] ?? ''
          return (
            <td key={column}>
              {field === 'level' ? (
                <LevelCell
                  {...shared}
                  text={text}
                  otherwise={otherwise}
                  levels={levels}
                  disabled={isSettled}
                  onText={(next) => onText(rowNumber, column, next)}
                />
              ) : (
                <input
                  {...shared}
                  className="input"
                  autoComplete="off"
                  spellCheck={false}
                  maxLength={CELL_MAX}
                  placeholder={otherwise}
                  readOnly={isSettled}
                  value={text}
                  onChange={(event) => onText(rowNumber, column, event.target.value)}
                />
              )}
            </td>
          )
        })}
      </tr>
      {lines.length > 0 && (
        <tr className={`import-lines import-${state}`}>
          <td colSpan={3 + columns.length}>
            <ul id={saysId}>
              {lines.map((line) => (
                <LineItem key={line.words} line={line} onFix={(fix) => onFix(rowNumber, fix, line.column)} />
              ))}
            </ul>
          </td>
        </tr>
      )}
    </>
  )
})

/** Until when, or why it does not matter any more; nothing while a time cannot be read. */
function stayWords({ state, ask }: PlannedRow, nowMs: number, t: Text, format: Format): string {
  if (state === 'taken') return t.importing.taken
  if (state === 'leftOut') return t.importing.leftOut
  const isKnown = Number.isFinite(ask.fromMs) && Number.isFinite(ask.untilMs)
  if (!isKnown) return ''
  const isOneDay = new Date(ask.fromMs).toDateString() === new Date(ask.untilMs).toDateString()
  const until = isOneDay ? format.time(ask.untilMs) : format.moment(ask.untilMs, nowMs)
  return t.enrol.windowSummary(format.moment(ask.fromMs, nowMs), until)
}

const ICON = { error: 'alert', warning: 'round', note: 'check' } as const

function LineItem({ line, onFix }: { readonly line: Line; readonly onFix: (fix: Fix) => void }): ReactNode {
  const t = useText()
  const { severity, words, fix } = line
  return (
    <li className={`import-line import-line-${severity}`}>
      <Icon name={ICON[severity]} size={16} />
      <span>
        <span className="unseen">{t.importing.severity[severity]} </span>
        {words}
      </span>
      {fix !== null && (
        <Button look="quiet" onPress={() => onFix(fix)}>
          {fix === 'replace' ? t.enrol.replace : t.camera.without}
        </Button>
      )}
    </li>
  )
}

/** The face as the doors would know it; asked for only when it can be seen. */
function RowPhoto({
  row,
  onSeen,
}: {
  readonly row: PlannedRow
  readonly onSeen: RowActs['onSeen']
}): ReactNode {
  const t = useText()
  const { photoName, photo, state } = row
  const [ref, inView] = useInView()
  const isWanted = inView && photoName !== null && photo === null && state !== 'leftOut' && state !== 'taken'
  useEffect(() => {
    if (!isWanted || photoName === null) return undefined
    onSeen(photoName, true)
    return () => onSeen(photoName, false)
  }, [isWanted, onSeen, photoName])
  const isComing = photoName !== null && (photo === null || photo.kind === 'preparing')
  return (
    <span
      ref={ref}
      className="import-photo"
      data-coming={isComing || undefined}
      title={photoName ?? undefined}
    >
      <Photo
        hash={photo?.kind === 'ready' ? photo.hash : row.ask.photoHash}
        alt={isComing && state === 'pending' ? t.importing.preparing : ''}
      />
    </span>
  )
}

interface LevelProps {
  readonly text: string
  readonly otherwise: string
  readonly levels: readonly AccessLevel[]
  readonly disabled: boolean
  readonly onText: (text: string) => void
}

/** A level is one of those HCP has; what the file says instead stays there to be seen. */
function LevelCell({ text, otherwise, levels, onText, ...wiring }: LevelProps): ReactNode {
  const known = levels.find(({ name }) => nameKey(name) === nameKey(text))
  const names = [...new Set(levels.map(({ name }) => name))]
  return (
    <select
      className="input"
      {...wiring}
      data-empty={text === '' || undefined}
      value={known?.name ?? text}
      onChange={(event) => onText(event.target.value)}
    >
      <option value="">{otherwise}</option>
      {known === undefined && text !== '' && <option value={text}>{text}</option>}
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  )
}
