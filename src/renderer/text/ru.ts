import { shownFamilyName } from '../../shared/pseudonym.ts'
import type { Text } from './en.ts'
import { care } from './ru-care.ts'
import { checks } from './ru-checks.ts'
import { codes } from './ru-codes.ts'
import { day } from './ru-day.ts'
import { enrol } from './ru-enrol.ts'
import { exporting } from './ru-export.ts'
import { groups } from './ru-groups.ts'
import { hik } from './ru-hik.ts'
import { importing } from './ru-import.ts'
import { incidents } from './ru-incidents.ts'
import { journal } from './ru-journal.ts'
import { machine } from './ru-machine.ts'
import { muster } from './ru-muster.ts'
import { problems } from './ru-problems.ts'
import { out, rules } from './ru-rules.ts'
import { setup } from './ru-setup.ts'
import { site } from './ru-site.ts'
import { support } from './ru-support.ts'
import { turnstiles } from './ru-turnstiles.ts'
import { counted, span } from './ru-units.ts'

// Names are never declined: "Петрова Анна: доступ прекращается" is right for every name, "доступ Петровой Анны" is a guess.
export const ru: Text = {
  problems,
  codes,
  checks,
  care,
  support,
  machine,
  hik,
  groups,
  importing,
  muster,
  exporting,
  incidents,
  day,
  journal,
  site,
  rules,
  out,
  stage: {
    waiting: 'Ждёт HCP',
    working: 'Оформляется в HCP',
    accepted: 'Принято в HCP',
    onDoors: 'Передано на двери',
    attention: 'Требует внимания',
    revoking: 'Доступ прекращается',
    revoked: 'Доступ прекращён',
  },
  stageWithoutFace: {
    accepted: 'Принято в HCP без лица: карта или сопровождение',
    onDoors: 'На дверях без лица: карта или сопровождение',
  },
  status: {
    expected: 'Ожидается',
    inside: 'Внутри',
    left: 'Ушёл',
    cancelled: 'Отменён',
    noShow: 'Не пришёл',
  },
  direction: { entry: 'Вход', exit: 'Выход', none: 'Проход' },
  span,
  fullName: (family, given) => [shownFamilyName(family, 'Гость'), given].filter(Boolean).join(' '),
  listName: (family, given) => [shownFamilyName(family, 'Гость'), given].filter(Boolean).join(' '),

  app: {
    name: 'Guard Post',
    opening: 'Открываем рабочее место…',
    training: 'УЧЕБНЫЙ РЕЖИМ',
    trainingMeaning: 'данные не уходят с этого компьютера',
    broken: 'На экране что-то сломалось. Сама программа работает дальше, ничего не потеряно.',
    showAgain: 'Показать доску снова',
    noBridge: 'Эта страница — часть программы Guard Post. Откройте её оттуда.',
    surprise: 'Не получилось.',
    surpriseId: (id) => `Номер для администратора: ${id}`,
    close: 'Закрыть',
    cancel: 'Отмена',
    back: 'Назад',
    dismiss: 'Убрать',
    notices: 'Сообщения',
  },

  header: {
    search: 'Поиск',
    searchHint: 'Найти гостя',
    clearSearch: 'Очистить поиск',
    known: 'Знакомые гости',
    enrolAgain: 'Оформить снова',
    openVisit: 'Визит уже открыт',
    lastVisit: (when) => `Последний визит: ${when}`,
    neverHere: 'Визитов ещё не было',
    newGuest: 'Новый гость',
    language: 'Язык',
    theme: 'Оформление',
    themes: { system: 'Как в системе', light: 'Светлое', dark: 'Тёмное' },
    menu: 'Меню',
    help: 'Клавиши',
    leave: 'Выйти из рабочего места…',
    leaveTitle: 'Выйти из рабочего места?',
    leaveMeaning:
      'Откроется экран настройки. Визиты и доступы останутся как есть, но следить за дверями программа не будет, пока её не откроют снова.',
    leaveUnconfirmed: (n) =>
      `В HCP ещё не прекращено: ${counted(n, { one: 'доступ', few: 'доступа', many: 'доступов', other: 'доступа' })}. Пока рабочее место закрыто, они остаются открытыми: подождите или закройте их в HCP вручную.`,
    leaveYes: 'Выйти',
    leaveNo: 'Остаться',
    version: (version) => `Версия ${version}`,
  },

  board: {
    name: 'Визиты',
    attention: 'Требуют внимания',
    expected: 'Ожидаются',
    inside: 'Внутри',
    left: 'Ушли сегодня',
    empty: {
      expected: 'Никого не ждём. F2 — оформить гостя.',
      inside: 'Внутри никого нет.',
      left: 'Сегодня ещё никто не ушёл.',
    },
    noMatch: 'По запросу ничего не нашлось.',
    firstTitle: 'На доске пока пусто',
    firstGuest: 'Оформить первого гостя',
    firstMeaning:
      'Оформите первого гостя: фото, имя и до какого часа. Турникеты узнают лицо, как только его получит HCP.',
    until: (time) => `до ${time}`,
    from: (time) => `с ${time}`,
    remaining: (value) => `ещё ${span(value)}`,
    overdue: (value) => `просрочено на ${span(value)}`,
    leftAt: (time) => `вышел в ${time}`,
    endedAt: (time) => `завершён в ${time}`,
    notInHcp: 'Без фото',
    selected: 'Выбрано',
  },

  actions: {
    history: 'Проходы этого визита',
    checkOut: 'Завершить визит',
    giveBack: 'Вернуть доступ',
    tryAgain: 'Повторить',
    newPhoto: 'Новое фото',
    reapply: 'Передать на двери ещё раз',
    more: (name) => `Ещё: ${name}`,
    checkIn: 'Отметить вход вручную',
    cancel: 'Отменить визит',
    extend: 'Продлить',
    extendMinutes: (minutes) => `+${minutes} мин`,
    extendHours: (hours) => `+${hours} ч`,
    extendUntil: 'До…',
    extendTitle: (name) => `${name}: до какого времени продлить?`,
    extendSave: 'Сохранить',
  },

  toasts: {
    ending: (name) => `${name}: доступ прекращается.`,
    givenBack: (name) => `${name}: доступ возвращается.`,
    triedAgain: (name) => `${name}: пробуем ещё раз.`,
    checkedIn: (name) => `${name}: вход отмечен.`,
    cancelled: (name) => `${name}: визит отменён, доступ прекращается.`,
    extended: (name, time) => `${name}: можно остаться до ${time}.`,
    newPhoto: (name) => `${name}: новое фото сохранено и отправляется в HCP.`,
    reapplied: (name) => `${name}: снова передаём на двери.`,
    enrolled: (name) => `${name}: сохранено здесь, отправляется в HCP.`,
    tryingNow: 'Снова обращаемся к HCP.',
    failed: (name, sentence) => `${name}: ${sentence}`,
  },

  enrol,
  camera: {
    name: 'Камера',
    photo: 'Фото',
    choose: 'Камера',
    unnamed: (n) => `Камера ${n}`,
    starting: 'Камера включается…',
    guide: 'Лицо в овале, взгляд в камеру.',
    take: 'Снять',
    retake: 'Переснять',
    file: 'Выбрать файл',
    without: 'Без фото',
    withoutMeaning: 'Турникеты не узнают гостя в лицо: выдайте карту или проводите его.',
    withPhoto: 'Включить камеру',
    keeping: 'Проверяем снимок…',
    good: 'Свет и резкость в порядке.',
    kept: 'Фото с прошлого визита',
    useAnyway: 'Можно оставить и так.',
    again: 'Включить камеру ещё раз',
    problems: {
      none: { why: 'Камера не найдена.', todo: 'Подключите веб-камеру или выберите файл.' },
      denied: {
        why: 'Программе запрещён доступ к камере.',
        todo: 'Разрешите его в настройках конфиденциальности.',
      },
      busy: { why: 'Камеру использует другая программа.', todo: 'Закройте её и повторите.' },
      lost: { why: 'Камера отключена.', todo: 'Подключите её снова.' },
      failed: { why: 'Камера не включается.', todo: 'Отсоедините её, подключите снова и повторите.' },
    },
  },

  passages: {
    title: 'Проходы',
    all: 'Все проходы',
    empty: 'Проходов пока нет. Они появятся, когда двери сообщат о них.',
    noneSuch: 'Среди последних проходов таких нет.',
    filter: 'Показать',
    filters: { guests: 'Гости', denied: 'Отказы', all: 'Все' },
    noEntrance: 'Ни одна дверь пока не ведёт внутрь, поэтому по проходу никто не отмечается.',
    unknown: 'Нет в списке гостей',
    nobody: 'Нет фото: нет в списке гостей',
    enrolled: (name) => `${name}: фото при оформлении`,
    taken: 'Снимок у двери',
    noPicture: 'Снимка у двери нет',
    granted: 'Разрешено',
    denied: 'Отказано',
  },

  hcp: {
    name: 'HikCentral',
    connecting: 'Соединяемся с HCP…',
    ok: 'HCP отвечает',
    slow: 'HCP отвечает медленно',
    unreachable: (value) => `HCP недоступен ${span(value)}`,
    unreachableShort: 'HCP недоступен',
    unreachableMeaning: 'Всё сохраняется здесь и уйдёт позже.',
    refused: 'HCP отказывает',
    certificateChanged: 'У HCP другой сертификат',
    certificateChangedMeaning: 'Ничего не отправляется, пока администратор не сверит его отпечаток.',
    certificateEnded: 'Срок сертификата HCP истёк',
    certificateEndedMeaning: 'Ничего не отправляется, пока в HCP нет нового и не сверен его отпечаток.',
    waiting: (n) => counted(n, { one: 'ждёт', other: 'ждут' }),
    revocations: (n) =>
      counted(n, {
        one: 'отзыв доступа',
        few: 'отзыва доступа',
        many: 'отзывов доступа',
        other: 'отзыва доступа',
      }),
    parked: (n) => counted(n, { one: 'требует внимания', other: 'требуют внимания' }),
    tryNow: 'Повторить сейчас',
    connection: 'Подключение…',
    calls: (used, allowed) => `${used} из ${allowed} запросов/мин`,
    readUntil: (time) => `Проходы до ${time}`,
    catchingUp: (since, percent, until) =>
      `Читаем, что двери сообщили с ${since} … ${percent} %, прочитано до ${until}`,
    catchingUpSpoken: (since, percent) => `Читаем, что двери сообщили с ${since}: ${percent} %.`,
    caughtUp: 'Всё, что сообщили двери, прочитано.',
    notRead: 'Проходов пока нет',
    alarm: (name) => `${name}: доступ ещё не прекращён`,
    alarmMeaning: (value) =>
      `HCP не подтверждает ${span(value)}. Отправьте человека или закройте доступ вручную в HCP.`,
    alarmAdvice:
      'Прекращение доступа ещё не подтверждено. Отправьте человека или закройте доступ вручную в HCP.',
    showCard: 'Показать карточку',
  },

  turnstiles,
  setup,

  help: {
    title: 'Клавиши',
    meaning: 'Вся работа без мыши.',
    keys: {
      newGuest: 'Новый гость',
      search: 'Поиск',
      incidents: 'Происшествия',
      day: 'День одним взглядом',
      journal: 'Все проходы',
      groups: 'Группы',
      muster: 'Кто внутри',
      photo: 'Сделать фото',
      enrol: 'Оформить',
      enrolNext: 'Оформить и сразу следующего из той же группы',
      pick: 'Взять знакомого гостя из списка',
      checkOut: 'Завершить визит выбранной карточки',
      arrows: 'Перейти по карточкам',
      back: 'Назад, закрыть',
      help: 'Эта справка',
    },
    or: 'или',
    space: 'Пробел',
    enter: 'Enter',
    esc: 'Esc',
    ctrl: 'Ctrl',
    shift: 'Shift',
    arrows: '← ↑ ↓ →',
  },
}
