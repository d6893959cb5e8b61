import type { CareView } from '../../shared/care.ts'
import type { StatePatch } from '../../shared/desk-state.ts'
import type { GroupView } from '../../shared/group.ts'
import type { HcpView } from '../../shared/hcp-view.ts'
import type { DeskStatus } from '../../shared/status.ts'
import type { PassageRow } from '../../shared/visit.ts'
import type { WebhookView } from '../../shared/webhook.ts'
import { limits } from '../lib/limits.ts'
import type { Store } from '../store/open-store.ts'
import { newestOfDesk, newestPassages, passagesById } from '../store/passages.ts'
import { allCards, cardOf } from './cards.ts'
import { shownIncidents } from './incidents.ts'
import { knownMuster } from './muster.ts'
import type { DeskState } from './one-desk.ts'
import { knownLevels, knownPolicy } from './site-facts.ts'
import type { Dirt } from './state-feed.ts'

/** What of the state stands in no table of the store, as it is when it is asked for. */
export interface Live {
  readonly nowMs: () => number
  readonly status: () => DeskStatus
  readonly hcp: () => HcpView
  readonly webhook: () => WebhookView
  readonly groups: () => readonly GroupView[]
  readonly care: () => CareView
}

/** The whole state of one desk, for a screen that begins. */
export function wholeView(store: Store, live: Live): DeskState {
  const levels = knownLevels(store)
  return {
    levels,
    cards: allCards(store, levels, live.nowMs()),
    passages: feedRows(store),
    status: live.status(),
    hcp: live.hcp(),
    incidents: shownIncidents(store, live.nowMs()),
    policy: knownPolicy(store),
    webhook: live.webhook(),
    groups: live.groups(),
    muster: knownMuster(store),
    care: live.care(),
  }
}

/** The feed's guests and refusals, and a few of all the others. */
function feedRows(store: Store): readonly PassageRow[] {
  const ofDesk = newestOfDesk(store, limits.feedRows)
  const known = new Set(ofDesk.map((row) => row.passageId))
  const others = newestPassages(store, limits.feedRows / 2).filter((row) => !known.has(row.passageId))
  return [...ofDesk, ...others].sort((a, b) => b.atMs - a.atMs || b.passageId - a.passageId)
}

/** What the screen must know of what has changed, read from the store at the last moment. */
export function buildPatch(store: Store, dirt: Dirt, live: Live): Omit<StatePatch, 'revision'> {
  const nowMs = live.nowMs()
  const levels = knownLevels(store)
  const cards = [...dirt.visitIds].map((visitId) => [visitId, cardOf(store, visitId, levels, nowMs)] as const)
  return {
    cards: cards.flatMap(([, card]) => card ?? []),
    goneVisitIds: cards.flatMap(([visitId, card]) => (card ? [] : [visitId])),
    passages: passagesById(store, [...dirt.passageIds]).toReversed(),
    ...(dirt.parts.has('levels') ? { levels } : {}),
    status: live.status(),
    ...(dirt.parts.has('hcp') ? { hcp: live.hcp() } : {}),
    ...(dirt.parts.has('incidents')
      ? { incidents: shownIncidents(store, nowMs), policy: knownPolicy(store) }
      : {}),
    ...(dirt.parts.has('webhook') ? { webhook: live.webhook() } : {}),
    ...(dirt.parts.has('groups') ? { groups: live.groups() } : {}),
    ...(dirt.parts.has('muster') ? { muster: knownMuster(store) } : {}),
    ...(dirt.parts.has('care') ? { care: live.care() } : {}),
  }
}
