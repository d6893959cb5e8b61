import { expect, it } from 'vitest'
import { partNames, parts } from './parts.ts'

/** Random, and told in the test's name: `FUZZ_SEED=…` tries the same once more. `npm run test:fuzz` tries more. */
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const CASES = 8
/** Quick ones, of many kinds. */
const PICTURES = 150
/** Of these, all cases are tried where the calls are tested. */
const ELSEWHERE = ['ipc']

it.each(partNames.filter((name) => !ELSEWHERE.includes(name)))(
  `%s: whatever comes harms nothing (seed ${seed})`,
  { timeout: 120_000 },
  async (name) => {
    const lines: string[] = []
    const fuzz = await parts[name]()
    const cases = name === 'pictures' ? PICTURES : CASES
    const { passed, failed } = await fuzz(seed, cases, (line) => void lines.push(line))
    expect(lines).toEqual([])
    expect({ passed, failed }).toEqual({ passed: cases, failed: 0 })
  },
)
