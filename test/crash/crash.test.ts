import { expect, it } from 'vitest'
import { actions } from './actions.ts'
import { tellDay } from './day.ts'
import { seeded } from './kill-plan.ts'
import { tellStory } from './story.ts'

/** Random, and told in the test's name: `CRASH_SEED=…` tells the same story again. `npm run test:crash` tells more. */
const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

it(`a hundred guests come and go at a desk that is killed three times during each (seed ${seed})`, {
  timeout: 300_000,
}, async () => {
  const { moments, problems } = await tellStory(3, seeded(seed))
  expect(problems).toEqual([])
  expect(moments).toHaveLength(6)
})

it(`a desk is killed in the middle of whatever a guard does, and keeps what it has promised (seed ${seed})`, {
  timeout: 300_000,
}, async () => {
  const random = seeded(seed)
  const others = Array.from({ length: 2 }, () => actions[Math.floor(random() * actions.length)]?.name ?? '')
  const { kills, problems } = await tellDay(['check out', ...others], random)
  expect([...kills.flatMap((kill) => kill.problems), ...problems]).toEqual([])
  expect(kills.length).toBeGreaterThanOrEqual(3)
})
