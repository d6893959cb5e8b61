import { type ReactNode, useMemo, useState } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import { useNow } from '../../state/use-snapshot.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Screen } from '../../ui/Screen.tsx'
import type { Keys } from '../../ui/use-keys.ts'
import { createClickGuard } from '../board/click-guard.ts'
import { Heading } from './Heading.tsx'
import { RollTable } from './RollTable.tsx'
import { inOrder, isBehind, type RollOrder, rollOf } from './roll.ts'
import { useMuster } from './use-muster.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly nowMs: number
  readonly keys: Keys
  readonly onShowVisit: (visitId: number) => void
  readonly onClose: () => void
}

/** Who is in the building, from the desk's own store: it works without any network. */
export function Muster({ snapshot, nowMs, keys, onShowVisit, onClose }: Props): ReactNode {
  const t = useText()
  const [order, setOrder] = useState<RollOrder>('name')
  const { cards, muster, status, language } = snapshot
  const compare = useMemo(() => new Intl.Collator(language).compare, [language])
  const rows = useMemo(() => inOrder(rollOf(cards, muster), order, compare), [cards, compare, muster, order])
  const act = useMuster(rows)
  const [mayAct] = useState(createClickGuard)
  const secondMs = useNow(1_000)
  const behind = isBehind(status, secondMs)
  const none = rows.length === 0

  return (
    <Screen
      title={t.muster.title}
      testId="muster"
      keys={keys}
      onClose={onClose}
      head={
        <>
          <Choice<RollOrder>
            label={t.muster.order}
            hideLabel
            value={order}
            options={(['name', 'door'] as const).map((value) => ({ value, label: t.muster.orders[value] }))}
            onChoose={setOrder}
          />
          {/* Where one roll call is ended the next begins: the second half of a double click must not throw the first away. */}
          <div
            className="muster-ways"
            onClickCapture={(event) => {
              if (!mayAct(event.nativeEvent)) event.stopPropagation()
            }}
          >
            <Button icon="print" disabled={none} onPress={() => window.print()} data-testid="print">
              {t.muster.print}
            </Button>
            <Button icon="file" disabled={none} onPress={act.savePdf} data-testid="save-pdf">
              {t.muster.savePdf}
            </Button>
            {muster === null ? (
              <Button look="primary" icon="users" onPress={act.start} data-testid="start-roll">
                {t.muster.start}
              </Button>
            ) : (
              <Button icon="close" onPress={act.end} data-testid="end-roll">
                {t.muster.end}
              </Button>
            )}
          </div>
        </>
      }
    >
      <div className="muster">
        <Heading snapshot={snapshot} rows={rows} behind={behind} nowMs={secondMs} />
        {none ? (
          <div className="muster-none">
            <Icon name="users" size={40} />
            <p>{t.muster.none}</p>
          </div>
        ) : (
          <RollTable
            rows={rows}
            running={muster !== null}
            nowMs={nowMs}
            onMark={act.mark}
            onShowVisit={onShowVisit}
          />
        )}
      </div>
    </Screen>
  )
}
