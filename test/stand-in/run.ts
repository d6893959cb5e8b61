// electron <folder or file> [switches]: load the entry as Electron does, then emit ready.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type AppPackage, adoptCommandLine } from './host.ts'

const ENTRY_PATIENCE_MS = 10_000

function readPackage(folder: string): AppPackage {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

function folderWithPackage(entry: string): string {
  let folder = dirname(entry)
  while (!existsSync(join(folder, 'package.json'))) {
    if (folder === dirname(folder)) throw new Error(`stand-in: no package.json above ${entry}`)
    folder = dirname(folder)
  }
  return folder
}

const args = process.argv.slice(2)
const target = resolve(args.find((argument) => !argument.startsWith('-')) ?? '.')
const isFolder = statSync(target).isDirectory()
const appPath = isFolder ? target : folderWithPackage(target)
const appPackage = readPackage(appPath)
const entry = isFolder ? join(appPath, appPackage.main ?? 'index.js') : target

// As in Electron, process.argv is the executable and what followed it; run.ts is not part of it.
process.argv.splice(1, 1)
adoptCommandLine({ appPath, appPackage, args })
const { app } = await import('./app.ts')

const isCommonJs = extname(entry) === '.cjs' || (extname(entry) === '.js' && appPackage.type !== 'module')
if (isCommonJs) createRequire(entry)(entry)
else {
  // As in Electron: 'ready' comes only after the entry module has been evaluated, so a top-level
  // `await app.whenReady()` in an ESM entry hangs here just as it hangs there.
  const warning = setTimeout(() => {
    console.error('stand-in: the entry module is not done after 10 s; does it await app.whenReady()?')
  }, ENTRY_PATIENCE_MS)
  await import(pathToFileURL(entry).href)
  clearTimeout(warning)
}
await app.startUp()
