// session.webRequest.onBeforeRequest: who may fetch what. The other hooks throw.
import type { OnBeforeRequestListenerDetails } from 'electron'
import { onlyImitated } from './host.ts'

type Details = Pick<
  OnBeforeRequestListenerDetails,
  'id' | 'url' | 'method' | 'resourceType' | 'referrer' | 'timestamp' | 'webContentsId'
>
type Verdict = { cancel?: boolean; redirectURL?: string }
type Listener = (details: Details, callback: (verdict: Verdict) => void) => void
type Filter = { urls: string[]; types?: string[] }

let filter: Filter | null = null
let listener: Listener | null = null
let lastId = 0

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
}

/** Chromium's match patterns: `<all_urls>`, `*://*.example.com/*`, `http://127.0.0.1/*`. */
export function matches(pattern: string, url: string): boolean {
  if (pattern === '<all_urls>') return true
  const [, scheme, host, path] = /^([^:]+):\/\/([^/]*)(\/.*)?$/.exec(pattern) ?? []
  if (!scheme || host === undefined) throw new TypeError(`Invalid url pattern ${pattern}`)
  const schemes = scheme === '*' ? '(?:https?|wss?)' : escaped(scheme)
  const port = /:\d+$|:\*$/.test(host) ? '' : '(?::\\d+)?'
  const hosts = host.startsWith('*.')
    ? `(?:[^/]*\\.)?${escaped(host.slice(2))}`
    : escaped(host).replaceAll('*', '[^/]*')
  const paths = escaped(path ?? '/*').replaceAll('*', '.*')
  return new RegExp(`^${schemes}://${hosts}${port}${paths}$`, 'is').test(url)
}

function isWatched(details: Omit<Details, 'id' | 'timestamp'>): boolean {
  if (!filter) return true
  if (filter.types && !filter.types.includes(details.resourceType)) return false
  return filter.urls.length === 0 || filter.urls.some((pattern) => matches(pattern, details.url))
}

export const webRequest = onlyImitated('webRequest', {
  onBeforeRequest(filterOrListener: Filter | Listener | null, then?: Listener | null) {
    const hasFilter = typeof filterOrListener === 'object' && filterOrListener !== null
    filter = hasFilter ? filterOrListener : null
    listener = (hasFilter ? then : filterOrListener) ?? null
  },
})

/** The listener's verdict; without a listener everything may pass. */
export async function askListener(details: Omit<Details, 'id' | 'timestamp'>): Promise<Verdict> {
  const asked = listener
  if (!asked || !isWatched(details)) return {}
  return new Promise((resolve) => {
    asked({ ...details, id: ++lastId, timestamp: Date.now() }, resolve)
  })
}
