import { registerHooks } from 'node:module'
import type Sharp from 'sharp'

/**
 * Loads sharp. Its native build and Electron on Linux bring two GLibs into one process and crash while decoding, so there
 * its WebAssembly build is used: the native package is made invisible, and sharp's own loader takes the next one.
 */
export async function loadSharp(): Promise<typeof Sharp> {
  if (process.platform !== 'linux' || process.versions['electron'] === undefined)
    return (await import('sharp')).default
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (/^@img\/sharp-linux(musl)?-/.test(specifier))
        throw new Error('the native sharp is not for Electron on Linux')
      return next(specifier, context)
    },
  })
  try {
    return (await import('sharp')).default
  } finally {
    hooks.deregister()
  }
}
