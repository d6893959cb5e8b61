import type { WebContents } from 'electron'
import type { AskOf, Pushes } from '../../shared/contract.ts'

/** Sends news to the page; a window that is closing hears nothing more. */
export function pushTo<Name extends keyof Pushes>(
  page: WebContents | null,
  name: Name,
  payload: AskOf<Pushes[Name]>,
): void {
  if (page && !page.isDestroyed()) page.send(`push.${name}`, payload)
}
