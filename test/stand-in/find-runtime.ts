// What the app runs in: Electron where it is or can be had, else the stand-in on an installed Chromium.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fetchElectron } from './fetch-electron.ts'
import { findChromium } from './find-chromium.ts'

export type Runtime =
  | { readonly kind: 'electron'; readonly executablePath: string }
  | { readonly kind: 'stand-in'; readonly executablePath: string; readonly chromiumPath: string }
  | { readonly kind: 'none'; readonly whatToInstall: string }

type Wish = {
  /** A start prefers Electron and may fetch it; tests give the same answer everywhere and use the stand-in. */
  readonly purpose: 'start' | 'test'
  readonly mayInstall: boolean
  readonly log: (line: string) => void
}

const root = join(import.meta.dirname, '../..')
const standIn = join(import.meta.dirname, 'electron-host')

export function hasDisplay(env: NodeJS.ProcessEnv = process.env, platform = process.platform): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

function findElectron(): string | undefined {
  // As node_modules/electron/index.js finds it, without its habit of downloading at once.
  const folder = join(root, 'node_modules/electron')
  const pathFile = join(folder, 'path.txt')
  const inside = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] || join(folder, 'dist'), inside)
  return existsSync(path) ? path : undefined
}

function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version')
}

function installChromium(log: Wish['log']): void {
  const command = 'apt-get update -qq && apt-get install -y -qq chromium'
  log(`No Chromium found. Installing it: ${command}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('sh', ['-c', command], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

function whatToInstall(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'darwin') return 'brew install --cask chromium'
  if (platform === 'win32') return 'winget install Google.Chrome'
  if (existsSync('/usr/bin/dnf')) return 'sudo dnf install chromium'
  if (existsSync('/usr/bin/pacman')) return 'sudo pacman -S chromium'
  return 'sudo apt-get install chromium'
}

function standInOn(chromiumPath: string | undefined): Runtime | undefined {
  return chromiumPath ? { kind: 'stand-in', executablePath: standIn, chromiumPath } : undefined
}

export async function findRuntime({ purpose, mayInstall, log }: Wish): Promise<Runtime> {
  const forced = process.env['GUARD_POST_RUNTIME']
  const wantsElectron =
    forced === 'electron' || (forced !== 'stand-in' && purpose === 'start' && hasDisplay())
  if (wantsElectron) {
    const mayFetch = mayInstall && purpose === 'start' && findElectron() === undefined
    if (mayFetch) await fetchElectron(log)
    const executablePath = findElectron()
    if (executablePath) return { kind: 'electron', executablePath }
    if (forced === 'electron') return { kind: 'none', whatToInstall: 'npx install-electron --no' }
  }
  const found = standInOn(findChromium())
  if (found) return found
  if (mayInstall && isDebianRoot()) installChromium(log)
  return standInOn(findChromium()) ?? { kind: 'none', whatToInstall: whatToInstall() }
}
