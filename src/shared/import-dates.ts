/**
 * Dates as people type them, in the zone of the machine, which is the site's zone. Pure but for that zone.
 */
export type Moment =
  | {
      readonly ok: true
      readonly dateMs: number
      /** False: only a day was given, and `dateMs` is its midnight; the caller knows when the day begins and ends. */
      readonly hasTime: boolean
    }
  /** `noSuchTime`: the clocks jump over it on that day. */
  | { readonly ok: false; readonly problem: 'notADate' | 'noSuchDay' | 'noSuchTime' }

interface Day {
  readonly year: number
  /** 1–12. */
  readonly month: number
  readonly day: number
}

const NOT_A_DATE = { ok: false, problem: 'notADate' } as const

const YEAR_FIRST = /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?:$|[T\s,]+)/iu
const DAY_FIRST = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})(?:\s?г\.?)?(?:$|[\s,]+)/iu
const IN_WORDS = /^(\d{1,2})[\s-](\p{L}{3,})\.?,?[\s-](\d{4})(?:\s?г\.?)?(?:$|[\s,]+)/iu
const TIME = /^(?:в\s|at\s)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s?([ap])\.?m\.?)?$/iu
/** A day as the spreadsheet counts them, left over where a date lost its format; 1982–2064. */
const SERIAL = /^([3-5]\d{4})(?:[.,](\d+))?$/u

// Beginnings that only one month has; "мая" and "май" share theirs.
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'янв'],
  ['feb', 'фев'],
  ['mar', 'мар'],
  ['apr', 'апр'],
  ['may', 'ма'],
  ['jun', 'июн'],
  ['jul', 'июл'],
  ['aug', 'авг'],
  ['sep', 'сен'],
  ['oct', 'окт'],
  ['nov', 'ноя'],
  ['dec', 'дек'],
]

/**
 * Reads `21.11.2026 09:30`, `21.11.2026`, `2026-11-21 9:30`, `2026-11-21T09:30:00`, `21/11/2026`, `21 ноября 2026`,
 * `9:30` (on the day of `dayMs`) and a spreadsheet's day number. With slashes the day comes first unless only the month
 * can (`11/21/2026`). Nothing is guessed beyond that.
 */
export function parseMoment(text: string, dayMs: number): Moment {
  const tidy = text
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  if (tidy === '') return NOT_A_DATE
  const serial = SERIAL.exec(tidy)
  if (serial) return fromSerial(Number(`${serial[1]}.${serial[2] ?? '0'}`))
  const { day, rest } = dayOf(tidy)
  if (day === 'none') return TIME.test(tidy) ? atTime(dayAt(dayMs), tidy) : NOT_A_DATE
  if (!exists(day)) return { ok: false, problem: 'noSuchDay' }
  if (rest === '') return at(day, 0, 0, 0, false)
  return atTime(day, rest)
}

function dayOf(text: string): { readonly day: Day | 'none'; readonly rest: string } {
  const yearFirst = YEAR_FIRST.exec(text)
  if (yearFirst) {
    const [all, year, , month, day] = yearFirst
    return {
      day: { year: Number(year), month: Number(month), day: Number(day) },
      rest: text.slice(all.length),
    }
  }
  const dayFirst = DAY_FIRST.exec(text)
  if (dayFirst) {
    const [all, first, sign, second, year = ''] = dayFirst
    const turned = sign === '/' && Number(second) > 12 && Number(first) <= 12
    return {
      day: {
        year: year.length === 2 ? 2000 + Number(year) : Number(year),
        month: Number(turned ? first : second),
        day: Number(turned ? second : first),
      },
      rest: text.slice(all.length),
    }
  }
  const inWords = IN_WORDS.exec(text)
  const month = MONTHS.findIndex((starts) =>
    starts.some((start) => (inWords?.[2] ?? '').toLocaleLowerCase('ru').startsWith(start)),
  )
  if (inWords && month !== -1) {
    const [all, day, , year] = inWords
    return { day: { year: Number(year), month: month + 1, day: Number(day) }, rest: text.slice(all.length) }
  }
  return { day: 'none', rest: '' }
}

function exists({ year, month, day }: Day): boolean {
  if (year < 1900 || year > 2199) return false
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function atTime(day: Day, text: string): Moment {
  const found = TIME.exec(text)
  if (!found) return NOT_A_DATE
  const [, hourText, minute, second, half] = found
  let hour = Number(hourText)
  if (half) {
    if (hour < 1 || hour > 12) return NOT_A_DATE
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  return at(day, hour, Number(minute), Number(second ?? 0), true)
}

/** 24:00 is the midnight that ends the day; other times past 23:59:59 are none. */
function at(day: Day, hour: number, minute: number, second: number, hasTime: boolean): Moment {
  if (minute > 59 || second > 59 || hour > 24 || (hour === 24 && minute + second > 0)) return NOT_A_DATE
  const date = new Date(day.year, day.month - 1, day.day, hour, minute, second)
  // A local time the clocks jumped over comes back as another one. A day that begins inside such a gap still exists.
  if (hasTime && (date.getHours() !== hour % 24 || date.getMinutes() !== minute))
    return { ok: false, problem: 'noSuchTime' }
  return { ok: true, dateMs: date.getTime(), hasTime }
}

function fromSerial(serial: number): Moment {
  const wall = new Date(Math.round((serial - 25_569) * 86_400) * 1_000)
  const day = { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() }
  return at(day, wall.getUTCHours(), wall.getUTCMinutes(), wall.getUTCSeconds(), !Number.isInteger(serial))
}

function dayAt(ms: number): Day {
  const date = new Date(ms)
  return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() }
}
