// npm run test:crash -- --kills N [--seed S]: N kills while a hundred guests come, and N while they go.
import { parseArgs } from 'node:util'
import type { GroupKind } from '../../src/shared/group.ts'
import { seeded } from './kill-plan.ts'
import { MOMENTS, type StoryEnd, tellStory } from './story.ts'

/** In one import, and in one checkout. */
const KILLS_IN_ONE = 10

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '50' }, seed: { type: 'string' } },
})
const kills = Number(values.kills)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error('npm run test:crash -- [--kills N] [--seed S]')
  process.exit(2)
}
console.log(`${kills} kills while guests come, ${kills} while they go; seed ${seed}`)

const random = seeded(seed)
const ends: StoryEnd[] = []
let passed = 0
let failed = 0
for (let left = kills; left > 0; left -= KILLS_IN_ONE) {
  const count = Math.min(left, KILLS_IN_ONE)
  // Each story has numbers of its own, so that it can be told again alone.
  const own = Math.floor(random() * 2 ** 31)
  const startedMs = performance.now()
  const end = await tellStory(count, seeded(own)).catch((error: unknown) => ({
    moments: [],
    problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }))
  ends.push(end)
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1)
  const isGood = end.problems.length === 0
  console.log(`${isGood ? '✓' : '✗'} story ${own}, twice ${count} kills, ${seconds} s`)
  for (const problem of end.problems.slice(0, 20)) console.log(`    ${problem}`)
  if (isGood) passed += 2 * count
  else failed += 2 * count
}

const all = ends.flatMap(({ moments }) => moments)
const times = (kind: GroupKind, moment: string): string =>
  String(all.filter((one) => one.kind === kind && one.moment === moment).length).padStart(5)
console.log('\nkilled               enrol  out')
for (const moment of MOMENTS)
  console.log(`${moment.padEnd(20)}${times('enrol', moment)}${times('checkOut', moment)}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
