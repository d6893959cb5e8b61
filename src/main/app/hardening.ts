import { app, type Session } from 'electron'
import { ORIGIN } from './scheme.ts'

/**
 * What the page may not do: leave its address, open windows, reach any network, ask for anything but the camera and
 * notifications. After Electron's security checklist.
 */
export function harden(session: Session, devServer: string | null): void {
  session.setPermissionRequestHandler((page, permission, answer, details) => {
    const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const wantsVideoOnly =
      permission === 'media' && types.length > 0 && types.every((type) => type === 'video')
    answer((wantsVideoOnly || permission === 'notifications') && isOurAddress(page.getURL()))
  })
  session.setPermissionCheckHandler(
    (_page, permission, origin) =>
      (permission === 'media' || permission === 'notifications') && isOurAddress(origin),
  )
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !mayRequest(details.url, devServer) })
  })
  app.on('web-contents-created', (_event, page) => {
    page.setWindowOpenHandler(() => ({ action: 'deny' }))
    page.on('will-navigate', (event) => {
      if (!isOurAddress(event.url)) event.preventDefault()
    })
    page.on('will-attach-webview', (event) => event.preventDefault())
  })
}

export function isOurAddress(url: string): boolean {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`)
}

/** The page never talks to the network: main does, and only to HCP. In development it may hear its own server. */
function mayRequest(url: string, devServer: string | null): boolean {
  if (isOurAddress(url) || url.startsWith('blob:') || url.startsWith('data:') || url.startsWith('devtools:'))
    return true
  if (!devServer) return false
  const { protocol, host } = new URL(url)
  return (protocol === 'ws:' || protocol === 'http:') && host === new URL(devServer).host
}
