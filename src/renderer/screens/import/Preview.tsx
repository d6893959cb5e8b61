import { type ReactNode, useCallback, useRef, useState } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import type { Keys } from '../../ui/use-keys.ts'
import { withoutForbidden } from '../enrol/forbidden.ts'
import { Unused } from './Columns.tsx'
import { groupProblems, type ImportDraft, untaken, withField, withMark, withText } from './draft.ts'
import { GroupBar } from './GroupBar.tsx'
import type { Fix } from './lines.ts'
import { PhotoBar } from './PhotoBar.tsx'
import { type Batch, type Counts, needsLevel } from './plan.ts'
import { Rows } from './Rows.tsx'
import { useFocusedMeaning } from './use-focused-meaning.ts'
import { usePlan } from './use-plan.ts'
import { useTake } from './use-take.ts'

interface Props {
  readonly draft: ImportDraft
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly keys: Keys
  readonly onDraft: (change: (before: ImportDraft) => ImportDraft) => void
  readonly onAnother: () => void
  /** The last of the table was taken. */
  readonly onTaken: (groupId: number) => void
  /** A group was taken, and rows are left. */
  readonly onLook: (groupId: number) => void
  readonly onClose: () => void
}

/** What every row would become, before anything is stored; corrected here, and taken with one press. */
export function Preview(props: Props): ReactNode {
  const { draft, snapshot, nowMs, keys, onDraft, onAnother, onTaken, onLook, onClose } = props
  const t = useText()
  const say = useToast()
  const take = useTake()
  const body = useRef<HTMLDivElement>(null)
  const [isTried, setTried] = useState(false)
  const [isTaking, setTaking] = useState(false)
  const plan = usePlan(draft, snapshot, nowMs)
  const onField = useFocusedMeaning((column, field) => onDraft((before) => withField(before, column, field)))
  const { table, group } = draft
  const problems = groupProblems(group, needsLevel(table, plan.batch), nowMs)

  const onText = useCallback(
    (rowNumber: number, column: number, text: string) =>
      onDraft((before) => withText(before, rowNumber, column, text)),
    [onDraft],
  )
  const onTake = useCallback(
    (rowNumber: number, isOn: boolean) => onDraft((before) => withMark(before, 'leftOut', rowNumber, !isOn)),
    [onDraft],
  )
  const onFix = useCallback(
    (rowNumber: number, fix: Fix, column: number | null) =>
      onDraft((before) => {
        if (fix === 'withoutPhoto') return withMark(before, 'withoutPhoto', rowNumber, true)
        const cells = before.table.rows.find((row) => row.rowNumber === rowNumber)?.cells ?? []
        const text = column === null ? undefined : cells[column - 1]
        return column === null || text === undefined
          ? before
          : withText(before, rowNumber, column, withoutForbidden(text))
      }),
    [onDraft],
  )

  const confirm = async (): Promise<void> => {
    if (isTaking) return
    const batch = plan.batchNow()
    setTried(true)
    if (Object.keys(groupProblems(group, needsLevel(table, batch), Date.now())).length > 0) {
      requestAnimationFrame(() =>
        body.current?.querySelector<HTMLElement>('.import-group [aria-invalid]')?.focus(),
      )
      return
    }
    if (batch.rows.length === 0 || batch.pending > 0) {
      say({
        tone: 'warn',
        words: (now) => (batch.pending > 0 ? now.importing.photosFirst(batch.pending) : now.importing.nobody),
      })
      return
    }
    setTaking(true)
    const taken = await take(draft, batch).finally(() => setTaking(false))
    if (taken.groupId === null) {
      onDraft((before) => ({ ...before, refusals: taken.draft.refusals }))
      return
    }
    const { groupId } = taken
    if (untaken(taken.draft) === 0) return onTaken(groupId)
    const { taken: rows, groups, refusals } = taken.draft
    onDraft((before) => ({ ...before, taken: rows, groups, refusals }))
    say({
      tone: 'ok',
      words: (now) => now.importing.groupTaken(batch.rows.length),
      action: { label: (now) => now.importing.showGroup, run: () => onLook(groupId) },
    })
  }

  return (
    <Screen
      title={t.importing.title}
      testId="import"
      keys={{ ...keys, 'Ctrl+Enter': () => void confirm() }}
      onClose={onClose}
      head={
        <>
          <Tally counts={plan.counts} fileName={table.fileName} />
          <Button look="quiet" onPress={onAnother}>
            {t.importing.another}
          </Button>
          <Button
            look="primary"
            icon="check"
            hotkey={`${t.help.ctrl} ↵`}
            aria-busy={isTaking || undefined}
            pauses
            onPress={confirm}
            data-testid="import-confirm"
          >
            {confirmWords(plan.batch)}
          </Button>
        </>
      }
    >
      <div className="import" ref={body}>
        <GroupBar
          group={group}
          levels={snapshot.levels}
          problems={isTried ? problems : {}}
          onGroup={(part) => onDraft((before) => ({ ...before, group: { ...before.group, ...part } }))}
        />
        <div className="import-tools">
          <PhotoBar
            source={plan.photos.source}
            states={plan.photos.states}
            onChoose={plan.photos.choose}
            onAgain={plan.photos.again}
          />
          <Unused table={table} onField={onField} />
        </div>
        <Rows
          draft={draft}
          rows={plan.rows}
          order={plan.order}
          levels={snapshot.levels}
          nowMs={nowMs}
          onField={onField}
          onSort={plan.sortAgain}
          batch={plan.batch}
          onText={onText}
          onTake={onTake}
          onFix={onFix}
          onSeen={plan.onSeen}
        />
      </div>
    </Screen>
  )

  function confirmWords({ rows, pending }: Batch): string {
    if (rows.length === 0) return t.importing.nobodyYet
    return pending > 0
      ? t.importing.photosReady(rows.length - pending, rows.length)
      : t.importing.enrol(rows.length)
  }
}

/** How many of which kind; the colour is only a help. */
function Tally({ counts, fileName }: { readonly counts: Counts; readonly fileName: string }): ReactNode {
  const t = useText()
  const words = t.importing.tally
  const { ready, warned, pending, errors, leftOut, taken } = counts
  return (
    <div className="import-tally">
      <span className="import-file" title={fileName}>
        {fileName}
      </span>
      <output data-testid="import-tally">
        <span className="import-tally-ready">{words.ready(ready, warned)}</span>
        {pending > 0 && <span>{words.pending(pending)}</span>}
        {errors > 0 && <span className="import-tally-errors">{words.errors(errors)}</span>}
        {leftOut > 0 && <span>{words.leftOut(leftOut)}</span>}
        {taken > 0 && <span>{words.taken(taken)}</span>}
      </output>
    </div>
  )
}
