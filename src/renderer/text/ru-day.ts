import type { Text } from './en.ts'
import { counted } from './ru-units.ts'

export const day: Text['day'] = {
  menu: 'День…',
  title: 'День',
  picker: 'Какой день',
  previous: 'Предыдущий день',
  next: 'Следующий день',
  today: 'Сегодня',
  visits: 'Визиты этого дня',
  toToday: 'К сегодняшнему дню',
  failed: 'Не удалось прочитать данные за этот день.',
  again: 'Повторить',
  asTable: (title) => `${title}: показать таблицей`,
  now: 'Сейчас',
  soFar: 'С начала дня',
  onDay: 'За этот день',
  numbers: {
    inside: 'внутри',
    expected: 'ожидается',
    came: 'пришло',
    left: 'ушло',
    noShows: 'не явилось',
    cancelled: 'отменено',
  },
  hours: {
    title: 'Проходы по часам',
    hour: 'Час',
    in: 'Вход',
    out: 'Выход',
    denied: 'Отказы',
    now: 'сейчас',
    none: 'Проходов нет.',
    column: (time, entries, exits, denied) =>
      `С ${time}: вход — ${entries}, выход — ${exits}, отказы — ${denied}`,
    summary: ({ entries, exits, denied }, busiest) =>
      `Вход — ${entries}, выход — ${exits}, отказы — ${denied}.${busiest === null ? '' : ` Больше всего входили в час с ${busiest}.`}`,
  },
  incidents: {
    title: 'Происшествия по видам',
    kind: 'Вид',
    count: 'Всего',
    openColumn: 'Открыто',
    none: 'Происшествий нет.',
    open: (n) => `открыто ${n}`,
    look: 'К происшествиям',
    summary: (kinds, open) =>
      `${kinds.map(([kind, count]) => `${kind}: ${count}`).join(', ')}. ${open === 0 ? 'Открытых нет.' : `Открыто: ${open}.`}`,
  },
  byItself: {
    title: 'Автоматически',
    what: 'Что',
    came: 'Отмечен вход',
    left: 'Завершено',
    doers: { doors: 'дверями', clock: 'по времени', guard: 'охраной' },
    percent: (n) => `${n} % без участия охраны`,
    none: 'Никто не приходил и не уходил.',
    summary: (percent, came, left) =>
      `${percent} % без участия охраны. Отмечен вход: дверями — ${came.doors}, охраной — ${came.guard}. Завершено: дверями — ${left.doors}, по времени — ${left.clock}, охраной — ${left.guard}.`,
  },
  calls: {
    of: (allowed) => `из ${allowed} разрешённых`,
    summary: (now, allowed, most) =>
      `За последнюю минуту к HikCentral ${counted(now, { one: 'запрос', few: 'запроса', many: 'запросов', other: 'запроса' })}, разрешено ${allowed}. Самое большее за полчаса: ${most} в минуту.`,
  },
}
