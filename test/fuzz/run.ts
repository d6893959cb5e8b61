// npm run test:fuzz -- --cases N [--seed S] [--only part]: N mutated cases of each part; the same for the same seed.
import { parseArgs } from 'node:util'
import { partNames, parts } from './parts.ts'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '200' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
})
const cases = Number(values.cases)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const names = partNames.filter((name) => values.only === undefined || name === values.only)
if (!Number.isInteger(cases) || cases < 1 || !Number.isInteger(seed) || names.length === 0) {
  console.error(`npm run test:fuzz -- [--cases N] [--seed S] [--only ${partNames.join('|')}]`)
  process.exit(2)
}

let loose = 0
// Whatever nobody has caught is a failure of its own, and not the end of the run.
const isLoose = (error: unknown): void => {
  loose += 1
  console.log(`    nobody caught: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
}
process.on('unhandledRejection', isLoose)
process.on('uncaughtException', isLoose)

let passed = 0
let failed = 0
for (const name of names) {
  console.log(`${name}: ${cases} cases, seed ${seed}`)
  const startedMs = performance.now()
  const looseBefore = loose
  const fuzz = await parts[name]()
  const end = await fuzz(seed, cases, (line) => console.log(`    ${line}`))
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1)
  const bad = end.failed + (loose - looseBefore)
  console.log(`${bad === 0 ? '✓' : '✗'} ${name}: ${end.passed} passed, ${bad} failed, ${seconds} s`)
  passed += end.passed
  failed += bad
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
