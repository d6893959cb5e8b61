import { type ReactNode, useId, useState } from 'react'
import { useText } from '../text/text.ts'
import { IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'

export interface FigureTable {
  readonly columns: readonly string[]
  /** The first of each row is its heading. */
  readonly rows: readonly (readonly [head: string, ...cells: (string | number)[]])[]
}

interface Props {
  readonly title: string
  readonly testId: string
  /** The picture in a sentence, for who does not see it. */
  readonly summary: string
  /** The same numbers as in the picture. */
  readonly table: FigureTable
  /** Beside the title: a legend, or the one number that matters. */
  readonly head?: ReactNode
  /** The whole picture leads somewhere. */
  readonly press?: { readonly words: string; readonly act: () => void } | undefined
  /** The picture; nothing in it can be pressed by itself. */
  readonly children: ReactNode
}

/** A picture people would rather look at than read, and the numbers behind it for who would rather read. */
export function Figure({ title, testId, summary, table, head, press, children }: Props): ReactNode {
  const t = useText()
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  return (
    <section className="figure" data-testid={testId} aria-labelledby={id}>
      <header className="figure-head">
        <h3 id={id}>{title}</h3>
        {head}
        <IconButton
          icon="table"
          label={t.day.asTable(title)}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        />
      </header>
      {asTable ? (
        <FigureNumbers table={table} labelledBy={id} />
      ) : press ? (
        <button type="button" className="figure-press" onClick={press.act}>
          {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn by hand, not a file */}
          <span className="figure-picture" role="img" aria-label={summary}>
            {children}
          </span>
          <span className="figure-press-words">
            {press.words} <Icon name="after" size={16} />
          </span>
        </button>
      ) : (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn by hand, not a file
        <div className="figure-picture" role="img" aria-label={summary}>
          {children}
        </div>
      )}
    </section>
  )
}

function FigureNumbers({
  table,
  labelledBy,
}: {
  readonly table: FigureTable
  readonly labelledBy: string
}): ReactNode {
  return (
    <table className="figure-table" aria-labelledby={labelledBy}>
      <thead>
        <tr>
          {table.columns.map((words) => (
            <th key={words} scope="col">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(([head, ...cells], row) => (
          // On the day clocks go back, one hour stands twice under the same words.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={row}>
            <th scope="row">{head}</th>
            {cells.map((cell, column) => (
              <td key={table.columns[column + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
