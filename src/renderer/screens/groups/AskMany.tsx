import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import type { VisitCard } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { HoldRing } from '../../ui/HoldButton.tsx'
import { firstNames, gateOf } from './gate.ts'
import { useHold } from './use-hold.ts'

interface Props {
  readonly kind: 'checkOut' | 'cancel'
  /** Whom it is about, as they were when it was asked: the number must not change under the hand that types it. */
  readonly cards: readonly VisitCard[]
  readonly onYes: () => Promise<void>
  readonly onNo: () => void
}

/** The only question before the accesses of many end: the number is typed, or a key or button is held. */
export function AskMany({ kind, cards, onYes, onNo }: Props): ReactNode {
  const t = useText()
  const words = t.groups.ask
  const count = cards.length
  const [typed, setTyped] = useState('')
  const [said, setSaid] = useState('')
  const [showWrong, setShowWrong] = useState(false)
  const answered = useRef(false)
  const gate = gateOf(typed, count)
  const yes = async (): Promise<void> => {
    if (answered.current) return
    answered.current = true
    await onYes()
  }
  const hold = useHold(() => void yes())
  const letGo = (): void => {
    if (hold.held) setSaid(words.keepHolding)
    hold.stop()
  }
  const press = (): void => {
    setSaid('')
    if (gate === 'open') void yes()
    else if (gate === 'hold') hold.start()
    else setShowWrong(true)
  }
  const keyDown = (event: KeyboardEvent, isKey: boolean): void => {
    if (!isKey) return
    event.preventDefault()
    // The Enter that opened this question may still be down: only a new press counts.
    if (!event.repeat) press()
  }
  const isEnter = ({ key }: KeyboardEvent): boolean => key === 'Enter'
  const isPress = ({ key }: KeyboardEvent): boolean => key === 'Enter' || key === ' '
  const expected = cards.filter(({ status }) => status === 'expected').length
  const { shown, more } = firstNames(cards.map((card) => t.listName(card.familyName, card.givenName)))
  const way = gate === 'open' ? 'yes' : 'hold'
  const label = {
    checkOut: { yes: words.yes(count), hold: words.hold },
    cancel: { yes: words.yesCancel(count), hold: words.holdCancel },
  }[kind][way]

  return (
    <Dialog title={words[kind](count)} onClose={onNo}>
      <div className="ask-many" data-testid="ask-many">
        <p>
          {words.meaning} {kind === 'checkOut' && expected > 0 && words.expected(expected)}
        </p>
        <p className="ask-names">{words.names(shown, more)}</p>
        <TextField
          label={words.type(count)}
          inputMode="numeric"
          maxLength={6}
          value={typed}
          hint={words.hint}
          error={showWrong && gate === 'wrong' ? words.wrong(count) : undefined}
          onText={(text) => {
            hold.stop()
            setShowWrong(false)
            setTyped(text)
          }}
          onKeyDown={(event) => keyDown(event, isEnter(event))}
          onKeyUp={(event) => isEnter(event) && letGo()}
          onBlur={letGo}
        />
        <output className="ask-said">{said}</output>
        <div className="dialog-buttons">
          <Button onPress={onNo}>{words.no}</Button>
          <button
            type="button"
            className="button hold"
            data-testid="hold"
            data-held={hold.held || undefined}
            data-way={way}
            aria-disabled={gate === 'wrong'}
            // The focus stays where it is: leaving the field would end the hold that this press begins.
            onMouseDown={(event) => event.preventDefault()}
            onPointerDown={(event) => {
              if (event.button === 0) press()
            }}
            onPointerUp={letGo}
            onPointerLeave={letGo}
            onPointerCancel={letGo}
            onContextMenu={(event) => event.preventDefault()}
            onKeyDown={(event) => keyDown(event, isPress(event))}
            onKeyUp={(event) => isPress(event) && letGo()}
            onBlur={letGo}
            // A press without pointer or key is assistive software's: it types the number first.
            onClick={({ detail }) => {
              if (detail === 0 && gate !== 'hold') press()
            }}
          >
            <HoldRing />
            <span>{label}</span>
          </button>
        </div>
      </div>
    </Dialog>
  )
}
