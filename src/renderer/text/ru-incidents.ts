import type { Text } from './en.ts'
import { counted } from './ru-units.ts'

const at = (door: string): string => (door === '' ? '' : ` «${door}»`)

export const incidents: Text['incidents'] = {
  menu: 'Происшествия…',
  title: 'Происшествия',
  back: 'Назад к доске',
  openCount: (n) =>
    counted(n, {
      one: 'открытое происшествие',
      few: 'открытых происшествия',
      many: 'открытых происшествий',
      other: 'открытого происшествия',
    }),
  kinds: {
    passageAfterRevoke: 'Проход после конца доступа',
    exitWithoutEntry: 'Выход без входа',
    repeatedDenials: 'Частые отказы',
    longStay: 'Слишком долго внутри',
    strangeHour: 'Вход в неурочный час',
  },
  what: {
    passageAfterRevoke: (door, time, direction) =>
      `${direction === 'entry' ? 'Вход' : 'Проход'} через дверь${at(door)} в ${time}, хотя доступ уже прекращён.`,
    exitWithoutEntry: (door, time) => `Выход через дверь${at(door)} в ${time}, а входа не было.`,
    repeatedDenials: (door, time) => `Несколько отказов за короткое время, в ${time} — у двери${at(door)}.`,
    longStay: (_door, time) => `Предельное время внутри истекло в ${time}, выхода не было.`,
    strangeHour: (door, time) => `Вход через дверь${at(door)} в ${time}, вне часов работы.`,
  },
  todo: {
    passageAfterRevoke: 'Сразу отправьте человека и проверьте права гостя на этой двери.',
    exitWithoutEntry: 'Выясните, как гость вошёл и чьё это было лицо.',
    repeatedDenials: 'Помогите у двери или сделайте новое фото.',
    longStay: 'Спросите принимающего, там ли ещё гость.',
    strangeHour: 'Узнайте, кто ждёт гостя в такой час.',
  },
  severity: { critical: 'Критично', high: 'Важно', medium: 'Проверить' },
  states: {
    new: 'Новое',
    investigating: 'Разбираемся',
    resolved: 'Решено',
    falseAlarm: 'Ложная тревога',
  },
  open: 'Открытые',
  closed: 'Закрытые за последние сутки',
  noneTitle: 'Происшествий нет',
  none: 'Всё в порядке. Если охране нужно на что-то взглянуть, это появится здесь само.',
  noneOpen: 'Открытых нет. Хорошая работа.',
  toCard: (name) => `${name}: показать карточку`,
  lookInto: 'Взять в работу',
  openAgain: 'Открыть снова',
  resolve: 'Решено…',
  dismiss: 'Ложная тревога…',
  who: 'Кто',
  whoHint: 'Ваше имя или номер',
  why: 'Почему',
  optional: 'можно не писать',
  whyHints: {
    investigating: 'Что собираетесь делать',
    resolved: 'Что выяснили и сделали',
    falseAlarm: 'Что это было на самом деле',
  },
  whoMissing: 'Напишите, кто вы.',
  whyMissing: 'Напишите коротко, почему.',
  save: { investigating: 'Взять в работу', resolved: 'Решено', falseAlarm: 'Ложная тревога' },
  gone: 'Этого происшествия больше нет.',
  sound: 'Звук при новых происшествиях',
  notices: 'Показывать на рабочем столе, когда впереди другое окно',
  noticesRefused: 'Этот компьютер не даёт Guard Post показывать сообщения на рабочем столе.',
  notice: (name, what) => `${name}. ${what}`,
  fresh: (n) =>
    counted(n, {
      one: 'новое происшествие',
      few: 'новых происшествия',
      many: 'новых происшествий',
      other: 'нового происшествия',
    }),
  worst: (kind, name) => `Самое важное: ${name}, ${kind.charAt(0).toLowerCase()}${kind.slice(1)}.`,
  look: 'Посмотреть',
  lookAll: 'Посмотреть',
  one: (kind, name) => `${kind}: ${name}.`,
  several: (n, critical) => {
    const all = counted(n, {
      one: 'срочное происшествие',
      few: 'срочных происшествия',
      many: 'срочных происшествий',
      other: 'срочного происшествия',
    })
    return critical > 0 ? `${all}, критичных: ${critical}.` : `${all}.`
  },
  newest: (kind, name) => `Последнее: ${name}, ${kind.charAt(0).toLowerCase()}${kind.slice(1)}.`,
  mark: (kind) => `Происшествие: ${kind}`,
}
