// npm start and npm run dev: builds the app and runs it in the best runtime there is.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findRuntime, hasDisplay, type Runtime } from './find-runtime.ts'

const NO_DISPLAY = 2
const root = join(import.meta.dirname, '../..')
const electronVite = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
const isDev = process.argv.includes('--dev')
const isHeadless = process.env['GUARD_POST_HEADLESS'] === '1'
const appArgs = process.argv.slice(2).filter((argument) => argument !== '--dev')

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function giveUp(code: number, ...lines: string[]): never {
  for (const line of lines) say(line)
  process.exit(code)
}

function build(): void {
  const built = spawnSync(process.execPath, [electronVite, 'build'], { cwd: root, encoding: 'utf8' })
  if (built.status !== 0) giveUp(1, built.stdout, built.stderr, 'The app could not be built.')
}

function run(runtime: Exclude<Runtime, { kind: 'none' }>): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...process.env }
  if (!isHeadless) env['GUARD_POST_HEADED'] = '1'
  if (runtime.kind === 'stand-in') env['CHROMIUM_PATH'] = runtime.chromiumPath
  const options = { cwd: root, env, stdio: 'inherit' } as const
  if (isDev) {
    env['ELECTRON_EXEC_PATH'] = runtime.executablePath
    return spawn(process.execPath, [electronVite, 'dev', '--', ...appArgs], options)
  }
  if (runtime.kind === 'electron') {
    // Chromium refuses its sandbox to root.
    const rights = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    return spawn(runtime.executablePath, [...rights, '.', ...appArgs], options)
  }
  // As electron-host does, but without a shell, so that it works on Windows too.
  const [boot, host] = [new URL('./boot.ts', import.meta.url).href, join(import.meta.dirname, 'run.ts')]
  const nodeArgs = ['--disable-warning=ExperimentalWarning', '--unhandled-rejections=warn-with-error-code']
  nodeArgs.push('--enable-source-maps', '--import', boot, host)
  return spawn(process.execPath, [...nodeArgs, '.', ...appArgs], options)
}

if (Number(process.versions.node.split('.')[0]) < 24) {
  giveUp(1, `Guard Post needs Node 24; this is ${process.version}. Run \`npm ci\`, then \`npm start\`.`)
}
if (!existsSync(electronVite)) giveUp(1, 'The packages are not installed yet. Run `npm ci` first.')
if (!isHeadless && !hasDisplay()) {
  giveUp(
    NO_DISPLAY,
    'There is no display here, and Guard Post is a window. `npm run tour` shows the whole job without one and',
    'leaves pictures in out/tour; `xvfb-run npm start` runs it on a display that nobody sees.',
  )
}
const runtime = await findRuntime({ purpose: 'start', mayInstall: true, log: say })
if (runtime.kind === 'none') {
  giveUp(
    1,
    'Neither Electron nor Chromium is here. Install one, then start again:',
    `  ${runtime.whatToInstall}`,
  )
}
if (isDev && runtime.kind === 'stand-in' && process.platform === 'win32') {
  giveUp(1, '`npm run dev` on Windows needs Electron itself: npx install-electron --no')
}
if (!isDev) build()
say(
  runtime.kind === 'electron'
    ? 'Guard Post starts in Electron.'
    : `Guard Post starts in the stand-in for Electron, on ${runtime.chromiumPath}.`,
)
const child = run(runtime)
// Ctrl-C reaches the app as well; it ends in order, and this waits for it.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => child.kill('SIGTERM'))
const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
process.exitCode = code ?? 1
