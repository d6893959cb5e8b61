import { describe, it } from 'vitest'
import { GROUPS, runGroups } from './fault-groups.ts'

const ends = runGroups()

describe.each(Object.keys(GROUPS))('faults: %s', { timeout: 300_000 }, (group) => {
  it.each([...ends].filter(([name]) => name.startsWith(group)))('%s', async (_name, end) => {
    await end
  })
})
