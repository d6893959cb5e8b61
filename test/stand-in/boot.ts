// Loaded with --import before anything else: makes 'electron' mean the double, for import and for require.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const double = new URL('./electron.ts', import.meta.url).href
const electronPackage = new URL('../../node_modules/electron/package.json', import.meta.url)

// As in Electron: a worker thread sees Electron's versions, but has no 'electron' module of its own.
if (isMainThread) {
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier !== 'electron' && !/^electron\/(main|common)$/.test(specifier))
        return next(specifier, context)
      return { url: double, format: 'module-typescript', shortCircuit: true }
    },
  })
}

const { version }: { version: string } = JSON.parse(readFileSync(electronPackage, 'utf8'))
const versions = Object.freeze({ ...process.versions, electron: version, chrome: '156.0.0.0' })
Object.defineProperty(process, 'versions', { value: versions })
Object.defineProperty(process, 'type', { value: 'browser' })
Object.defineProperty(process, 'defaultApp', { value: true })
Object.defineProperty(process, 'resourcesPath', {
  value: new URL('../../resources', import.meta.url).pathname,
  configurable: true,
})
