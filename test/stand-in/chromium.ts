// The one Chromium of this process: started before 'ready', closed with it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable, Writable } from 'node:stream'
import { Cdp } from './cdp.ts'
import { findChromium } from './find-chromium.ts'
import { isHeaded, switches } from './host.ts'

const CLOSE_PATIENCE_MS = 3000

export type Engine = { readonly cdp: Cdp; readonly process: ChildProcess; readonly debugAddress: string }

let running: Engine | undefined

export function engine(): Engine {
  if (!running) throw new Error('stand-in: Chromium is not running yet; wait for app.whenReady()')
  return running
}

// Switches of the app's own command line that mean something to Chromium.
const passedOn = /^(use-file-for-fake|use-fake|auto-accept|lang$|force-|disable-gpu|enable-logging|v$)/

function flags(profile: string, proxyAddress: string): string[] {
  const asRoot = process.getuid?.() === 0
  const wantsFakeCamera = [...switches.keys()].some((name) => name.startsWith('use-file-for-fake'))
  const given = [...switches].filter(([name]) => passedOn.test(name))
  return [
    // A human's real webcam must work, so the fake one is only there when no human is, or when asked for.
    ...(isHeaded
      ? ['--app=data:text/html,', '--test-type']
      : ['--headless=new', '--no-startup-window', '--screen-info={1920x1080}']),
    ...(!isHeaded || wantsFakeCamera ? ['--use-fake-device-for-media-stream'] : []),
    // Chromium refuses its sandbox to root and in most containers.
    ...(asRoot || !isHeaded ? ['--no-sandbox'] : []),
    // The permission is asked from the app's own handler (page-main-world.ts), never from a prompt.
    '--use-fake-ui-for-media-stream',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-sync',
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-dev-shm-usage',
    '--disable-features=Translate,MediaRouter,OptimizationHints,LocalNetworkAccessChecks',
    '--password-store=basic',
    '--use-mock-keychain',
    // Electron loads ES modules over file://, plain Chromium does not.
    '--allow-file-access-from-files',
    // Everything that is not answered by the app passes gate.ts, loopback too.
    `--proxy-server=${proxyAddress}`,
    '--proxy-bypass-list=<-loopback>',
    '--remote-debugging-pipe',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    ...given.map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
  ]
}

export async function startChromium(profile: string, proxyAddress: string): Promise<Engine> {
  const executable = findChromium()
  if (!executable) throw new Error('stand-in: no Chromium found; set CHROMIUM_PATH or install chromium')
  const child = spawn(executable, flags(profile, proxyAddress), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  })
  let said = ''
  const debugAddress = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`stand-in: Chromium ended at once (${code})\n${said}`)))
    child.stderr?.on('data', (text: Buffer) => {
      // Chromium talks for as long as it lives; only the line about its address is wanted.
      if (said.length < 20_000) said += text.toString()
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
  })
  const [, , , output, input] = child.stdio
  if (!(output instanceof Writable && input instanceof Readable))
    throw new Error('stand-in: no pipe to Chromium')
  const cdp = new Cdp(output, input)
  running = { cdp, process: child, debugAddress }
  process.once('exit', () => child.kill('SIGKILL'))
  return running
}

/** Asked to close, so that localStorage is on disk and the profile is free for the next start. */
export async function closeChromium(): Promise<void> {
  if (!running || running.process.exitCode !== null || running.process.signalCode !== null) return
  const gone = once(running.process, 'exit', { signal: AbortSignal.timeout(CLOSE_PATIENCE_MS) })
  running.cdp.send('Browser.close').catch(() => running?.process.kill())
  await gone.catch(() => running?.process.kill('SIGKILL'))
}
