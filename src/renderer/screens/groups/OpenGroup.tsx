import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { GroupView } from '../../../shared/group.ts'
import type { AccessLevel, VisitCard } from '../../../shared/visit.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { usePausing } from '../../ui/pausing.ts'
import { SaveTable } from '../../ui/SaveTable.tsx'
import { GroupActions } from './GroupActions.tsx'
import { GroupGuests } from './GroupGuests.tsx'
import { insideOnes, membersOf } from './members.ts'
import { Figures, ProgressBar, StateWords } from './Progress.tsx'
import type { GroupActions as Actions } from './use-group-actions.ts'

interface Props {
  readonly group: GroupView
  readonly cards: readonly VisitCard[]
  readonly levels: readonly AccessLevel[]
  readonly nowMs: number
  /** How many the guard asked for, when this group is the answer to that; null otherwise. */
  readonly asked: number | null
  readonly actions: Actions
  readonly onCheckOut: (name: string, cards: readonly VisitCard[]) => void
  readonly onShowVisit: (visitId: number) => void
}

/** One group: how far it is, what can be done for it, and its guests. */
export function OpenGroup(props: Props): ReactNode {
  const { group, cards, levels, nowMs, asked, actions, onCheckOut, onShowVisit } = props
  const t = useText()
  const format = useFormat()
  const isPausing = usePausing()
  const head = useRef<HTMLElement>(null)
  useEffect(() => {
    // What was pressed to come here is gone.
    if (document.activeElement === document.body) head.current?.focus()
  }, [])
  const members = useMemo(() => membersOf(group, cards), [group, cards])
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  // Who has left meanwhile is not selected any more, whatever was ticked.
  const selected = members.open.filter(({ visitId }) => ticked.has(visitId))
  const inside = insideOnes(members.open)
  const missing = asked === null ? 0 : asked - group.visitIds.length
  const select = (visitId: number, isTicked: boolean): void =>
    setTicked(
      (before) => new Set(isTicked ? [...before, visitId] : [...before].filter((id) => id !== visitId)),
    )

  return (
    <div className="open-group" data-testid="open-group" data-group-id={group.groupId}>
      <section className="group-card" ref={head} tabIndex={-1} aria-label={t.groups.kinds[group.kind]}>
        <div className="group-head">
          <p className="group-kind">
            {t.groups.startedAt(t.groups.kinds[group.kind], format.moment(group.createdAtMs, nowMs))}
          </p>
          <SaveTable onSave={(format) => actions.save(group, format)} />
        </div>
        <div className="group-card-row">
          <ProgressBar group={group} />
          <StateWords group={group} />
          <Figures group={group} />
        </div>
        {group.paused && group.result === null && (
          <p className="group-note group-note-warn">{t.groups.pausedMeaning}</p>
        )}
        {isPausing && !group.paused && group.kind === 'enrol' && group.waiting > 0 && (
          <p className="group-note group-note-warn" data-testid="group-waits">
            {t.groups.machineMeaning}
          </p>
        )}
        {asked !== null && missing > 0 && (
          <output className="group-note" data-testid="not-counted">
            <Icon name="exit" size={18} /> {t.groups.notCounted(missing, asked)}
          </output>
        )}
        <GroupActions
          group={group}
          members={members}
          levels={levels}
          actions={actions}
          onCheckOut={onCheckOut}
        />
      </section>
      {group.kind === 'enrol' && (inside.length > 0 || selected.length > 0) && (
        <div className="group-select">
          {inside.length > 0 && (
            <Button
              look="quiet"
              icon="check"
              data-testid="select-inside"
              onPress={() => setTicked(new Set(inside.map(({ visitId }) => visitId)))}
            >
              {t.groups.selectInside(inside.length)}
            </Button>
          )}
          {selected.length > 0 && (
            <>
              <Button look="quiet" icon="close" onPress={() => setTicked(new Set())}>
                {t.groups.selectNone}
              </Button>
              <Button
                icon="exit"
                look="danger"
                data-testid="check-out-selected"
                onPress={() => onCheckOut(t.groups.some(group.name, selected.length), selected)}
              >
                {t.groups.actions.checkOutSome(selected.length)}
              </Button>
            </>
          )}
        </div>
      )}
      <GroupGuests
        kind={group.kind}
        members={members}
        selected={ticked}
        onSelect={select}
        onShowVisit={onShowVisit}
      />
    </div>
  )
}
