import { assertNever } from '../../shared/assert-never.ts'
import { toIsoTime } from '../lib/iso-time.ts'
import { type Notice, toldGroup, toldIncident, toldPassage } from '../store/notices.ts'
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
      return typed('guest.entered', toldPassage(store, refId))
    case 'exit':
      return typed('guest.left', toldPassage(store, refId))
    case 'incident':
      return typed('incident.raised', toldIncident(store, refId))
    case 'group':
      return typed('group.finished', toldGroup(store, refId))
    default:
      return assertNever(kind, 'kind of notice')
  }
}

function typed(
  type: string,
  data: object | undefined,
): { readonly type: string; readonly data: object } | null {
  return data ? { type, data } : null
}
