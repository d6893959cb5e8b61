import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Journal, type JournalNeeds, openJournal } from '../../src/main/app/journal.ts'
import { type SaveTableNeeds, tableSaver } from '../../src/main/app/save-table.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { searchKey } from '../../src/main/store/guests.ts'
import { inTransaction, openStore, type Store } from '../../src/main/store/open-store.ts'
import { insertPassage, type NewPassage } from '../../src/main/store/passages.ts'
import type { CsvWords, PassageFilter, PassagePlace } from '../../src/shared/passage-search.ts'
import { addGuest, addVisit } from '../store/desk-store.ts'
import { ToldMachine } from '../told-machine.ts'

/** A store on the disk with days of passages, and the same passages as plain objects. */
export interface PastDays {
  readonly folder: string
  readonly store: Store
  readonly passages: readonly PastPassage[]
  journal(needs?: Partial<JournalNeeds & SaveTableNeeds>): Journal
  close(): void
}

export interface PastPassage extends NewPassage {
  readonly passageId: number
  readonly familyName: string
  readonly givenName: string
  readonly host: string
}

export const PAST_MS = Date.UTC(2026, 9, 20)
/** HCP tells whole seconds; here many share one millisecond, and not in the order they came in. */
const MOMENTS_EACH = 5

const NAMES = [
  ['Петров', 'Алексей'],
  ['Петрова', 'Алёна'],
  ['Соловьёва', 'Анна'],
  ['де ла Крус', 'Хуан'],
  ['Smith', 'Petra'],
  ['O’Neill', 'Sean'],
] as const

/** Random, and the same every time. */
export function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

export function pastDays(count: number, seed = 1): PastDays {
  const folder = mkdtempSync(join(tmpdir(), 'past-'))
  const store = openStore(join(folder, 'desk.sqlite'))
  const roll = dice(seed)
  const passages = inTransaction(store, () => {
    const stays = Array.from({ length: 60 }, (_, i) => {
      const [familyName, givenName] = NAMES[i % NAMES.length] ?? NAMES[0]
      const guestId = addGuest(store, familyName, givenName)
      const host = `Host ${i}`
      const visitId = addVisit(store, guestId, { host, status: 'left', photoHash: null })
      return { guestId, visitId, familyName, givenName, host }
    })
    return Array.from({ length: count }, (_, i): PastPassage => {
      const isStranger = roll(10) === 0
      // Half of all passages are those of one name, so that the search has reason to go either way.
      const stay = stays[roll(2) === 0 ? 0 : roll(stays.length)]
      const nobody = { guestId: null, visitId: null, familyName: '', givenName: '', host: '' }
      const who = isStranger || !stay ? nobody : roll(8) === 0 ? { ...stay, visitId: null, host: '' } : stay
      const door = roll(4)
      const passage = {
        eventKey: `e${i}`,
        atMs: PAST_MS + roll(Math.ceil(count / MOMENTS_EACH)) * 1_000,
        eventType: roll(3) === 0 ? 197_151 : 196_893,
        granted: roll(12) !== 0,
        doorId: String(door),
        doorName: `Door ${door}`,
        direction: (['entry', 'exit', 'none'] as const)[roll(3)] ?? 'none',
        personId: isStranger ? '' : 'p',
        readerId: '',
        pictureUri: '',
        ...who,
      }
      return { ...passage, passageId: insertPassage(store, passage) ?? 0 }
    })
  })
  return {
    folder,
    store,
    passages,
    journal: (needs = {}) =>
      openJournal({
        store,
        clock: systemClock,
        scheduler: systemScheduler,
        saveTable: tableSaver({
          log: silentLog,
          operations: new ToldMachine().operations,
          chooseFile: async () => null,
          ...needs,
        }),
        ...needs,
      }),
    close() {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Newest first. */
export const inOrder = (a: PassagePlace, b: PassagePlace): number =>
  b.atMs - a.atMs || b.passageId - a.passageId

/** What a search must find, said as plainly as can be. */
export function plainly(passages: readonly PastPassage[], filter: PassageFilter): readonly PastPassage[] {
  const key = searchKey(filter.text)
  const isNamed = (one: PastPassage): boolean =>
    one.guestId !== null && ` ${searchKey(`${one.familyName} ${one.givenName}`)}`.includes(` ${key}`)
  return passages
    .filter(
      (one) =>
        (key === '' || isNamed(one)) &&
        (filter.who === 'all' || (filter.who === 'guests') === (one.guestId !== null)) &&
        (filter.verdict === 'all' || (filter.verdict === 'granted') === one.granted) &&
        (filter.direction ?? one.direction) === one.direction &&
        (filter.doorId ?? one.doorId) === one.doorId &&
        (filter.visitId === null || filter.visitId === one.visitId) &&
        (filter.fromMs === null || one.atMs >= filter.fromMs) &&
        (filter.untilMs === null || one.atMs < filter.untilMs),
    )
    .sort(inOrder)
}

export const ENGLISH: CsvWords = {
  fileName: 'Passages',
  delimiter: ',',
  columns: {
    date: 'Date',
    time: 'Time',
    guest: 'Guest',
    door: 'Door',
    direction: 'Direction',
    verdict: 'Granted',
    reason: 'Reason',
    host: 'Host',
    visit: 'Visit',
  },
  directions: { entry: 'In', exit: 'Out', none: 'Passage' },
  granted: 'Granted',
  denied: 'Denied',
  stranger: 'Not a guest',
  reasons: { 196_893: 'Face recognised' },
}

export const RUSSIAN: CsvWords = {
  fileName: 'Проходы',
  delimiter: ';',
  columns: {
    date: 'Дата',
    time: 'Время',
    guest: 'Гость',
    door: 'Дверь',
    direction: 'Направление',
    verdict: 'Доступ',
    reason: 'Причина',
    host: 'К кому',
    visit: 'Визит',
  },
  directions: { entry: 'Вход', exit: 'Выход', none: 'Проход' },
  granted: 'Разрешён',
  denied: 'Отказ',
  stranger: 'Не гость',
  reasons: { 196_893: 'Лицо распознано; проход' },
}
