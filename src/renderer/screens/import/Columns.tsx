import type { ReactNode } from 'react'
import {
  columnLetters,
  type ImportField,
  importFields,
  type ReadTable,
} from '../../../shared/import-table.ts'
import type { Text } from '../../text/en.ts'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'

interface Props {
  /** Counted from 1. */
  readonly column: number
  readonly table: ReadTable
  readonly onField: (column: number, field: ImportField | null) => void
}

/** "C · Surname": as the spreadsheet names it, and as its author does. */
export function columnName(table: ReadTable, column: number): string {
  return [columnLetters(column), table.header[column - 1]].filter(Boolean).join(' · ')
}

/** What one column of the file means. */
export function Meaning({ column, table, onField }: Props): ReactNode {
  const t = useText()
  const field = table.fields[column - 1] ?? null
  const name = columnName(table, column)
  return (
    <label className="import-meaning" data-none={field === null || undefined}>
      <span title={name}>{name}</span>
      <span className="select-box">
        <select
          className="input select"
          value={field ?? ''}
          data-meaning={column}
          onChange={({ target }) => onField(column, importFields.find((one) => one === target.value) ?? null)}
        >
          <option value="">{t.importing.notUsed}</option>
          {importFields.map((one) => (
            <option key={one} value={one}>
              {t.importing.fields[one]}
            </option>
          ))}
        </select>
        <Icon name="chevron" size={16} />
      </span>
    </label>
  )
}

/** Columns nobody needs, out of the way; each may still be given a meaning. */
export function Unused({ table, onField }: Omit<Props, 'column'>): ReactNode {
  const t = useText()
  const unused = unusedColumns(table)
  const missing = missingWords(table, t)
  if (unused.length === 0 && missing === null) return null
  return (
    <details className="import-unused" open={missing !== null}>
      <summary>
        {t.importing.unused(unused.length)}
        <span>{unused.map((column) => table.header[column - 1] || columnLetters(column)).join(', ')}</span>
      </summary>
      {missing !== null && (
        <p className="field-error" role="alert">
          <Icon name="alert" size={16} />
          {missing}
        </p>
      )}
      <div className="import-unused-columns">
        {unused.map((column) => (
          <Meaning key={column} column={column} table={table} onField={onField} />
        ))}
      </div>
    </details>
  )
}

function missingWords(table: ReadTable, t: Text): string | null {
  const isNamed = table.fields.includes('familyName') || table.fields.includes('fullName')
  return isNamed ? null : t.importing.noNames
}

function unusedColumns(table: ReadTable): readonly number[] {
  return table.fields.flatMap((field, index) => (field === null ? [index + 1] : []))
}
