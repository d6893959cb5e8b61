import type { ReactNode } from 'react'
import type { BudgetLimits, HcpView } from '../../../shared/hcp-view.ts'
import { useText } from '../../text/text.ts'
import { SelectField } from '../../ui/Field.tsx'
import { useCall } from '../../ui/Toasts.tsx'
import { choicesFor } from './limit-choices.ts'

/** Downwards only: the most stands in the program, and no screen can widen it. */
export function Limits({ limits, mostLimits }: Pick<HcpView, 'limits' | 'mostLimits'>): ReactNode {
  const t = useText()
  const call = useCall()
  const row = (name: keyof BudgetLimits, label: string, words: (n: number) => string): ReactNode => (
    <SelectField
      label={label}
      value={limits[name]}
      onPick={(value) => void call(window.desk.hcp.setLimits({ ...limits, [name]: Number(value) }))}
    >
      {choicesFor(name, limits[name], mostLimits[name]).map((choice) => (
        <option key={choice} value={choice}>
          {words(choice)}
        </option>
      ))}
    </SelectField>
  )
  return (
    <section className="hik-card" aria-labelledby="hik-limits" data-testid="limits">
      <h3 id="hik-limits">{t.hik.limits}</h3>
      <p className="hik-meaning">{t.hik.limitsMeaning}</p>
      <div className="limits">
        {row('ratePerSecond', t.hik.rate, t.hik.rateWords)}
        {row('burst', t.hik.burst, t.hik.burstWords)}
        {row('concurrency', t.hik.concurrency, t.hik.concurrencyWords)}
      </div>
    </section>
  )
}
