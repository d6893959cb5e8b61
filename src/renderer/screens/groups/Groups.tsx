import { type ReactNode, useRef, useState } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import { CHECK_OUT_MAX } from '../../../shared/group.ts'
import type { VisitCard } from '../../../shared/visit.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Screen } from '../../ui/Screen.tsx'
import type { Keys } from '../../ui/use-keys.ts'
import { AskMany } from './AskMany.tsx'
import { GroupList } from './GroupList.tsx'
import { insideOnes } from './members.ts'
import { OpenGroup } from './OpenGroup.tsx'
import { useGroupActions } from './use-group-actions.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly keys: Keys
  /** The one that was asked for, else the list; a new object asks again. */
  readonly start: { readonly groupId: number | null }
  readonly onImport: () => void
  readonly onShowVisit: (visitId: number) => void
  readonly onClose: () => void
}

interface Opened {
  readonly groupId: number
  /** How many guests were to be checked out, when this group is what came of it. */
  readonly asked: number | null
}
const openedFrom = ({ groupId }: Props['start']): Opened | null =>
  groupId === null ? null : { groupId, asked: null }

/** Groups of guests as pieces of work: how far they are, what stands in the way, what came of them. */
export function Groups({ snapshot, nowMs, keys, start, onImport, onShowVisit, onClose }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const actions = useGroupActions()
  const body = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState(() => openedFrom(start))
  const [cameFrom, setCameFrom] = useState<number | null>(null)
  const [leaving, setLeaving] = useState<{
    readonly name: string
    readonly cards: readonly VisitCard[]
  } | null>(null)
  const [begun, setBegun] = useState(start)
  if (begun !== start) {
    setBegun(start)
    setOpened(openedFrom(start))
  }
  const { cards, groups, levels } = snapshot
  const group = groups.find(({ groupId }) => groupId === opened?.groupId)
  const inside = insideOnes(cards)

  const toList = (): void => {
    setCameFrom(opened?.groupId ?? null)
    setOpened(null)
  }
  const checkOut = async (): Promise<void> => {
    if (leaving === null) return
    const visitIds = leaving.cards.map(({ visitId }) => visitId)
    const groupId = await actions.checkOut(leaving.name, visitIds)
    setLeaving(null)
    if (groupId !== null) setOpened({ groupId, asked: Math.min(visitIds.length, CHECK_OUT_MAX) })
  }
  const askInside = (): void => setLeaving({ name: t.groups.everybody(format.time(nowMs)), cards: inside })
  const toFirst = (): void => body.current?.querySelector<HTMLElement>('[data-step] button')?.focus()

  return (
    <Screen
      title={group?.name ?? t.groups.title}
      testId="groups"
      keys={{ ...keys, ArrowDown: toFirst }}
      onClose={opened === null ? onClose : toList}
      head={
        opened === null && (
          <div className="groups-head">
            <Button icon="table" onPress={onImport} data-testid="import-table">
              {t.groups.import}
            </Button>
            <Button
              icon="exit"
              look="danger"
              data-testid="check-out-inside"
              disabled={inside.length === 0}
              title={inside.length === 0 ? t.groups.nobodyInside : undefined}
              onPress={askInside}
            >
              {t.groups.checkOutInside(inside.length)}
            </Button>
          </div>
        )
      }
    >
      <div ref={body}>
        {opened === null ? (
          <GroupList
            groups={groups}
            nowMs={nowMs}
            cameFrom={cameFrom}
            onOpen={(groupId) => setOpened({ groupId, asked: null })}
            onImport={onImport}
          />
        ) : group === undefined ? (
          // What was made a moment ago is on its way.
          opened.asked === null && (
            <div className="groups-none">
              <p>{t.groups.notListed}</p>
              <Button onPress={toList}>{t.groups.all}</Button>
            </div>
          )
        ) : (
          <OpenGroup
            key={group.groupId}
            group={group}
            cards={cards}
            levels={levels}
            nowMs={nowMs}
            asked={opened.asked}
            actions={actions}
            onCheckOut={(name, chosen) => setLeaving({ name, cards: chosen })}
            onShowVisit={onShowVisit}
          />
        )}
      </div>
      {leaving !== null && (
        <AskMany kind="checkOut" cards={leaving.cards} onYes={checkOut} onNo={() => setLeaving(null)} />
      )}
    </Screen>
  )
}
