import { type ReactNode, useCallback, useState } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import type { ReadTable } from '../../../shared/import-table.ts'
import { recall } from '../../state/remembered.ts'
import { useText } from '../../text/text.ts'
import { Confirm } from '../../ui/Dialog.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { useCall } from '../../ui/Toasts.tsx'
import type { Keys } from '../../ui/use-keys.ts'
import { Choose } from './Choose.tsx'
import { beginDraft, type ImportDraft, untaken } from './draft.ts'
import { Preview } from './Preview.tsx'

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly keys: Keys
  /** The whole table was taken, with this group as its last: its progress is of interest now. */
  readonly onTaken: (groupId: number) => void
  /** Looks at a group; the import waits meanwhile. */
  readonly onLook: (groupId: number) => void
  readonly onClose: () => void
}

/** A table of guests, looked at row by row before anything is stored. */
export function Import({ snapshot, nowMs, keys, onTaken, onLook, onClose }: Props): ReactNode {
  const t = useText()
  const call = useCall()
  const [draft, setDraft] = useState<ImportDraft | null>(null)
  const [leaving, setLeaving] = useState<{ readonly go: () => void } | null>(null)
  const change = useCallback(
    (of: (before: ImportDraft) => ImportDraft) => setDraft((before) => before && of(before)),
    [],
  )

  /** Main lets go of the table's photos. */
  const over = (next: () => void): void => {
    void call(window.desk.imports.close())
    next()
  }
  const begin = (table: ReadTable): void => setDraft(beginDraft(table, lastLevel(snapshot), Date.now()))
  const again = (): void => over(() => setDraft(null))
  const left = draft === null ? 0 : untaken(draft)
  const leave = (go: () => void): void => (left > 0 ? setLeaving({ go }) : go())
  const close = (): void => leave(() => over(onClose))

  return (
    <>
      {draft === null ? (
        <Screen title={t.importing.title} testId="import" keys={keys} onClose={close}>
          <Choose onTable={begin} />
        </Screen>
      ) : (
        <Preview
          draft={draft}
          snapshot={snapshot}
          nowMs={nowMs}
          keys={keys}
          onDraft={change}
          onAnother={() => leave(again)}
          onTaken={(groupId) => over(() => onTaken(groupId))}
          onLook={onLook}
          onClose={close}
        />
      )}
      {leaving !== null && (
        <Confirm
          title={t.importing.leaveTitle}
          meaning={t.importing.leaveMeaning(left)}
          yes={t.importing.leaveYes}
          no={t.importing.leaveNo}
          onYes={() => {
            setLeaving(null)
            leaving.go()
          }}
          onNo={() => setLeaving(null)}
        />
      )}
    </>
  )
}

/** The level chosen last, if there is one; a single one needs no choosing. */
function lastLevel({ levels }: Snapshot): string {
  const last = recall('level')
  const found =
    levels.find(({ levelId }) => levelId === last) ?? (levels.length === 1 ? levels[0] : undefined)
  return found?.levelId ?? ''
}
