// npm run test:crash -- --kills N [--seed S] [--story K]: N kills over everything a guard does; story K alone once more.
import { parseArgs } from 'node:util'
import { actions } from './actions.ts'
import { type DayEnd, type DayKill, INSTANTS, tellDay } from './day.ts'
import { seeded } from './kill-plan.ts'
import { tellStory } from './story.ts'

/** Kills in one import of a hundred, and in one checkout; there is such a story to so many kills. */
const HUNDRED_KILLS = 10
const HUNDRED_EVERY = 100
/** Actions of one day. */
const DAY_ACTIONS = 12

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '50' }, seed: { type: 'string' }, story: { type: 'string' } },
})
const kills = Number(values.kills)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const only = values.story === undefined ? null : Number(values.story)
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error('npm run test:crash -- [--kills N] [--seed S] [--story K]')
  process.exit(2)
}
console.log(`${kills} kills, seed ${seed}`)

const random = seeded(seed)
/** Every action once before any comes a second time. */
const deck: string[] = []
function deal(): string {
  if (deck.length === 0)
    deck.push(
      ...actions
        .map(({ name }) => ({ name, place: random() }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ name }) => name),
    )
  return deck.pop() ?? ''
}

/** A hundred guests come and go: the same in the words of a day. */
async function tellHundred(own: number): Promise<DayEnd> {
  const { moments, problems } = await tellStory(HUNDRED_KILLS, seeded(own))
  const name = { enrol: 'a hundred come', checkOut: 'a hundred go' } as const
  return {
    problems,
    kills: moments.map(({ kind, moment }) => ({
      action: name[kind],
      instant: moment === 'before the commit' ? 'undone' : moment === 'decided' ? 'told' : 'calls under way',
      problems: [],
    })),
  }
}

const told: DayKill[] = []
let ends = 0
let left = kills
for (let story = 0; left > 0; story += 1) {
  const own = Math.floor(random() * 2 ** 31)
  const isHundred = left >= HUNDRED_EVERY && story % 8 === 3
  const names = isHundred ? [] : Array.from({ length: Math.min(DAY_ACTIONS, left) }, deal)
  if (only !== null && story !== only) {
    left -= isHundred ? 2 * HUNDRED_KILLS : names.length
    continue
  }
  const startedMs = performance.now()
  const end = await (isHundred ? tellHundred(own) : tellDay(names, seeded(own))).catch(
    (error: unknown): DayEnd => ({
      kills: names.map((action) => ({ action, instant: 'undone', problems: [] })),
      problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }),
  )
  left -= Math.max(end.kills.length, 1)
  told.push(...end.kills)
  ends += end.problems.length
  const problems = [
    ...end.kills.flatMap((kill) => kill.problems.map((one) => `${kill.action}: ${one}`)),
    ...end.problems,
  ]
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1)
  console.log(`${problems.length === 0 ? '✓' : '✗'} story ${story}, ${end.kills.length} kills, ${seconds} s`)
  for (const problem of problems.slice(0, 20)) console.log(`    ${problem}`)
}

const count = (isMeant: (kill: DayKill) => boolean): string => String(told.filter(isMeant).length).padStart(6)
const width = Math.max(...told.map(({ action }) => action.length))
console.log(`\n${'killed during'.padEnd(width)} kills broken  ${INSTANTS.join(' · ')}`)
for (const action of new Set(told.map((kill) => kill.action).toSorted())) {
  const isOf = (kill: DayKill): boolean => kill.action === action
  const broken = count((kill) => isOf(kill) && kill.problems.length > 0)
  const instants = INSTANTS.map((instant) => count((kill) => isOf(kill) && kill.instant === instant))
  console.log(`${action.padEnd(width)}${count(isOf)} ${broken}${instants.join('')}`)
}
const failed = told.filter((kill) => kill.problems.length > 0).length + ends
console.log(`\n${told.filter((kill) => kill.problems.length === 0).length} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
