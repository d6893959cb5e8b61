import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { net, type Protocol } from 'electron'

/**
 * The page's own address, `app://desk/`: its files, and the pictures of guests and passages. A scheme of its own instead of
 * `file:` gives the page an origin, and nothing on the disk but these folders.
 */
export const SCHEME = 'app'
export const ORIGIN = 'app://desk'

/** To be called before Electron is ready: the scheme behaves like https, so that cameras and modules work. */
export function registerScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

export interface SchemeNeeds {
  /** Folder of the built page. */
  readonly folder: string
  /** Address of the development server, or null. */
  readonly devServer: string | null
  readonly readPhoto: (hash: string, size: 'full' | 'thumb') => Buffer | null
  readonly readPassagePicture: (passageId: number) => Promise<Buffer | null>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

const PHOTO = /^\/photos\/([0-9a-f]{64})(\.thumb)?\.jpg$/
const PASSAGE = /^\/passages\/([1-9]\d{0,14})\.jpg$/

export function serveScheme(protocol: Protocol, needs: SchemeNeeds): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url)
    if (url.host !== 'desk' || request.method !== 'GET') return notFound()
    const photo = PHOTO.exec(url.pathname)
    if (photo) return servePhoto(needs.readPhoto(photo[1] ?? '', photo[2] ? 'thumb' : 'full'))
    const passage = PASSAGE.exec(url.pathname)
    if (passage) return servePhoto(await needs.readPassagePicture(Number(passage[1])))
    if (needs.devServer) return net.fetch(new URL(url.pathname + url.search, needs.devServer).href)
    return serveFile(needs.folder, url.pathname === '/' ? '/index.html' : url.pathname)
  })
}

function servePhoto(jpeg: Buffer | null): Response {
  if (!jpeg) return notFound()
  // Named by content, so it never changes; but it is a face, so it is not written to the page's own disk cache.
  return new Response(new Uint8Array(jpeg), {
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'no-store' },
  })
}

async function serveFile(folder: string, path: string): Promise<Response> {
  try {
    const file = normalize(join(folder, decodeURIComponent(path)))
    const type = TYPES[extname(file)]
    if (!file.startsWith(folder + sep) || !type) return notFound()
    // Not through lib/safe-read: these files came with the program, in an archive Electron opens only for whole files.
    return new Response(new Uint8Array(await readFile(file)), { headers: { 'content-type': type } })
  } catch (error) {
    // The last two are of names that are none: a broken `%`, a sign no file system takes.
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ERR_INVALID_ARG_VALUE' || error instanceof URIError) return notFound()
    throw error
  }
}

function notFound(): Response {
  return new Response('not found', { status: 404, headers: { 'content-type': 'text/plain' } })
}
