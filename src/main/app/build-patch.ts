import type { StatePatch } from '../../shared/desk-state.ts'
import type { GroupView } from '../../shared/group.ts'
import type { HcpView } from '../../shared/hcp-view.ts'
import type { DeskStatus } from '../../shared/status.ts'
import type { WebhookView } from '../../shared/webhook.ts'
import type { Store } from '../store/open-store.ts'
import { passagesById } from '../store/passages.ts'
import { cardOf } from './cards.ts'
import { shownIncidents } from './incidents.ts'
import { knownMuster } from './muster.ts'
import { knownLevels, knownPolicy } from './site-facts.ts'
import type { Dirt } from './state-feed.ts'

/** What the screen must know of what has changed, read from the store at the last moment. */
export function buildPatch(
  store: Store,
  dirt: Dirt,
  now: {
    readonly nowMs: number
    readonly status: DeskStatus
    readonly hcp: () => HcpView
    readonly webhook: () => WebhookView
    readonly groups: () => readonly GroupView[]
  },
): Omit<StatePatch, 'revision'> {
  const levels = knownLevels(store)
  const cards = [...dirt.visitIds].map(
    (visitId) => [visitId, cardOf(store, visitId, levels, now.nowMs)] as const,
  )
  return {
    cards: cards.flatMap(([, card]) => card ?? []),
    goneVisitIds: cards.flatMap(([visitId, card]) => (card ? [] : [visitId])),
    passages: passagesById(store, [...dirt.passageIds]).toReversed(),
    ...(dirt.parts.has('levels') ? { levels } : {}),
    status: now.status,
    ...(dirt.parts.has('hcp') ? { hcp: now.hcp() } : {}),
    ...(dirt.parts.has('incidents')
      ? { incidents: shownIncidents(store, now.nowMs), policy: knownPolicy(store) }
      : {}),
    ...(dirt.parts.has('webhook') ? { webhook: now.webhook() } : {}),
    ...(dirt.parts.has('groups') ? { groups: now.groups() } : {}),
    ...(dirt.parts.has('muster') ? { muster: knownMuster(store) } : {}),
  }
}
