import type { DeskMode, Language, Snapshot, Theme } from '../../src/shared/desk-state.ts'
import type { Doorway } from '../../src/shared/door-map.ts'
import type { HcpView } from '../../src/shared/hcp-view.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import type { DeskStatus } from '../../src/shared/status.ts'
import type { AccessLevel, GuestMatch, PassageRow, VisitCard } from '../../src/shared/visit.ts'
import { faceOf } from './portraits.ts'
import { careOf, rescueOf } from './samples-care.ts'
import { groupsOf, tourCards } from './samples-groups.ts'
import { coded, diagnosis, hcpView, refusedDiagnosis, slowedView, switchedOff } from './samples-hcp.ts'
import { incidents, withSomebodyOut } from './samples-incidents.ts'
import { doorsOf, webhookOf } from './samples-site.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export type SceneName =
  | 'setup'
  | 'secretLost'
  | 'settingsLost'
  | 'closed'
  | 'training'
  | 'site'
  | 'offline'
  | 'refused'
  | 'certificate'
  | 'certificateEnded'
  | 'slowed'
  | 'switchedOff'
  | 'diagnosing'
  | 'diagnosed'
  | 'coded'
  | 'incidents'
  | 'empty'
  | 'crowd'
  | 'groups'
  | 'rebuilt'
  | 'rescueDamaged'
  | 'rescueLocked'
  | 'rescueFuture'
export interface Scene {
  readonly name: SceneName
  readonly language: Language
  readonly theme: Theme
}

export const levels: readonly AccessLevel[] = [
  { levelId: '11', name: 'Guests, ground floor' },
  { levelId: '12', name: 'Гости, переговорные 2–4 этаж' },
  { levelId: '13', name: 'Contractors' },
]

/** The doors the passages below were at. */
export const doorways: readonly Doorway[] = doorsOf('site', 0)

export function card(visitId: number, nowMs: number, part: Partial<VisitCard> = {}): VisitCard {
  return {
    visitId,
    guestId: visitId + 1000,
    familyName: 'Petrova',
    givenName: 'Anna',
    host: 'Sergey Ivanov',
    purpose: 'Meeting',
    phone: '',
    status: 'expected',
    fromMs: nowMs - 10 * MINUTE,
    untilMs: nowMs + 3 * HOUR + 28 * MINUTE,
    levelId: '11',
    levelName: 'Guests, ground floor',
    photoHash: faceOf(visitId),
    access: 'onDoors',
    problem: null,
    problemCode: null,
    decidedAtMs: nowMs - 8 * MINUTE,
    alarm: false,
    createdAtMs: nowMs - 10 * MINUTE + visitId,
    checkedInAtMs: null,
    leftAtMs: null,
    lastPassage: null,
    ...part,
  }
}

export function cards(nowMs: number): readonly VisitCard[] {
  const inside = (visitId: number, minutes: number, part: Partial<VisitCard>): VisitCard =>
    card(visitId, nowMs, {
      status: 'inside',
      checkedInAtMs: nowMs - minutes * MINUTE,
      phone: visitId % 2 === 1 ? '+7 921 555-01-42' : '',
      lastPassage: {
        atMs: nowMs - minutes * MINUTE,
        door: 'Turnstile 1 in',
        direction: 'entry',
        granted: true,
      },
      ...part,
    })
  const left = (visitId: number, minutes: number, part: Partial<VisitCard>): VisitCard =>
    card(visitId, nowMs, {
      status: 'left',
      access: 'revoked',
      checkedInAtMs: nowMs - (minutes + 60) * MINUTE,
      leftAtMs: nowMs - minutes * MINUTE,
      decidedAtMs: nowMs - minutes * MINUTE,
      lastPassage: {
        atMs: nowMs - minutes * MINUTE,
        door: 'Turnstile 1 out',
        direction: 'exit',
        granted: true,
      },
      ...part,
    })
  return [
    card(1, nowMs, {
      familyName: 'Ковалёв',
      givenName: 'Пётр Алексеевич',
      host: 'Фёдорова Ольга',
      purpose: 'Встреча',
      access: 'attention',
      problem: 'faceRefused',
    }),
    left(2, 5, {
      familyName: 'Petrova',
      givenName: 'Anna',
      access: 'revoking',
      problem: 'unanswered',
      alarm: true,
      decidedAtMs: nowMs - 3 * MINUTE,
    }),
    card(3, nowMs, {
      familyName: 'Lindqvist',
      givenName: 'Maja',
      access: 'waiting',
      createdAtMs: nowMs - MINUTE,
      decidedAtMs: nowMs - MINUTE,
    }),
    card(4, nowMs, {
      familyName: 'Щербаков',
      givenName: 'Артём',
      host: 'Королёв Семён',
      purpose: 'Собеседование',
      access: 'working',
      createdAtMs: nowMs - 2 * MINUTE,
    }),
    card(5, nowMs, {
      familyName: 'Okafor',
      givenName: 'Chidi',
      access: 'accepted',
      untilMs: nowMs + 28 * MINUTE,
    }),
    card(6, nowMs, {
      familyName: 'Вольфешлегельштейнхаузенбергердорф'.repeat(8).slice(0, 256),
      givenName: 'Йоханнес',
      host: 'Департамент внешнеэкономических связей и сопровождения делегаций, приёмная заместителя генерального директора',
      purpose: 'Переговоры',
    }),
    card(7, nowMs, {
      familyName: 'Соловьёва',
      givenName: 'Алёна',
      host: 'Фёдорова Ольга',
      purpose: 'Встреча',
      fromMs: nowMs + HOUR,
      untilMs: nowMs + 3 * HOUR,
      photoHash: null,
    }),
    card(8, nowMs, {
      familyName: 'García Márquez',
      givenName: 'Lucía',
      fromMs: nowMs + 20 * HOUR,
      untilMs: nowMs + 27 * HOUR,
      access: 'accepted',
    }),
    inside(20, 48, {
      familyName: 'Смирнов',
      givenName: 'Алексей Юрьевич',
      host: 'Бухгалтерия',
      purpose: 'Ремонт',
      untilMs: nowMs - 12 * MINUTE,
    }),
    inside(21, 26, { familyName: 'Johansson', givenName: 'Erik', untilMs: nowMs + 2 * HOUR + 10 * MINUTE }),
    inside(22, 95, {
      familyName: 'Королёва',
      givenName: 'Майя',
      host: 'Семёнов И. П.',
      purpose: 'Экскурсия',
    }),
    inside(23, 12, {
      familyName: 'O’Brien',
      givenName: 'Siobhán',
      access: 'accepted',
      host: '',
      purpose: 'Delivery',
      untilMs: nowMs + 40 * MINUTE,
    }),
    inside(24, 3, {
      familyName: 'Ли',
      givenName: 'Ян',
      untilMs: nowMs + 50 * HOUR,
      purpose: 'Audit',
      lastPassage: { atMs: nowMs - 3 * MINUTE, door: 'Server room', direction: 'none', granted: false },
    }),
    inside(25, 130, { familyName: 'Nakamura', givenName: 'Yuki' }),
    left(30, 2, { familyName: 'Becker', givenName: 'Jonas', access: 'revoking' }),
    left(31, 34, { familyName: 'Журавлёв', givenName: 'Фёдор', untilMs: nowMs + HOUR }),
    left(32, 140, { familyName: 'Haddad', givenName: 'Leïla', untilMs: nowMs - HOUR }),
    card(33, nowMs, {
      familyName: 'Тихонов',
      givenName: 'Глеб',
      status: 'noShow',
      access: 'revoked',
      untilMs: nowMs - 2 * HOUR,
      decidedAtMs: nowMs - 2 * HOUR,
    }),
    card(34, nowMs, {
      familyName: 'Rossi',
      givenName: 'Giulia',
      status: 'cancelled',
      access: 'revoked',
      decidedAtMs: nowMs - 3 * HOUR,
    }),
  ]
}

/** Three hundred guests, as after a group import. */
export function crowd(nowMs: number): readonly VisitCard[] {
  const names = ['Ёлкина', 'Smith', 'Müller', 'Виноградов', 'Kowalski', 'Щукин', 'Andersen', 'Ибрагимов']
  return Array.from({ length: 300 }, (_, index) =>
    card(index + 1, nowMs, {
      familyName: `${names[index % names.length] ?? ''} ${index + 1}`,
      status: index % 3 === 0 ? 'expected' : index % 3 === 1 ? 'inside' : 'left',
      access: index % 3 === 2 ? 'revoked' : 'onDoors',
      leftAtMs: index % 3 === 2 ? nowMs - index * MINUTE : null,
    }),
  )
}

export function passages(nowMs: number): readonly PassageRow[] {
  const row = (passageId: number, minutes: number, part: Partial<PassageRow>): PassageRow => ({
    passageId,
    atMs: nowMs - minutes * MINUTE,
    doorName: 'Turnstile 1 in',
    direction: 'entry',
    granted: true,
    hasPicture: true,
    eventType: 196893,
    guestId: passageId + 1000,
    visitId: passageId,
    familyName: 'Petrova',
    givenName: 'Anna',
    photoHash: faceOf(passageId),
    ...part,
  })
  return [
    row(24, 3, {
      familyName: 'Ли',
      givenName: 'Ян',
      doorName: 'Server room',
      direction: 'none',
      granted: false,
      eventType: 197635,
    }),
    row(31, 4, {
      familyName: '',
      givenName: '',
      guestId: null,
      visitId: null,
      photoHash: null,
      granted: false,
      eventType: 197151,
    }),
    row(2, 5, { doorName: 'Turnstile 1 out', direction: 'exit' }),
    row(23, 12, { familyName: 'O’Brien', givenName: 'Siobhán', hasPicture: false, eventType: 198914 }),
    row(32, 20, {
      familyName: 'Вольфешлегельштейнхаузенбергердорф',
      givenName: 'Йоханнес',
      doorName: 'Проходная северного корпуса, турникет № 14',
      granted: false,
      eventType: 197384,
    }),
    row(21, 26, { familyName: 'Johansson', givenName: 'Erik' }),
    row(33, 34, {
      familyName: 'Журавлёв',
      givenName: 'Фёдор',
      doorName: 'Проходная, выход',
      direction: 'exit',
    }),
    row(20, 48, { familyName: 'Смирнов', givenName: 'Алексей Юрьевич', doorName: 'Проходная, вход' }),
    row(34, 61, { familyName: 'Rossi', givenName: 'Giulia', granted: false, eventType: 199999 }),
    row(22, 95, { familyName: 'Королёва', givenName: 'Майя' }),
    row(25, 130, { familyName: 'Nakamura', givenName: 'Yuki' }),
  ]
}

export function matches(nowMs: number): readonly GuestMatch[] {
  const match = (
    guestId: number,
    familyName: string,
    givenName: string,
    part: Partial<GuestMatch>,
  ): GuestMatch => ({
    guestId,
    familyName,
    givenName,
    photoHash: faceOf(guestId),
    lastVisitAtMs: nowMs - 9 * 24 * HOUR,
    lastHost: 'Sergey Ivanov',
    lastPhone: '',
    lastPurpose: 'Meeting',
    lastLevelId: '12',
    openVisitId: null,
    ...part,
  })
  return [
    match(501, 'Семёнова', 'Вера Игоревна', { lastHost: 'Фёдорова Ольга', lastPurpose: 'Встреча' }),
    match(502, 'Семёнов', 'Кирилл', { photoHash: null, lastHost: '' }),
    match(503, 'Semenov', 'Dmitri', {}),
    match(1021, 'Johansson', 'Erik', { openVisitId: 21 }),
    match(504, 'Johansson', 'Karin', {}),
  ]
}

const quiet: DeskStatus = {
  hcp: { state: 'ok', sinceMs: Date.UTC(2027, 4, 12, 5, 2) },
  waiting: 0,
  revocations: 0,
  alarms: [],
  parked: 0,
  callsLastMinute: 12,
  callsPerMinuteAllowed: 300,
  slowedToPerSecond: null,
  passagesReadUntilMs: null,
  catchingUp: null,
  noEntrance: false,
  paused: null,
  machine: { diskPercent: 61, memoryPercent: 48, isCurrent: true },
}

export function snapshotOf(scene: Scene, nowMs: number): Snapshot {
  const mode: Record<SceneName, DeskMode> = {
    setup: 'setup',
    secretLost: 'setup',
    settingsLost: 'setup',
    closed: 'setup',
    training: 'training',
    site: 'site',
    offline: 'site',
    refused: 'site',
    certificate: 'site',
    certificateEnded: 'site',
    slowed: 'site',
    switchedOff: 'site',
    diagnosing: 'site',
    diagnosed: 'site',
    coded: 'site',
    incidents: 'site',
    empty: 'training',
    crowd: 'site',
    groups: 'site',
    rebuilt: 'site',
    rescueDamaged: 'rescue',
    rescueLocked: 'rescue',
    rescueFuture: 'rescue',
  }
  return {
    revision: 1,
    mode: mode[scene.name],
    language: scene.language,
    theme: scene.theme,
    version: '0.1.0',
    address:
      mode[scene.name] === 'site' || scene.name === 'secretLost' || scene.name === 'closed'
        ? 'hcp.north-campus.example:443'
        : '',
    secretLost: scene.name === 'secretLost',
    closedWork:
      scene.name === 'secretLost' || scene.name === 'closed'
        ? { inside: 5, expected: 2, revocations: scene.name === 'closed' ? 0 : 3 }
        : null,
    settingsLost: scene.name === 'settingsLost',
    rescue: rescueOf(scene.name, nowMs),
    levels,
    cards: scene.name === 'empty' ? [] : scene.name === 'crowd' ? crowd(nowMs) : cardsOf(scene, nowMs),
    passages: scene.name === 'empty' ? [] : passages(nowMs),
    status: statusOf(scene, nowMs),
    incidents: scene.name === 'incidents' ? incidents(nowMs) : [],
    policy: defaultPolicy,
    groups: scene.name === 'groups' ? groupsOf(nowMs, tourCards(nowMs)) : [],
    muster: null,
    care: careOf(scene.name, nowMs),
    webhook: webhookOf(scene.name, nowMs),
    hcp: mode[scene.name] === 'setup' || mode[scene.name] === 'rescue' ? null : hcpOf(scene, nowMs),
  }
}

function hcpOf({ name }: Scene, nowMs: number): HcpView {
  if (name === 'slowed') return slowedView(nowMs)
  if (name === 'switchedOff') return { ...hcpView(nowMs), switchedOff }
  if (name === 'coded') return { ...hcpView(nowMs), switchedOff: switchedOff.slice(0, 1) }
  if (name === 'diagnosing') return { ...hcpView(nowMs), diagnosis: diagnosis(nowMs, 5) }
  if (name === 'diagnosed') {
    return {
      ...hcpView(nowMs),
      switchedOff,
      diagnosis: diagnosis(nowMs, 9),
      metrics: { state: 'portInUse', port: 9464 },
    }
  }
  if (name === 'refused') return { ...hcpView(nowMs), server: null, diagnosis: refusedDiagnosis(nowMs) }
  if (name === 'empty') return { ...hcpView(nowMs), server: null, siteReadAtMs: null }
  return hcpView(nowMs)
}

/** Only the bad days have an alarm: a screen must look calm on a calm day. */
function cardsOf(scene: Scene, nowMs: number): readonly VisitCard[] {
  if (scene.name === 'offline' || scene.name === 'training') return cards(nowMs)
  if (scene.name === 'coded') {
    return cards(nowMs)
      .filter((one) => !one.alarm)
      .map((one) => ({ ...one, ...coded[one.visitId] }))
  }
  const calm = cards(nowMs).filter((one) => !one.alarm && one.access !== 'attention')
  if (scene.name === 'groups') return [...calm, ...tourCards(nowMs)]
  return scene.name === 'incidents' ? withSomebodyOut(calm, nowMs) : calm
}

function statusOf({ name }: Scene, nowMs: number): DeskStatus {
  const read = { passagesReadUntilMs: nowMs - 9_000 }
  if (name === 'offline') {
    return {
      ...quiet,
      hcp: { state: 'unreachable', sinceMs: nowMs - 4 * MINUTE - 20_000 },
      waiting: 3,
      revocations: 1,
      parked: 1,
      alarms: [{ visitId: 2, name: 'Petrova Anna', sinceMs: nowMs - 3 * MINUTE }],
      passagesReadUntilMs: nowMs - 5 * MINUTE,
      callsLastMinute: 4,
      paused: 'disk',
      machine: { diskPercent: 93, memoryPercent: 48, isCurrent: true },
    }
  }
  if (name === 'refused')
    return {
      ...quiet,
      hcp: { state: 'refused', sinceMs: nowMs - MINUTE, code: '0x02401003' },
      waiting: 2,
    }
  if (name === 'certificate')
    return {
      ...quiet,
      hcp: { state: 'certificateChanged', sinceMs: nowMs - MINUTE },
      waiting: 2,
      noEntrance: true,
    }
  if (name === 'certificateEnded')
    return { ...quiet, hcp: { state: 'certificateEnded', sinceMs: nowMs - 40 * MINUTE }, waiting: 2 }
  if (name === 'slowed')
    return {
      ...quiet,
      ...read,
      hcp: { state: 'slow', sinceMs: nowMs - 14 * MINUTE },
      slowedToPerSecond: 0.75,
      callsLastMinute: 44,
      waiting: 42,
      revocations: 2,
    }
  if (name === 'coded') return { ...quiet, ...read, waiting: 2, parked: 3 }
  if (name === 'crowd') return { ...quiet, ...read, waiting: 42, callsLastMinute: 287 }
  if (name === 'empty') return { ...quiet, hcp: { state: 'connecting' } }
  return { ...quiet, ...read, waiting: 1, revocations: 1, parked: name === 'training' ? 1 : 0 }
}
