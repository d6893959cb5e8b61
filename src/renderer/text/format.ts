import type { Language } from '../../shared/desk-state.ts'

/** Times and dates in the site's zone, which is the zone of the reception PC. */
export interface Format {
  /** 18:05 */
  readonly time: (ms: number) => string
  /** 18:05:09 */
  readonly seconds: (ms: number) => string
  /** Monday, 12 May */
  readonly day: (ms: number) => string
  /** 12 May 2027 */
  readonly date: (ms: number) => string
  /** 18:05 today, "13 May, 18:05" on any other day. */
  readonly moment: (ms: number, nowMs: number) => string
  /** 18:05 today, "Fri 18:05" within a week, "13 May, 18:05" before that. */
  readonly lately: (ms: number, nowMs: number) => string
}

// British English for the 24-hour clock and day before month: a reception reads turnstile times, not AM and PM.
const LOCALE: Record<Language, string> = { en: 'en-GB', ru: 'ru-RU' }

function formatFor(language: Language): Format {
  const locale = LOCALE[language]
  const make = (options: Intl.DateTimeFormatOptions): ((ms: number) => string) => {
    const formatter = new Intl.DateTimeFormat(locale, options)
    return (ms) => formatter.format(ms)
  }
  const time = make({ hour: '2-digit', minute: '2-digit' })
  const dayAndTime = make({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
  const weekdayAndTime = make({ weekday: 'short', hour: '2-digit', minute: '2-digit' })
  return {
    time,
    seconds: make({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    day: make({ weekday: 'long', day: 'numeric', month: 'long' }),
    date: make({ day: 'numeric', month: 'long', year: 'numeric' }),
    moment: (ms, nowMs) => (sameDay(ms, nowMs) ? time(ms) : dayAndTime(ms)),
    lately(ms, nowMs) {
      if (sameDay(ms, nowMs)) return time(ms)
      // A day short of a week: last Friday must not be taken for this one.
      return nowMs - ms < SIX_DAYS_MS ? weekdayAndTime(ms) : dayAndTime(ms)
    },
  }
}

const SIX_DAYS_MS = 6 * 86_400_000

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}

/** Building an Intl formatter costs more than using it a thousand times. */
export const formats: Record<Language, Format> = { en: formatFor('en'), ru: formatFor('ru') }
