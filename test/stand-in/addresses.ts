// Chromium cannot navigate a scheme it was not built with. So app://desk/x is shown to it as
// https://desk.app.localhost/x: a secure context with an origin of its own, and never a packet, because every
// request to such a host is answered from the app's handler (traffic.ts).
const customSchemes = new Set<string>()

export function addCustomScheme(scheme: string): void {
  customSchemes.add(scheme)
}

export function isCustomScheme(scheme: string): boolean {
  return customSchemes.has(scheme)
}

export function schemeOf(url: string): string {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? ''
}

/** app://desk/x → https://desk.app.localhost/x; every other address stays as it is. */
export function toChromium(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? []
  if (!isCustomScheme(scheme.toLowerCase())) return url
  const path = rest.startsWith('/') ? rest : `/${rest}`
  return `https://${host.toLowerCase()}.${scheme.toLowerCase()}.localhost${path}`
}

/** The same backwards; also for a bare origin. */
export function fromChromium(url: string): string {
  const [, host, scheme = '', rest] = /^https:\/\/([^/?#:]+)\.([a-z0-9+-]+)\.localhost(.*)$/is.exec(url) ?? []
  return isCustomScheme(scheme) ? `${scheme}://${host}${rest}` : url
}

/** Node's URL gives 'null' for a custom scheme; Electron gives scheme and host. */
export function originOf(url: string): string {
  const scheme = schemeOf(url)
  if (isCustomScheme(scheme)) return /^[^:]+:\/\/[^/?#]*/.exec(url)?.[0] ?? 'null'
  if (scheme === 'file') return 'file://'
  return URL.canParse(url) ? new URL(url).origin : 'null'
}

/** A policy that names the custom scheme must name Chromium's address for it. */
export function policyForChromium(policy: string): string {
  return policy
    .replace(/\b([a-z][a-z0-9+-]*):\/\/[^\s;,/]+/gi, (address) => toChromium(address).replace(/\/$/, ''))
    .replace(/(^|\s)([a-z][a-z0-9+-]*):(?=[\s;,]|$)/gi, (source, before: string, scheme: string) =>
      isCustomScheme(scheme.toLowerCase()) ? `${before}https://*.${scheme}.localhost` : source,
    )
}
