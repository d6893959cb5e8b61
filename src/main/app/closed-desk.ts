import { noCare } from '../../shared/care.ts'
import { defaultPolicy } from '../../shared/policy.ts'
import { noWebhook } from '../../shared/webhook.ts'
import type { DeskState } from './one-desk.ts'

/** What the screen is told while no desk is open. */
export const closedDesk: DeskState = {
  levels: [],
  cards: [],
  passages: [],
  status: {
    hcp: { state: 'connecting' },
    waiting: 0,
    revocations: 0,
    alarms: [],
    parked: 0,
    callsLastMinute: 0,
    callsPerMinuteAllowed: 0,
    slowedToPerSecond: null,
    passagesReadUntilMs: null,
    catchingUp: null,
    noEntrance: false,
    paused: null,
    machine: null,
  },
  hcp: null,
  incidents: [],
  policy: defaultPolicy,
  webhook: noWebhook,
  groups: [],
  muster: null,
  care: noCare,
}
