import { type Span, spanWords } from './duration.ts'
import { countedIn } from './plural.ts'

export const counted = countedIn('en')
export const span = (value: Span): string =>
  spanWords(value, {
    days: (n) => counted(n, { one: 'day', other: 'days' }),
    hours: (n) => `${n} h`,
    minutes: (n) => `${n} min`,
    none: 'less than a minute',
  })
