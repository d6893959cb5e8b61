import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import type { ImportField } from '../../../shared/import-table.ts'
import type { AccessLevel } from '../../../shared/visit.ts'
import type { Text } from '../../text/en.ts'
import { useText } from '../../text/text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Meaning } from './Columns.tsx'
import type { GroupDraft, ImportDraft } from './draft.ts'
import { type Batch, isOutOfOrder, PAGE_ROWS, type PlannedRow } from './plan.ts'
import { Row, type RowActs, type UsedColumn } from './Row.tsx'

interface Props extends RowActs {
  readonly draft: ImportDraft
  readonly rows: readonly PlannedRow[]
  readonly order: readonly number[]
  readonly levels: readonly AccessLevel[]
  readonly nowMs: number
  readonly onField: (column: number, field: ImportField | null) => void
  readonly onSort: () => void
  readonly batch: Batch
}

/** The table itself, a hundred rows at a time. */
export function Rows(props: Props): ReactNode {
  const { draft, rows, order, levels, nowMs, onField, onSort, batch, ...acts } = props
  const t = useText()
  const { table } = draft
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ order, page: 0 })
  // Another order is read from its beginning.
  const page = place.order === order ? place.page : 0
  const pages = Math.ceil(order.length / PAGE_ROWS)
  const byNumber = useMemo(() => new Map(rows.map((row) => [row.rowNumber, row])), [rows])
  const cells = useMemo(() => new Map(table.rows.map((row) => [row.rowNumber, row.cells])), [table.rows])
  const columns = useColumns(draft, levels)
  const shown = order.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS)
  const turn = (to: number): void => {
    setPlace({ order, page: to })
    box.current?.scrollTo({ top: 0 })
  }

  return (
    <>
      <div className="import-bar">
        {batch.groups > 1 && batch.rows.length > 0 && (
          <output className="import-groups" data-testid="import-groups">
            <Icon name="users" />
            <span>
              {t.importing.inGroups} <strong>{groupWords(batch, t)}</strong>
            </span>
          </output>
        )}
        {isOutOfOrder(rows, order) && (
          <Button look="quiet" icon="alert" onPress={onSort} data-testid="import-sort">
            {t.importing.errorsFirst}
          </Button>
        )}
        {pages > 1 && (
          <div className="import-pages">
            <IconButton
              icon="before"
              label={t.importing.pageBefore}
              disabled={page === 0}
              onClick={() => turn(page - 1)}
            />
            <output>
              {t.importing.page(
                page * PAGE_ROWS + 1,
                Math.min((page + 1) * PAGE_ROWS, order.length),
                order.length,
              )}
            </output>
            <IconButton
              icon="after"
              label={t.importing.pageAfter}
              disabled={page === pages - 1}
              onClick={() => turn(page + 1)}
            />
          </div>
        )}
      </div>
      <div className="import-rows" ref={box} onKeyDown={moveInColumn} role="presentation">
        <table className="import-table" aria-label={table.fileName}>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">{t.importing.takeColumn}</span>
              </th>
              <th scope="col" title={t.importing.rowColumn}>
                №<span className="unseen">{t.importing.rowColumn}</span>
              </th>
              <th scope="col">{t.importing.guestColumn}</th>
              {columns.map(({ column, field }) => (
                <th key={column} scope="col" data-field={field}>
                  <Meaning column={column} table={table} onField={onField} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((rowNumber) => {
              const row = byNumber.get(rowNumber)
              return (
                row && (
                  <Row
                    key={rowNumber}
                    row={row}
                    cells={cells.get(rowNumber) ?? []}
                    columns={columns}
                    levels={levels}
                    nowMs={nowMs}
                    {...acts}
                  />
                )
              )
            })}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** The same columns as long as nothing of them has changed, so that a letter typed redraws one row. */
function useColumns({ table, group }: ImportDraft, levels: readonly AccessLevel[]): readonly UsedColumn[] {
  const { fields } = table
  return useMemo(
    () =>
      fields.flatMap((field, index) =>
        field === null ? [] : [{ column: index + 1, field, otherwise: otherwiseOf(field, group, levels) }],
      ),
    [fields, group, levels],
  )
}

function groupWords({ group, groups, rows }: Batch, t: Text): string {
  return t.importing.groupOf(group, groups, rows[0]?.rowNumber ?? 0, rows.at(-1)?.rowNumber ?? 0)
}

function otherwiseOf(field: ImportField, group: GroupDraft, levels: readonly AccessLevel[]): string {
  if (field === 'level') return levels.find(({ levelId }) => levelId === group.levelId)?.name ?? '—'
  return field === 'host' || field === 'purpose' ? group[field] : ''
}

/** As in a spreadsheet: up and down stay in the column, Enter goes down. */
function moveInColumn(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key]
  const from = event.target
  if (step === undefined || event.ctrlKey || event.altKey || !(from instanceof HTMLInputElement)) return
  const { column } = from.dataset
  if (column === undefined) return
  event.preventDefault()
  const all = [...event.currentTarget.querySelectorAll<HTMLInputElement>(`input[data-column="${column}"]`)]
  const to = all[all.indexOf(from) + step]
  to?.focus()
  to?.select()
}
