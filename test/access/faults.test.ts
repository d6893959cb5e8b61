import { describe, it } from 'vitest'
import { GROUPS, runGroups } from './fault-groups.ts'

const ends = runGroups()

const names = [...ends.keys()]
/** All of them, unless only some cases were asked for. */
const groups = Object.keys(GROUPS).filter((group) => names.some((name) => name.startsWith(group)))

describe.each(groups)('faults: %s', { timeout: 300_000 }, (group) => {
  it.each([...ends].filter(([name]) => name.startsWith(group)))('%s', async (_name, end) => {
    await end
  })
})
