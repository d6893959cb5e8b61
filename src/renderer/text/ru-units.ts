import { type Span, spanWords } from './duration.ts'
import { countedIn } from './plural.ts'

export const counted = countedIn('ru')
export const span = (value: Span): string =>
  spanWords(value, {
    days: (n) => counted(n, { one: 'день', few: 'дня', many: 'дней', other: 'дня' }),
    hours: (n) => `${n} ч`,
    minutes: (n) => `${n} мин`,
    none: 'меньше минуты',
  })
