// protocol.handle and net.fetch: the app's own schemes, answered by the app.
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CustomScheme, Protocol } from 'electron'
import { addCustomScheme, isCustomScheme, schemeOf } from './addresses.ts'
import { NotImitated, onlyImitated } from './host.ts'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()
const contentTypes: Record<string, string> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}
let isReady = false

export function closeSchemeRegistration(): void {
  isReady = true
}

export const protocol = onlyImitated('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]) {
    if (isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of schemes) {
      // The mapped address is a standard, secure one; a scheme with fewer rights would look richer than it is.
      if (!privileges?.standard || !privileges.secure) {
        throw new NotImitated(`the scheme ${scheme} without standard and secure`)
      }
      addCustomScheme(scheme)
    }
  },
  handle(scheme: string, handler: Handler) {
    if (!isReady) throw new Error('protocol.handle should be called after app is ready')
    if (!isCustomScheme(scheme))
      throw new NotImitated(`protocol.handle for the unregistered scheme ${scheme}`)
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
  unhandle(scheme: string) {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
  },
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
} satisfies Partial<Protocol>)

export type Answer = { response: Response } | { failed: 'ERR_FAILED' | 'ERR_UNEXPECTED' }

/** What the page gets for a custom address; failures are named as Electron names them. */
export async function answerCustom(request: Request): Promise<Answer> {
  const handler = handlers.get(schemeOf(request.url))
  if (!handler) return { failed: 'ERR_FAILED' }
  try {
    const response: unknown = await handler(request)
    if (!(response instanceof Response)) return { failed: 'ERR_UNEXPECTED' }
    return response.type === 'error' ? { failed: 'ERR_FAILED' } : { response }
  } catch (error) {
    console.error(error)
    return { failed: 'ERR_UNEXPECTED' }
  }
}

async function fetchFile(url: string): Promise<Response> {
  try {
    const path = fileURLToPath(url)
    const type = contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream'
    return new Response(await readFile(path), { headers: { 'content-type': type } })
  } catch (cause) {
    throw new Error('net::ERR_FILE_NOT_FOUND', { cause })
  }
}

async function fetchAnything(input: string | Request, init?: RequestInit): Promise<Response> {
  const url = input instanceof Request ? input.url : input
  if (schemeOf(url) === 'file') return fetchFile(url)
  if (!isCustomScheme(schemeOf(url))) return fetch(input, init)
  const answer = await answerCustom(new Request(input, init))
  if ('failed' in answer) throw new Error(`net::${answer.failed}`)
  return answer.response
}

export const net = onlyImitated('net', {
  fetch: fetchAnything,
  isOnline: () => true,
  online: true,
})
