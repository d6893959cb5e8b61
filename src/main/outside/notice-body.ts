import { assertNever } from '../../shared/assert-never.ts'
import { toIsoTime } from '../lib/iso-time.ts'
import { type Notice, toldIncident, toldPassage } from '../store/notices.ts'
import type { Store } from '../store/open-store.ts'

/**
 * A notice in the words the receiver reads, as JSON: who, where and when, but no picture, no key and no number of HCP's.
 * Null when nothing is kept any more of what it is about.
 */
export function noticeBody(store: Store, notice: Notice): string | null {
  const told = tell(store, notice)
  return told && messageBody(told.type, notice.webhookId, notice.atMs, told.data)
}

/** One message: what has happened, its id, when (ISO 8601 with an offset), and the rest. */
export function messageBody(type: string, id: string, atMs: number, data: object): string {
  return JSON.stringify({ type, id, at: toIsoTime(atMs), data })
}

function tell(
  store: Store,
  { kind, refId }: Notice,
): { readonly type: string; readonly data: object } | null {
  switch (kind) {
    case 'entry':
    case 'exit': {
      const data = toldPassage(store, refId)
      return data ? { type: kind === 'entry' ? 'guest.entered' : 'guest.left', data } : null
    }
    case 'incident': {
      const data = toldIncident(store, refId)
      return data ? { type: 'incident.raised', data } : null
    }
    case 'group':
      return { type: 'group.finished', data: { groupId: refId } }
    default:
      return assertNever(kind, 'kind of notice')
  }
}
