// Plain JavaScript, because it must speak where the packages, and the Node they bring, are not there yet.
import { existsSync } from 'node:fs'

if (!existsSync(new URL('../../node_modules/electron-vite', import.meta.url))) {
  console.error('The packages are not installed yet. Run `npm ci` first.')
  process.exit(1)
}
