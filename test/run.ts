// npm test: check, unit, e2e, one after another, and one plain line at the end.
// `npm test -- --only e2e --repeat-each 10` runs one stage and hands the rest to its runner.
import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import {
  add,
  countPlaywright,
  countVitest,
  judgeStage,
  lastLine,
  nothing,
  type Outcome,
  oneFailure,
  type PlaywrightReport,
  type VitestReport,
} from './run-counts.ts'
import { findRuntime } from './stand-in/find-runtime.ts'

type Stage = (args: readonly string[]) => Outcome

const root = join(import.meta.dirname, '..')
const bin = join(root, 'node_modules/.bin')
const reports = join(root, 'out/test')
const env: NodeJS.ProcessEnv = {
  ...process.env,
  NO_COLOR: '1',
  // The tools' own `env node` must find Node 24, whatever the machine has.
  PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
}
delete env['FORCE_COLOR']

function run(tool: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): number | null {
  const isWindows = process.platform === 'win32'
  const options: SpawnSyncOptions = { cwd: root, env: { ...env, ...more }, shell: isWindows }
  return spawnSync(join(bin, tool), args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] }).status
}

// Its shape is the runner's; each stage names it.
function report(file: string) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

function freshReport(name: string): string {
  const file = join(reports, `${name}.json`)
  mkdirSync(reports, { recursive: true })
  rmSync(file, { force: true })
  return file
}

const check: Stage = (args) => {
  const checks: [name: string, tool: string, args: string[]][] = [
    ['types', 'tsc', ['-b']],
    ['lint', 'oxlint', ['--type-aware', '--quiet']],
    ['format', 'biome', ['check', '--colors=off']],
  ]
  if (args.length > 0) return oneFailure(`check takes no arguments: ${args.join(' ')}`)
  return checks
    .map(([name, tool, toolArgs]) => {
      const isGood = run(tool, toolArgs) === 0
      console.log(`${isGood ? '✓' : '✗'} ${name}`)
      return isGood
        ? { ...nothing, passed: 1 }
        : oneFailure(`check › ${name}: \`${tool} ${toolArgs.join(' ')}\``)
    })
    .reduce(add, nothing)
}

const unit: Stage = (args) => {
  const file = freshReport('unit')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const exitCode = run('vitest', ['run', '--config', 'test/vitest.config.ts', ...reporters, ...args])
  const counted: VitestReport | null = report(file)
  return judgeStage('unit', counted && countVitest(counted), exitCode)
}

const e2e: Stage = (args) => {
  if (run('electron-vite', ['build', '--logLevel', 'warn']) !== 0)
    return oneFailure('e2e: the app does not build')
  const file = freshReport('e2e')
  const exitCode = run(
    'playwright',
    ['test', '-c', 'test/playwright.config.ts', '--reporter=list,json', ...args],
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    },
  )
  const counted: PlaywrightReport | null = report(file)
  return judgeStage('e2e', counted && countPlaywright(counted), exitCode)
}

const stages: Record<string, Stage> = { check, unit, e2e }

function wanted(argv: readonly string[]): { names: string[]; args: readonly string[] } {
  const at = argv.indexOf('--only')
  const name = argv[at + 1] ?? ''
  if (at === -1 && argv.length === 0) return { names: Object.keys(stages), args: [] }
  if (at === -1 || !(name in stages)) {
    console.error(
      `Say which stage is meant: --only ${Object.keys(stages).join(' | ')}, then arguments for it.`,
    )
    process.exit(2)
  }
  return { names: [name], args: argv.toSpliced(at, 2) }
}

const { names, args } = wanted(process.argv.slice(2))
let outcome: Outcome = nothing
if (names.some((name) => name !== 'check')) {
  const runtime = await findRuntime({ purpose: 'test', mayInstall: true, log: console.log })
  if (runtime.kind === 'none') {
    outcome = add(outcome, oneFailure(`no Chromium; install it: ${runtime.whatToInstall}`))
  } else {
    env['GUARD_POST_EXECUTABLE'] = runtime.executablePath
    if (runtime.kind === 'stand-in') env['CHROMIUM_PATH'] = runtime.chromiumPath
  }
}
for (const name of names) {
  console.log(`\n── ${name}`)
  outcome = add(outcome, stages[name]?.(args) ?? nothing)
}
if (outcome.failures.length > 0)
  console.log(`\nFailed:\n${outcome.failures.map((one) => `  ✗ ${one}`).join('\n')}`)
if (outcome.skipped > 0) console.log(`\nSkipped, for this machine does not allow them: ${outcome.skipped}`)
console.log(`\n${lastLine(outcome)}`)
process.exitCode = outcome.failed > 0 ? 1 : 0
