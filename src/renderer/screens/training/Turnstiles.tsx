import { type ReactNode, useEffect, useState } from 'react'
import type { WalkAnswer } from '../../../shared/contract.ts'
import type { Weather } from '../../../shared/desk-state.ts'
import type { Doorway } from '../../../shared/door-map.ts'
import type { VisitCard } from '../../../shared/visit.ts'
import { recall, remember } from '../../state/remembered.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Tick } from '../../ui/Choice.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useCall } from '../../ui/Toasts.tsx'

const SLOW_MS = 2000

interface Props {
  readonly cards: readonly VisitCard[]
  readonly selectedId: number | null
}

/** Plays the guest: whoever is picked here walks up to a door of the built-in site. */
export function Turnstiles({ cards, selectedId }: Props): ReactNode {
  const t = useText()
  const [open, setOpen] = useState(recall('turnstiles') !== 'closed')
  // Kept here, so that a folded panel does not forget that it has taken HCP down.
  const [weather, setWeather] = useState<Weather>({ down: false, delayMs: 0 })
  const toggle = (): void => {
    remember('turnstiles', open ? 'closed' : 'open')
    setOpen(!open)
  }
  return (
    <section className="turnstiles" aria-label={t.turnstiles.title} data-testid="turnstiles">
      <h2>
        <button type="button" className="turnstiles-toggle" aria-expanded={open} onClick={toggle}>
          <Icon name="turnstile" />
          <span>{t.turnstiles.title}</span>
          <Icon name="chevron" />
        </button>
      </h2>
      {open && (
        <div className="turnstiles-body">
          <Walk cards={cards} selectedId={selectedId} />
          <WeatherSwitches weather={weather} onWeather={setWeather} />
        </div>
      )}
    </section>
  )
}

interface Walked {
  readonly answer: WalkAnswer
  readonly guest: VisitCard
  readonly atMs: number
}

const walkedNow = (answer: WalkAnswer, guest: VisitCard): Walked => ({ answer, guest, atMs: Date.now() })

function Walk({ cards, selectedId }: Props): ReactNode {
  const t = useText()
  const call = useCall()
  const [doorways, setDoorways] = useState<readonly Doorway[]>([])
  const [walked, setWalked] = useState<Walked | null>(null)
  // The card selected on the board is who walks, until somebody else is picked in the list.
  const [picked, setPicked] = useState<{ readonly visitId: number; readonly over: number | null } | null>(
    null,
  )
  const visitId = picked && picked.over === selectedId ? picked.visitId : selectedId
  const guest = cards.find((card) => card.visitId === visitId) ?? cards[0]

  useEffect(() => {
    let gone = false
    const ask = async (): Promise<void> => {
      const found = await call(window.desk.training.doorways())
      if (!gone && found !== undefined) setDoorways(found)
    }
    void ask()
    return () => {
      gone = true
    }
  }, [call])

  const walk = async (doorId: string): Promise<void> => {
    if (guest === undefined) return
    const answer = await call(window.desk.training.walk({ guestId: guest.guestId, doorId }))
    setWalked(answer === undefined ? null : walkedNow(answer, guest))
  }
  if (guest === undefined) return <p className="turnstiles-empty">{t.turnstiles.noGuest}</p>
  return (
    <>
      <SelectField
        label={t.turnstiles.guest}
        value={String(guest.visitId)}
        onPick={(value) => setPicked({ visitId: Number(value), over: selectedId })}
      >
        {cards.map((card) => (
          <option key={card.visitId} value={card.visitId}>
            {t.listName(card.familyName, card.givenName)}
          </option>
        ))}
      </SelectField>
      <fieldset className="doorways">
        <legend className="unseen">{t.turnstiles.doors}</legend>
        <div>
          {doorways.map((door) => (
            <Button
              key={door.doorId}
              className="doorway"
              title={door.name}
              icon={doorIcons[door.direction ?? 'none']}
              onPress={() => walk(door.doorId)}
            >
              {door.name}
            </Button>
          ))}
        </div>
      </fieldset>
      <output>
        {/* Of this guest only: somebody else's red verdict would be read as his. */}
        {walked?.guest.visitId === guest.visitId && <Verdict walked={walked} />}
      </output>
    </>
  )
}

interface WeatherProps {
  readonly weather: Weather
  readonly onWeather: (weather: Weather) => void
}

function WeatherSwitches({ weather, onWeather }: WeatherProps): ReactNode {
  const t = useText()
  const call = useCall()
  const change = async (next: Weather): Promise<void> => {
    if ((await call(window.desk.training.setWeather(next))) !== undefined) onWeather(next)
  }
  return (
    <fieldset className="weather">
      <legend className="unseen">{t.turnstiles.weather}</legend>
      <Tick
        look="switch"
        label={t.turnstiles.down}
        ticked={weather.down}
        onTick={(down) => void change({ ...weather, down })}
      />
      <Tick
        look="switch"
        label={t.turnstiles.slow}
        ticked={weather.delayMs > 0}
        onTick={(slow) => void change({ ...weather, delayMs: slow ? SLOW_MS : 0 })}
      />
    </fieldset>
  )
}

const doorIcons = { entry: 'enter', exit: 'exit', none: 'passage' } as const

function Verdict({ walked }: { readonly walked: Walked }): ReactNode {
  const t = useText()
  const format = useFormat()
  const { answer, guest, atMs } = walked
  if (!answer.ok) {
    return <div className="verdict verdict-denied">{t.problems.refused[answer.refused]}</div>
  }
  return (
    <div
      className={answer.granted ? 'verdict verdict-granted' : 'verdict verdict-denied'}
      data-testid="walk-verdict"
      data-granted={answer.granted}
    >
      <Icon name={answer.granted ? 'check' : 'ban'} size={32} />
      <div>
        <strong>{answer.granted ? t.turnstiles.granted : t.turnstiles.denied}</strong>
        <p className="verdict-who" title={t.listName(guest.familyName, guest.givenName)}>
          {t.turnstiles.walked(t.listName(guest.familyName, guest.givenName), format.seconds(atMs))}
        </p>
        <p>
          {t.problems.events[answer.eventType] ??
            (answer.granted ? t.problems.eventGranted : t.problems.eventOther(answer.eventType))}
        </p>
      </div>
    </div>
  )
}
