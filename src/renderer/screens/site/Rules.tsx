import { type ReactNode, useEffect, useId, useRef } from 'react'
import type { SitePolicy } from '../../../shared/policy.ts'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useCall } from '../../ui/Toasts.tsx'
import { choicesFor, type HoursKind, hoursKind, type NumberRule } from './rule-choices.ts'

const exits: readonly SitePolicy['exit'][] = ['first', 'grace', 'never']

/** Kept by main at once, always as a whole; nothing but what main takes can be chosen. */
export function Rules({ policy }: { readonly policy: SitePolicy }): ReactNode {
  const t = useText()
  const call = useCall()
  const name = useId()
  // Two quick changes: the second must not take the first one back before main's word of it has arrived.
  const latest = useRef(policy)
  useEffect(() => {
    latest.current = policy
  }, [policy])

  const change = async (part: Partial<SitePolicy>): Promise<void> => {
    latest.current = { ...latest.current, ...part }
    if ((await call(window.desk.site.setPolicy(latest.current))) === undefined) latest.current = policy
  }
  const number = (rule: NumberRule, label: string, words: (n: number) => string): ReactNode => (
    <NumberChoice
      rule={rule}
      label={label}
      words={words}
      value={policy[rule]}
      disabled={rule === 'graceMinutes' && policy.exit !== 'grace'}
      onPick={(value) => void change({ [rule]: value })}
    />
  )
  const hours: Record<HoursKind, string> = {
    day: t.rules.hoursMeaning,
    night: t.rules.hoursNight,
    always: t.rules.hoursAlways,
    never: t.rules.hoursNever,
  }

  return (
    <div className="rules" data-testid="rules">
      <fieldset>
        <legend>{t.rules.exit}</legend>
        {exits.map((exit) => (
          <div key={exit} className="rule rule-exit">
            <input
              type="radio"
              id={`${name}-${exit}`}
              name={name}
              value={exit}
              checked={policy.exit === exit}
              aria-describedby={`${name}-${exit}-meaning`}
              onChange={() => void change({ exit })}
            />
            <p className="rule-words">
              <label htmlFor={`${name}-${exit}`}>{t.rules.exits[exit].name}</label>
              <span id={`${name}-${exit}-meaning`}>{t.rules.exits[exit].meaning}</span>
            </p>
            {exit === 'grace' && number('graceMinutes', t.rules.grace, t.rules.minutes)}
          </div>
        ))}
      </fieldset>
      <Rule name={t.rules.stay} meaning={t.rules.stayMeaning}>
        {number('longStayHours', t.rules.stayAfter, t.rules.stayHours)}
      </Rule>
      <Rule name={t.rules.hours} meaning={hours[hoursKind(policy)]}>
        {number('openFromHour', t.rules.from, clock)}
        <span aria-hidden="true">–</span>
        {number('openUntilHour', t.rules.until, clock)}
      </Rule>
      <Rule name={t.rules.refusals} meaning={t.rules.refusalsMeaning}>
        {number('denials', t.rules.refusalsCount, t.rules.times)}
        {number('denialsMinutes', t.rules.refusalsWithin, t.rules.within)}
      </Rule>
    </div>
  )
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

interface RuleProps {
  readonly name: string
  readonly meaning: string
  readonly children: ReactNode
}

function Rule({ name, meaning, children }: RuleProps): ReactNode {
  return (
    <fieldset className="rule">
      <legend className="unseen">{name}</legend>
      <p className="rule-words">
        <strong aria-hidden="true">{name}</strong>
        <span>{meaning}</span>
      </p>
      <div className="rule-values">{children}</div>
    </fieldset>
  )
}

interface NumberProps {
  readonly rule: NumberRule
  readonly label: string
  readonly words: (n: number) => string
  readonly value: number
  readonly disabled: boolean
  readonly onPick: (value: number) => void
}

function NumberChoice({ rule, label, words, value, disabled, onPick }: NumberProps): ReactNode {
  return (
    <span className="select-box">
      <select
        className="input select"
        aria-label={label}
        data-rule={rule}
        value={value}
        disabled={disabled}
        onChange={(event) => onPick(Number(event.target.value))}
      >
        {choicesFor(rule, value).map((choice) => (
          <option key={choice} value={choice}>
            {words(choice)}
          </option>
        ))}
      </select>
      <Icon name="chevron" />
    </span>
  )
}
