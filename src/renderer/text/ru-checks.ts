import { spanOf } from './duration.ts'
import { type CheckText, namesIn } from './findings.ts'
import { counted, span } from './ru-units.ts'

const listed = (names: readonly string[]): string => namesIn(names, (n) => `и ещё ${n}`)
/** «21 мая 2027 г.» already ends the sentence. */
const ending = (words: string): string => (words.endsWith('.') ? words : `${words}.`)
const doors = (n: number): string =>
  counted(n, { one: 'дверь', few: 'двери', many: 'дверей', other: 'двери' })

export const checks: CheckText = {
  names: {
    name: 'Имя сервера',
    tcp: 'Порт',
    tls: 'Сертификат',
    clock: 'Часы',
    signature: 'Ключ и подпись',
    apis: 'Разрешённые функции',
    levels: 'Уровни доступа',
    doors: 'Двери',
    push: 'Подписка на события',
  },
  asks: {
    name: 'Ведёт ли имя на компьютер?',
    tcp: 'Принимает ли сервер соединения?',
    tls: 'Тот ли он, что сверили, и действует ли ещё?',
    clock: 'То же ли время в HCP, что и здесь?',
    signature: 'Принимает ли HCP AppKey и AppSecret?',
    apis: 'Всё ли нужное разрешено этому AppKey?',
    levels: 'Есть ли ещё в HCP уровни открытых визитов?',
    doors: 'Есть ли двери и известно ли, какие ведут внутрь?',
    push: 'Может ли HCP сразу сообщать о проходах?',
  },
  found: {
    nameIsAddress: () => 'Адрес задан числом, искать имя не нужно.',
    nameResolved: ({ addresses }) => `Имя ведёт на ${listed(addresses)}.`,
    nameUnknown: () => 'Компьютер с таким именем здесь неизвестен.',
    nameServerSilent: () => 'Сервер имён сети не отвечает.',
    portOpen: () => 'Сервер принимает соединения.',
    portRefused: () => 'Компьютер на месте, но этот порт закрыт.',
    portSilent: () => 'На этом порту никто не отвечает.',
    certificateAsPinned: ({ validUntilMs }, { date }) =>
      `Тот самый, что сверили; действует до ${ending(date(validUntilMs))}`,
    certificateEndsSoon: ({ validUntilMs }, { date }) =>
      `Тот самый, что сверили, но он заканчивается ${ending(date(validUntilMs))}`,
    certificateEnded: ({ validUntilMs }, { date }) => `Срок истёк ${ending(date(validUntilMs))}`,
    certificateNotYet: ({ validFromMs }, { date }) =>
      `Тот самый, что сверили, но он действует только с ${ending(date(validFromMs))}`,
    certificateOther: () => 'Сервер показывает не тот сертификат, который сверили.',
    notTls: () => 'На этом порту нет https.',
    clockGood: () => 'Часы HCP и этого компьютера идут одинаково.',
    clockOff: ({ offMs }) => `Часы HCP и этого компьютера расходятся на ${span(spanOf(offMs))}.`,
    clockNotTold: () => 'HCP не сообщает своё время.',
    signatureGood: ({ product, version }) => `HCP принимает ключ: ${product} ${version}.`,
    refused: ({ code }, say) => say.refusal(code),
    unanswered: () => 'HCP не успел ответить.',
    apisAllowed: () => 'Всё, чем пользуется программа, разрешено.',
    apisMissing: ({ apis }, say) =>
      `Не разрешено: ${apis.map(({ api, code }) => (code ? `${say.api(api)} (${code})` : say.api(api))).join('; ')}.`,
    levelsFound: ({ names }) =>
      `${counted(names.length, { one: 'уровень', few: 'уровня', many: 'уровней', other: 'уровня' })}: ${listed(names)}.`,
    levelsNone: () => 'В HCP нет уровня доступа для гостей.',
    levelsGone: ({ names }) =>
      `Открытые визиты используют уровни, которых в HCP больше нет: ${listed(names)}.`,
    doorsFound: ({ count, entries, exits }) => `${doors(count)}: на вход ${entries}, на выход ${exits}.`,
    doorsNone: () => 'HCP не показывает этому AppKey ни одной двери.',
    doorsGone: ({ names }) => `В HCP их больше нет, а здесь они отмечены: ${listed(names)}.`,
    doorsUnmapped: ({ count }) => `Без направления: ${doors(count)}.`,
    pushPossible: () => 'HCP может сразу сообщать о проходах.',
    pushNotAllowed: ({ code }) =>
      code === null ? 'HCP сам не сообщает о проходах.' : `HCP не сообщает о проходах (${code}).`,
    notTried: () => 'Не проверялось: не прошла проверка до неё.',
  },
  advice: {
    nameIsAddress: null,
    nameResolved: null,
    nameUnknown: 'Проверьте написание адреса или подключитесь по IP-адресу.',
    nameServerSilent: 'Обратитесь к администратору сети или подключитесь по IP-адресу.',
    portOpen: null,
    portRefused: 'Проверьте порт (обычно 443) и запущены ли службы HikCentral.',
    portSilent: 'Проверьте адрес, кабель и межсетевой экран на пути к серверу.',
    certificateAsPinned: null,
    certificateEndsSoon: 'Попросите администратора обновить его в HCP и сверьте здесь новый отпечаток.',
    certificateEnded: 'Попросите администратора обновить его в HCP и сверьте здесь новый отпечаток.',
    certificateNotYet: 'Сравните часы этого компьютера и сервера.',
    certificateOther:
      'Если в HCP новый сертификат, сверьте отпечаток. Если его никто не менял — не продолжайте.',
    notTls: 'Укажите https-порт HCP, обычно это 443.',
    clockGood: null,
    clockOff: 'Настройте оба на один сервер времени: неверные часы сдвигают время каждого гостя.',
    clockNotTold: 'Сравните часы на глаз.',
    signatureGood: null,
    unanswered: 'Запустите проверку ещё раз. Если не поможет, посмотрите нагрузку сервера HikCentral.',
    apisAllowed: null,
    apisMissing: 'Отметьте их для этого AppKey в HCP, раздел Authorized APIs, и проверьте ещё раз.',
    levelsFound: null,
    levelsNone: 'Создайте уровень доступа в HCP или откройте его этому AppKey.',
    levelsGone: 'Завершите эти визиты и оформите гостей с другим уровнем.',
    doorsFound: null,
    doorsNone: 'Добавьте двери в HCP или откройте их этому AppKey.',
    doorsGone: 'Если их заменили, отметьте новые в «Двери, правила, оповещения…».',
    doorsUnmapped: 'Отметьте в «Двери, правила, оповещения…», ведут ли они внутрь или наружу.',
    pushPossible: null,
    notTried: null,
  },
  push: 'Ничего не теряется: программа спрашивает о проходах раз в минуту.',
}
