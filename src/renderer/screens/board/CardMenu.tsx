import type { ReactNode } from 'react'
import type { VisitCard } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { extendedUntilMs, type SimpleAction } from './card-actions.ts'
import type { Act } from './use-card-actions.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

interface Props {
  readonly card: VisitCard
  readonly name: string
  readonly more: readonly SimpleAction[]
  readonly mayExtend: boolean
  readonly tabIndex: number | undefined
  readonly onAct: Act
  readonly onAskUntil: (card: VisitCard) => void
  readonly onHistory: (visitId: number) => void
}

export function CardMenu({
  card,
  name,
  more,
  mayExtend,
  tabIndex,
  onAct,
  onAskUntil,
  onHistory,
}: Props): ReactNode {
  const t = useText()
  const extend = (addMs: number): Promise<void> =>
    onAct(card, { kind: 'extend', untilMs: extendedUntilMs(card, addMs, Date.now()) })

  return (
    <Menu label={t.actions.more(name)} tabIndex={tabIndex}>
      {() => (
        <>
          {mayExtend && (
            <fieldset className="menu-extend">
              <legend>{t.actions.extend}</legend>
              <div>
                <MenuItem onPick={() => extend(30 * MINUTE)}>{t.actions.extendMinutes(30)}</MenuItem>
                <MenuItem onPick={() => extend(HOUR)}>{t.actions.extendHours(1)}</MenuItem>
                <MenuItem onPick={() => extend(2 * HOUR)}>{t.actions.extendHours(2)}</MenuItem>
                <MenuItem onPick={() => onAskUntil(card)}>{t.actions.extendUntil}</MenuItem>
              </div>
            </fieldset>
          )}
          {more.map((kind) => (
            <MenuItem
              key={kind}
              icon={menuIcons[kind]}
              danger={kind === 'cancel'}
              testId={kind}
              onPick={() => onAct(card, { kind })}
            >
              {t.actions[kind]}
            </MenuItem>
          ))}
          <MenuItem icon="list" testId="history" onPick={() => onHistory(card.visitId)}>
            {t.actions.history}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

const menuIcons = {
  checkOut: 'exit',
  giveBack: 'undo',
  tryAgain: 'retry',
  newPhoto: 'camera',
  reapply: 'door',
  checkIn: 'enter',
  cancel: 'close',
} as const
