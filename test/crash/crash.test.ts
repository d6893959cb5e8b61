import { expect, it } from 'vitest'
import { seeded } from './kill-plan.ts'
import { tellStory } from './story.ts'

/** Random, and told in the test's name: `CRASH_SEED=…` tells the same story again. `npm run test:crash` tells more. */
const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

it(`a hundred guests come and go at a desk that is killed five times during each (seed ${seed})`, {
  timeout: 300_000,
}, async () => {
  const { moments, problems } = await tellStory(5, seeded(seed))
  expect(problems).toEqual([])
  expect(moments).toHaveLength(10)
})
