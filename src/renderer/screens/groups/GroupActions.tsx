import { type ReactNode, useState } from 'react'
import type { GroupChange, GroupView } from '../../../shared/group.ts'
import type { AccessLevel, VisitCard } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { ExtendUntil } from '../board/ExtendUntil.tsx'
import { AskMany } from './AskMany.tsx'
import { ChangeLevel } from './ChangeLevel.tsx'
import { type Members, offersOf, staySpan } from './members.ts'
import type { GroupActions as Actions } from './use-group-actions.ts'

interface Props {
  readonly group: GroupView
  readonly members: Members
  readonly levels: readonly AccessLevel[]
  readonly actions: Actions
  readonly onCheckOut: (name: string, cards: readonly VisitCard[]) => void
}

/** A question that stands open; whom it is about was fixed when it was asked. */
type Asking =
  | { readonly kind: 'until' | 'level' }
  | { readonly kind: 'cancelRest' | 'cancelAll'; readonly cards: readonly VisitCard[] }

/** What can be done for the whole group; what would reach nobody is not there. */
export function GroupActions({ group, members, levels, actions, onCheckOut }: Props): ReactNode {
  const t = useText()
  const words = t.groups.actions
  const [asking, setAsking] = useState<Asking | null>(null)
  const offers = offersOf(group, members)
  const close = (): void => setAsking(null)
  const change = (wanted: GroupChange): Promise<void> => actions.change(group, wanted)
  const { pause, cancelRest, cancelAll, checkOut } = offers
  const reached = offers.change.length
  const cancel = (kind: 'cancelRest' | 'cancelAll', cards: readonly VisitCard[]): ReactNode =>
    cards.length > 0 && (
      <MenuItem icon="close" danger testId={kind} onPick={() => setAsking({ kind, cards })}>
        {words[kind](cards.length)}
      </MenuItem>
    )

  if (pause === null && reached === 0 && offers.tryAgain === 0) return null

  return (
    <fieldset className="group-actions" data-testid="group-actions">
      <legend className="unseen">{words.name}</legend>
      {pause !== null && (
        <Button
          icon={pause === 'pause' ? 'pause' : 'passage'}
          look={pause === 'resume' ? 'primary' : 'plain'}
          data-testid="pause"
          onPress={() => change({ kind: pause })}
        >
          {words[pause]}
        </Button>
      )}
      {offers.tryAgain > 0 && (
        <Button icon="retry" data-testid="try-again" onPress={() => change({ kind: 'tryAgain' })}>
          {words.tryAgain(offers.tryAgain)}
        </Button>
      )}
      {reached > 0 && (
        <>
          <Button icon="clock" data-testid="until" onPress={() => setAsking({ kind: 'until' })}>
            {words.until}
          </Button>
          <Button icon="door" data-testid="level" onPress={() => setAsking({ kind: 'level' })}>
            {words.level}
          </Button>
          <Button
            icon="exit"
            look="danger"
            data-testid="check-out"
            onPress={() => onCheckOut(group.name, checkOut)}
          >
            {words.checkOutAll(checkOut.length)}
          </Button>
        </>
      )}
      {cancelAll.length > 0 && (
        <Menu label={words.more}>
          {() => (
            <>
              {cancel('cancelRest', cancelRest)}
              {cancel('cancelAll', cancelAll)}
            </>
          )}
        </Menu>
      )}
      {asking?.kind === 'until' && reached > 0 && (
        <ExtendUntil
          title={t.groups.untilTitle(reached)}
          fromMs={staySpan(offers.change).fromMs}
          endMs={staySpan(offers.change).untilMs}
          onSave={(untilMs) => change({ kind: 'window', untilMs })}
          onClose={close}
        />
      )}
      {asking?.kind === 'level' && (
        <ChangeLevel
          title={t.groups.levelTitle(reached)}
          levels={levels}
          levelId={offers.change[0]?.levelId ?? ''}
          onSave={(levelId) => change({ kind: 'level', levelId })}
          onClose={close}
        />
      )}
      {(asking?.kind === 'cancelRest' || asking?.kind === 'cancelAll') && (
        <AskMany
          kind="cancel"
          cards={asking.cards}
          onYes={() => change({ kind: asking.kind }).finally(close)}
          onNo={close}
        />
      )}
    </fieldset>
  )
}
