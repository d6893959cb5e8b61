// Where Chromium usually is. CHROMIUM_PATH comes first.
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const macApps = ['Chromium', 'Google Chrome', 'Microsoft Edge']
const windowsPaths = ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe']
const edgePath = 'Microsoft\\Edge\\Application\\msedge.exe'

function usualPaths(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === 'darwin') {
    const roots = ['/Applications', join(env['HOME'] ?? '', 'Applications')]
    return roots.flatMap((root) => macApps.map((name) => `${root}/${name}.app/Contents/MacOS/${name}`))
  }
  if (platform === 'win32') {
    const roots = [env['LOCALAPPDATA'], env['ProgramFiles'], env['ProgramFiles(x86)']].filter((root) => root)
    return roots.flatMap((root) => [...windowsPaths, edgePath].map((path) => `${root}\\${path}`))
  }
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  return names.flatMap((name) =>
    folders.filter((folder) => folder !== '').map((folder) => join(folder, name)),
  )
}

// Ubuntu's chromium is a snap, and a snap may not write a profile into a hidden folder or /tmp: better any other.
function isSnap(path: string): boolean {
  return realpathSync(path).includes('snap')
}

export function findChromium(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const given = env['CHROMIUM_PATH']
  if (given) return existsSync(given) ? given : undefined
  const found = usualPaths(platform, env).filter((path) => existsSync(path))
  return found.find((path) => !isSnap(path)) ?? found[0]
}
