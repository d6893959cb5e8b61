import { membersOf, outcomeOfCard } from '../../src/renderer/screens/groups/members.ts'
import type { Bridge } from '../../src/shared/contract.ts'
import type { Snapshot, StatePatch } from '../../src/shared/desk-state.ts'
import type { GroupChange, GroupChangeAnswer, GroupView } from '../../src/shared/group.ts'
import type { VisitCard } from '../../src/shared/visit.ts'
import { faceOf } from './portraits.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The groups of the scene `groups`. */
export const TOUR = 7
export const PAUSED = 6
export const CHECKED_OUT = 5
const FIRST_OF_TOUR = 100

const names = [
  ['Ахматова', 'Анна'],
  ['Okonkwo', 'Chinedu'],
  ['Зайцев', 'Григорий Павлович'],
  ['Lindholm', 'Astrid'],
  ['Мельникова', 'Дарья'],
  ['Fernández', 'Lucía'],
  ['Орлов', 'Тимофей'],
  ['Novák', 'Petr'],
] as const

/** A school class on its way in: two failed, some are inside already, most of them wait; and those of a paused group. */
export function tourCards(nowMs: number): readonly VisitCard[] {
  return Array.from({ length: 60 }, (_, index): VisitCard => {
    const visitId = FIRST_OF_TOUR + index
    const [familyName, givenName] = names[index % names.length] ?? names[0]
    const done = index < 18
    const inside = index < 9
    return {
      visitId,
      guestId: visitId + 1000,
      familyName: index < names.length ? familyName : `${familyName} ${index + 1}`,
      givenName,
      host: 'Орлова Н. С.',
      purpose: 'Экскурсия',
      phone: '',
      status: inside ? 'inside' : 'expected',
      fromMs: nowMs - 10 * MINUTE,
      untilMs: nowMs + 3 * HOUR,
      levelId: '12',
      levelName: 'Гости, переговорные 2–4 этаж',
      photoHash: index % 5 === 4 ? null : faceOf(visitId),
      access: done ? 'onDoors' : index < 20 ? 'attention' : index < 23 ? 'working' : 'waiting',
      problem: index === 18 ? 'faceRefused' : index === 19 ? 'doorsRefused' : null,
      problemCode: null,
      decidedAtMs: nowMs - 2 * MINUTE,
      alarm: false,
      createdAtMs: nowMs - 2 * MINUTE,
      checkedInAtMs: inside ? nowMs - MINUTE : null,
      leftAtMs: null,
      lastPassage: null,
    }
  })
}

const group = (groupId: number, part: Partial<GroupView>): GroupView => ({
  groupId,
  kind: 'enrol',
  name: 'Tour',
  createdAtMs: 0,
  visitIds: [],
  done: 0,
  failed: 0,
  waiting: 0,
  gone: 0,
  paused: false,
  result: null,
  ...part,
})
const idsFrom = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index)

/** One that runs, one paused, one finished with failures, two checkouts. */
export function groupsOf(nowMs: number, cards: readonly VisitCard[]): readonly GroupView[] {
  return [
    recounted(
      group(TOUR, {
        name: 'Экскурсия, 7 «Б»',
        createdAtMs: nowMs - 95_000,
        visitIds: idsFrom(FIRST_OF_TOUR, 48),
      }),
      cards,
    ),
    group(PAUSED, {
      name: 'Annual general meeting of shareholders, second wave, south entrance',
      createdAtMs: nowMs - 22 * MINUTE,
      visitIds: idsFrom(FIRST_OF_TOUR + 48, 12),
      waiting: 12,
      paused: true,
    }),
    group(CHECKED_OUT, {
      kind: 'checkOut',
      name: 'Everybody inside, 12:05',
      createdAtMs: nowMs - 147 * MINUTE,
      // Two of them still have a card, the third has left the board.
      visitIds: [31, 32, 500],
      done: 3,
      result: { finishedAtMs: nowMs - 147 * MINUTE + 2_400, succeeded: 3, failed: 0, calls: 2 },
    }),
    group(4, {
      name: 'Audit',
      createdAtMs: nowMs - 5 * HOUR,
      visitIds: idsFrom(600, 100),
      done: 98,
      failed: 2,
      result: { finishedAtMs: nowMs - 5 * HOUR + 43_000, succeeded: 98, failed: 2, calls: 207 },
    }),
  ]
}

/** Counted anew from the cards, as main counts from the store. */
function recounted(one: GroupView, cards: readonly VisitCard[]): GroupView {
  const { lists, offBoard } = membersOf(one, cards)
  return {
    ...one,
    done: lists.done.length + offBoard,
    failed: lists.failed.length,
    waiting: lists.waiting.length,
    gone: lists.gone.length,
  }
}

interface FakeGroups {
  readonly get: () => Snapshot
  readonly push: (change: Omit<StatePatch, 'revision'>) => void
}
type GroupCalls = Bridge['groups']
type Answers = {
  readonly [Verb in keyof GroupCalls]: (
    ask: Parameters<GroupCalls[Verb]>[0],
  ) => Awaited<ReturnType<GroupCalls[Verb]>>
}

/** What main does with many at once: decides for those it can, answers for how many, and tells the screen. */
export function fakeGroups({ get, push }: FakeGroups): Answers {
  let lastGroupId = 40
  const openOf = (visitIds: readonly number[]): readonly VisitCard[] =>
    get().cards.filter(
      ({ visitId, status }) => visitIds.includes(visitId) && (status === 'expected' || status === 'inside'),
    )
  /** The answer, and what follows from it, are two messages. */
  const settle = (changed: readonly VisitCard[], more: readonly GroupView[] = []): void =>
    queueMicrotask(() => {
      const byId = new Map([...get().cards, ...changed].map((one) => [one.visitId, one]))
      const touched = (one: GroupView): boolean =>
        changed.some(({ visitId }) => one.visitIds.includes(visitId))
      const groups = [...more, ...get().groups].map((one) =>
        touched(one) ? recounted(one, [...byId.values()]) : one,
      )
      push({ cards: changed, groups })
    })

  function change(groupId: number, wanted: GroupChange): GroupChangeAnswer {
    const one = get().groups.find((other) => other.groupId === groupId)
    if (one === undefined) return { changed: 0, refused: 0 }
    const all = one.visitIds.length
    if (wanted.kind === 'pause' || wanted.kind === 'resume') {
      if (one.kind === 'checkOut' || one.result !== null) return { changed: 0, refused: all }
      const paused = wanted.kind === 'pause'
      push({ groups: get().groups.map((other) => (other === one ? { ...other, paused } : other)) })
      return { changed: all, refused: 0 }
    }
    const open = openOf(one.visitIds)
    const failed = open.filter((guest) => outcomeOfCard(one.kind, guest) === 'failed')
    const notCome = open.filter(({ status }) => status === 'expected')
    const rest = notCome.filter((guest) => outcomeOfCard(one.kind, guest) !== 'done')
    const again = { access: 'working', problem: null } as const
    const ended = { status: 'cancelled', access: 'revoking', problem: null } as const
    const meant: Record<typeof wanted.kind, readonly [readonly VisitCard[], Partial<VisitCard>, number]> = {
      tryAgain: [failed, again, failed.length],
      cancelRest: [rest, ended, rest.length],
      cancelAll: [notCome, ended, all],
      window: [open, { ...again, ...('untilMs' in wanted ? { untilMs: wanted.untilMs } : {}) }, all],
      level: [open, { ...again, ...('levelId' in wanted ? { levelId: wanted.levelId } : {}) }, all],
    }
    const [guests, part, asked] = meant[wanted.kind]
    settle(guests.map((guest) => ({ ...guest, ...part })))
    return { changed: guests.length, refused: asked - guests.length }
  }

  return {
    enrol: () => ({ ok: true, groupId: TOUR }),
    checkOut({ name, visitIds }) {
      const nowMs = Date.now()
      const gone = openOf(visitIds)
      if (gone.length === 0) return { ok: false, refused: 'empty' }
      lastGroupId += 1
      const fresh = group(lastGroupId, {
        kind: 'checkOut',
        name,
        createdAtMs: nowMs,
        visitIds: gone.map(({ visitId }) => visitId),
        waiting: gone.length,
      })
      const left = { status: 'left', access: 'revoking', leftAtMs: nowMs, problem: null } as const
      settle(
        gone.map((guest) => ({ ...guest, ...left })),
        [fresh],
      )
      return { ok: true, groupId: lastGroupId }
    },
    change: ({ groupId, change: wanted }) => change(groupId, wanted),
    exportResult: ({ format }) => ({ ok: true, rows: 48, fileName: `group.${format}` }),
  }
}
