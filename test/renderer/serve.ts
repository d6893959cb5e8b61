import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { portrait, terminalPicture } from './portraits.ts'

const root = join(import.meta.dirname, '../..')
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** The renderer as it ships, built into a folder of its own so that nobody else's build is touched. */
export async function buildRenderer(outDir: string): Promise<void> {
  // A test runner's own NODE_ENV would bundle React's development build.
  process.env['NODE_ENV'] = 'production'
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(root, 'src/renderer'),
    plugins: [react()],
    build: { outDir, emptyOutDir: true, target: 'chrome140', reportCompressedSize: false },
  })
}

/** The fake bridge as one plain script; `fake.install(scene)` puts `window.desk` into the page. */
export async function bundleFake(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'install-fake.ts'), formats: ['iife'], name: 'fakeDesk' },
    },
  })
  for (const output of Array.isArray(built) ? built : [built]) {
    if (!('output' in output)) continue
    return `${output.output[0].code}\nwindow.fakeDesk = fakeDesk;`
  }
  throw new Error('the fake bridge was not bundled')
}

/** A terminal's picture; every seventh has been deleted in HCP. */
function takenAt(passageId: number): { status: number; type: string; body: string } {
  if (passageId % 7 === 5) return { status: 404, type: 'text/plain', body: '' }
  return { status: 200, type: 'image/svg+xml', body: terminalPicture(passageId % 100) }
}

/** Serves the built page and draws every photo that is asked for, as the app's own scheme would. */
export async function serve(
  folder: string,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '/').then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type })
      return response.end(body)
    })
  })
  async function answer(url: string): Promise<{ status: number; type: string; body: string | Buffer }> {
    const path = new URL(url, 'http://localhost').pathname
    const photo = /^\/photos\/([0-9a-f]{64})(?:\.thumb)?\.jpg$/u.exec(path)?.[1]
    if (path === '/favicon.ico') return { status: 204, type: 'image/x-icon', body: '' }
    const passage = /^\/passages\/(\d+)\.jpg$/u.exec(path)?.[1]
    if (passage !== undefined) return takenAt(Number(passage))
    if (photo !== undefined) return { status: 200, type: 'image/svg+xml', body: portrait(photo) }
    const file = join(folder, normalize(path === '/' ? '/index.html' : path))
    try {
      return {
        status: 200,
        type: types[extname(file)] ?? 'application/octet-stream',
        body: await readFile(file),
      }
    } catch {
      return { status: 404, type: 'text/plain', body: 'not here' }
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
