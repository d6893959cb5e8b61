import type { Text } from './en.ts'
import { counted, span } from './ru-units.ts'

const guests = (n: number): string =>
  counted(n, { one: 'гость', few: 'гостя', many: 'гостей', other: 'гостя' })
const guestsOf = (n: number): string => counted(n, { one: 'гостя', other: 'гостей' })
const rounded = (n: number): string => (n < 10 ? n.toFixed(1).replace('.', ',') : String(Math.round(n)))

export const groups: Text['groups'] = {
  menu: 'Группы…',
  title: 'Группы',
  import: 'Загрузить таблицу…',
  checkOutInside: (n) => `Завершить визиты всех внутри (${n})…`,
  nobodyInside: 'Внутри никого нет.',
  none: 'Групп пока нет',
  noneMeaning: 'Из таблицы оформляют сразу до ста гостей, вместе с фотографиями.',
  notListed: 'Этой группы больше нет в списке: она закончилась больше суток назад.',
  all: 'Все группы',
  kinds: { enrol: 'Оформление', checkOut: 'Завершение визитов' },
  startedAt: (kind, time) => `${kind} · ${time}`,
  states: {
    running: 'Выполняется',
    paused: 'На паузе',
    changing: (n) => `Снова в работе: ${guests(n)}`,
    finished: 'Готово',
    finishedWith: (failed) => `Готово, не удалось: ${failed}`,
  },
  of: (n, all) => `${n} из ${all}`,
  progress: (name, n, all) => `${name}: ${n} из ${all}`,
  failed: (n) => `не удалось: ${n}`,
  rate: 'Скорость',
  perMinute: (n) => `${rounded(n)} гостей/мин`,
  left: 'Осталось',
  timeLeft: (value) => `около ${span(value)}`,
  machineMeaning:
    'Ресурсы компьютера на исходе: гости, у которых ещё нет доступа, ждут и продолжат сами. Завершение доступа никогда не ждёт.',
  pausedMeaning:
    'Новое для этой группы не отправляется; начатое доводится до конца. Завершение доступа никогда не ждёт.',
  result: {
    succeeded: 'Успешно',
    failed: 'Не удалось',
    seconds: 'Секунд',
    perSecond: 'Гостей в секунду',
    calls: 'Запросов',
    number: rounded,
  },
  pausedAt: (n, all) => `пауза, ${n} из ${all}`,
  stripMore: (n) => `+${n}`,
  stripOpens: 'Показать группу',
  finishedToast: (name, succeeded, failed) =>
    failed === 0 ? `${name}: успешно ${succeeded}.` : `${name}: успешно ${succeeded}, не удалось ${failed}.`,
  finishedOut: (name, succeeded) => `${name}: визиты завершены, ${guests(succeeded)}.`,
  show: 'Показать',

  lists: {
    enrol: { failed: 'Не удалось', waiting: 'В работе', done: 'Готово', gone: 'Завершены до прихода' },
    checkOut: { failed: 'Не подтверждено', waiting: 'В работе', done: 'Готово', gone: 'Снова здесь' },
  },
  guests: 'Гости этой группы',
  offBoard: (n) => `На доске больше нет карточек: ${guests(n)}. В сохранённом результате названы все.`,
  select: (name) => `Выбрать: ${name}`,
  selectInside: (n) => `Выбрать всех, кто внутри (${n})`,
  selectNone: 'Снять выбор',
  notCounted: (n, asked) => `Уже ушли и здесь не считаются: ${n} из ${asked}.`,

  actions: {
    name: 'Для всей группы',
    pause: 'Пауза',
    resume: 'Продолжить',
    tryAgain: (n) => `Повторить неудачные (${n})`,
    until: 'Продлить или сократить…',
    level: 'Сменить уровень…',
    cancelRest: (n) => `Отменить остальных (${n})…`,
    cancelAll: (n) => `Отменить всех, кто не пришёл (${n})…`,
    checkOutAll: (n) => `Завершить визиты всей группы (${n})…`,
    checkOutSome: (n) => `Завершить выбранные (${n})…`,
    more: 'Ещё для этой группы',
  },
  untilTitle: (n) => `До какого времени остаются ${guests(n)}?`,
  levelTitle: (n) => `Уровень доступа для ${guestsOf(n)}`,
  save: 'Сохранить',
  changed: {
    pause: (name) => `${name}: пауза.`,
    resume: (name) => `${name}: продолжаем.`,
    window: (name, n) => `${name}: новое время ухода для ${guestsOf(n)}.`,
    level: (name, n) => `${name}: новый уровень доступа для ${guestsOf(n)}.`,
    cancelRest: (name, n) => `${name}: отменены визиты ${guestsOf(n)}.`,
    cancelAll: (name, n) => `${name}: отменены визиты ${guestsOf(n)}.`,
    tryAgain: (name, n) => `${name}: повторяем для ${guestsOf(n)}.`,
  },
  notPossible: (n) => `Невозможно для ${guestsOf(n)}.`,
  refused: {
    paused:
      'Оформление приостановлено: ресурсы компьютера на исходе. Продолжится само; завершать визиты можно.',
    empty: 'Никого из них здесь уже нет.',
    tooMany: 'Это больше, чем можно за один раз. Выберите меньше гостей.',
  },
  notAll: 'Этих гостей принять не удалось.',

  ask: {
    checkOut: (n) => `Завершить визиты ${guestsOf(n)}?`,
    cancel: (n) => `Отменить визиты ${guestsOf(n)}?`,
    meaning: 'Их доступ закроется везде, раньше всех остальных запросов.',
    expected: (n) => `Из них ещё не пришли: ${n}.`,
    names: (names, more) => `${names.join(', ')}${more > 0 ? ` и ещё ${more}` : ''}`,
    type: (n) => `Введите число ${n}`,
    wrong: (n) => `Число — ${n}.`,
    hint: 'Или оставьте поле пустым и удерживайте Enter либо кнопку две секунды.',
    hold: 'Удерживайте: завершить',
    holdCancel: 'Удерживайте: отменить',
    yes: (n) => `Завершить: ${n}`,
    yesCancel: (n) => `Отменить визиты: ${n}`,
    keepHolding: 'Слишком коротко: удерживайте две секунды.',
    no: 'Оставить',
  },
  everybody: (time) => `Все, кто внутри, ${time}`,
  some: (name, n) => `${name}: ${guests(n)}`,
}
