import type { Text } from './en.ts'
import { counted, span } from './ru-units.ts'

const through = (door: string): string => (door === '' ? '' : ` через «${door}»`)

export const journal: Text['journal'] = {
  menu: 'Все проходы…',
  title: 'Проходы',
  count: (n, hasMore) =>
    `${counted(n, { one: 'проход', few: 'прохода', many: 'проходов', other: 'прохода' })}${hasMore ? ', ниже есть ещё' : ''}`,
  filters: {
    name: 'Сузить список',
    text: 'Гость',
    textHint: 'Часть имени',
    who: 'Кто',
    whos: { all: 'Все', guests: 'Гости', strangers: 'Прочие' },
    verdict: 'Решение',
    verdicts: { all: 'Все', granted: 'Разрешено', denied: 'Отказано' },
    direction: 'Направление',
    all: 'Все',
    door: 'Дверь',
    allDoors: 'Все двери',
    from: 'С',
    until: 'По',
    ranges: { today: 'Сегодня', yesterday: 'Вчера', week: '7 дней' },
    clear: 'Сбросить всё',
  },
  columns: {
    time: 'Время',
    faces: 'Фото · у двери',
    guest: 'Гость',
    door: 'Дверь',
    verdict: 'Решение',
    history: 'Этот визит',
  },
  historyOf: (name) => `${name}: проходы этого визита`,
  fresh: (n) =>
    `${counted(n, { one: 'новый проход', few: 'новых прохода', many: 'новых проходов', other: 'нового прохода' })} — показать`,
  none: 'Проходов пока не было.',
  noneFound: 'Под все условия ничего не подходит.',
  failed: 'Не удалось прочитать проходы.',
  again: 'Повторить',
  more: 'Показать ещё',
  end: 'Это всё.',
  saved: (rows, fileName) =>
    `${fileName}: ${counted(rows, { one: 'проход записан', few: 'прохода записано', many: 'проходов записано', other: 'прохода записано' })}.`,
  csv: {
    fileName: 'проходы',
    // A comma is the decimal sign of Russian table programs.
    delimiter: ';',
    columns: {
      date: 'Дата',
      time: 'Время',
      guest: 'Гость',
      door: 'Дверь',
      direction: 'Направление',
      verdict: 'Решение',
      reason: 'Способ или причина отказа',
      host: 'Принимающий',
      visit: 'Визит',
    },
  },
  history: {
    noGuest: 'Один визит',
    leave: 'Только этот визит',
    in: (door) => `Вход${through(door)}`,
    back: (door, value) => `Снова вход${through(door)}, снаружи: ${span(value)}`,
    inAgain: (door) => `Ещё один вход${through(door)}, а выхода не было видно`,
    checkedIn: 'Вход отмечен вручную',
    out: (door, value) => `Выход${through(door)}, внутри: ${span(value)}`,
    outUnseen: (door) => `Выход${through(door)}, а входа не было видно`,
    denied: (door, times) =>
      `Отказ${door === '' ? '' : ` у двери «${door}»`}${times > 1 ? `, подряд: ${times}` : ''}`,
    passed: (door) => `Проход${through(door)}`,
    inside: (value) => `Сейчас внутри, уже ${span(value)}`,
    outside: (value) => `Снаружи уже ${span(value)}`,
    ended: (time) => `Визит завершён: ${time}`,
    altogether: (value) => `Всего внутри: ${span(value)}`,
    notSeen: 'Визит закончен, выхода не было видно',
    notCome: 'Входа ещё не было',
  },
}
