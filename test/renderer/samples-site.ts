import type { DoorReader, MappedDoor, SeenAtDoor } from '../../src/shared/door-map.ts'
import type { PassageRow } from '../../src/shared/visit.ts'
import { noWebhook, type WebhookView } from '../../src/shared/webhook.ts'
import type { SceneName } from './samples.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** As many as main tells of one door. */
const LATEST_KEPT = 3

const door = (doorId: string, name: string, part: Partial<MappedDoor> = {}): MappedDoor => ({
  doorId,
  name,
  direction: null,
  readers: [],
  latest: [],
  ...part,
})
const reader = (readerId: string, name: string, direction: DoorReader['direction'] = null): DoorReader => ({
  readerId,
  name,
  direction,
})
const seen = (passageId: number, atMs: number, part: Partial<SeenAtDoor> = {}): SeenAtDoor => ({
  passageId,
  atMs,
  readerId: '',
  granted: true,
  familyName: 'Petrova',
  givenName: 'Anna',
  ...part,
})
const stranger = { familyName: '', givenName: '', granted: false }

/** A small site half said: a turnstile of two doors, a gate with a reader on each side, doors nobody has spoken of. */
function smallSite(nowMs: number): readonly MappedDoor[] {
  return [
    door('1', 'Turnstile 1 in', {
      direction: 'entry',
      readers: [reader('r-1', 'Turnstile 1 in, face')],
      latest: [
        seen(31, nowMs - 4 * MINUTE, { ...stranger, readerId: 'r-1' }),
        seen(23, nowMs - 12 * MINUTE, { familyName: 'O’Brien', givenName: 'Siobhán', readerId: 'r-1' }),
        seen(21, nowMs - 26 * MINUTE, { familyName: 'Johansson', givenName: 'Erik', readerId: 'r-1' }),
      ],
    }),
    door('2', 'Turnstile 1 out', { direction: 'exit', latest: [seen(2, nowMs - 5 * MINUTE)] }),
    door('3', 'Проходная, вход', {
      direction: 'entry',
      readers: [reader('r-3', 'Считыватель снаружи'), reader('r-4', 'Считыватель внутри', 'exit')],
      latest: [
        seen(20, nowMs - 48 * MINUTE, {
          familyName: 'Смирнов',
          givenName: 'Алексей Юрьевич',
          readerId: 'r-3',
        }),
        seen(19, nowMs - 30 * HOUR, {
          familyName: 'Вольфешлегельштейнхаузенбергердорф',
          givenName: 'Йоханнес',
          granted: false,
          readerId: 'r-4',
        }),
      ],
    }),
    door('4', 'Проходная северного корпуса, турникет № 14, выход к автостоянке для гостей', {
      direction: 'none',
    }),
    door('5', 'Server room', {
      readers: [reader('r-7', '')],
      latest: [
        seen(24, nowMs - 3 * MINUTE, {
          familyName: 'Ли',
          givenName: 'Ян',
          granted: false,
          readerId: 'r-7',
        }),
      ],
    }),
    door('6', 'Дверь во двор'),
  ]
}

/** A campus: every gate has a way in and a way out, and a third of them has been said. */
export function manyDoors(count: number, nowMs: number): readonly MappedDoor[] {
  return Array.from({ length: count }, (_, index) => {
    const gate = Math.floor(index / 2) + 1
    const leadsIn = index % 2 === 0
    return door(`g${index}`, `Gate ${String(gate).padStart(2, '0')} ${leadsIn ? 'north' : 'south'}`, {
      direction: gate % 3 === 0 ? (leadsIn ? 'entry' : 'exit') : null,
      latest: index % 4 === 3 ? [] : [seen(5000 + index, nowMs - (index + 2) * MINUTE)],
    })
  })
}

export function doorsOf(scene: SceneName, nowMs: number): readonly MappedDoor[] {
  if (scene === 'empty') return []
  if (scene === 'crowd') return manyDoors(40, nowMs)
  // The site on which nothing leads in yet.
  if (scene === 'certificate') return smallSite(nowMs).map((one) => ({ ...one, direction: null }))
  return smallSite(nowMs)
}

/** What main would tell of the doors once this passage is stored; doors are found by name. */
export function withPassage(doors: readonly MappedDoor[], row: PassageRow): readonly MappedDoor[] {
  const { passageId, atMs, granted, familyName, givenName } = row
  return doors.map((one) => {
    if (one.name !== row.doorName || one.latest.some((old) => old.passageId === passageId)) return one
    const readerId = one.readers[0]?.readerId ?? ''
    const latest = [{ passageId, atMs, readerId, granted, familyName, givenName }, ...one.latest]
    return { ...one, latest: latest.toSorted((a, b) => b.atMs - a.atMs).slice(0, LATEST_KEPT) }
  })
}

export function webhookOf(scene: SceneName, nowMs: number): WebhookView {
  if (scene === 'incidents') {
    return {
      ...noWebhook,
      url: 'https://notices.north-campus.example/guard-post',
      kinds: ['entry', 'incident'],
      deliveredAtMs: nowMs - 3 * MINUTE,
    }
  }
  if (scene === 'offline') {
    return {
      url: 'http://10.20.30.40:8080/guard-post/notices/from-the-north-reception-desk-of-the-main-building',
      kinds: [...noWebhook.kinds],
      waiting: 42,
      deliveredAtMs: nowMs - 26 * HOUR,
      failure: { kind: 'status', status: 503, atMs: nowMs - MINUTE },
      dropped: 7,
    }
  }
  return noWebhook
}

/** Answers as main would: what is no address of the web is refused. */
export function isAddress(address: string): boolean {
  return /^https?:$/u.test(URL.parse(address)?.protocol ?? '')
}

/** As main writes an address down; empty stays empty. */
export function asKept(address: string): string {
  return URL.parse(address)?.href ?? address
}
