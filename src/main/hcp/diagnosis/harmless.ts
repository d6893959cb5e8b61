import type { Api, CallClass } from '../../../shared/hcp-view.ts'
import { limits } from '../../lib/limits.ts'
import type { Gate } from '../gate.ts'
import type { Outcome } from '../outcome.ts'
import { toWireTime } from '../wire.ts'

/**
 * The id of nobody and nothing: HCP counts from 1 and will not get there. Of digits and within 32 bits, because a version
 * that could not read it might take it for "none given", and for a reapplication that means everybody.
 */
const NOBODY = '2147483647'

const ACCESS_CONTROL = 1
const NO_SUCH_WISH = 9
const STATISTICS = 1
const FACE_GRANTED = 196893
const SPAN_MS = 60_000
const ONE_ROW = { pageNo: 1, pageSize: 1 } as const
const NOBODY_ON_NO_LEVEL = { privilegeGroupId: NOBODY, type: ACCESS_CONTROL, list: [{ id: NOBODY }] } as const

export type AskedHarmlessly = Exclude<Api, 'version' | 'eventPush'>

/** The cheapest question of each reading API; of each writing one a wish that HCP can only refuse, if it may be asked. */
const BODIES: Readonly<Record<AskedHarmlessly, (nowMs: number) => object>> = {
  org: () => ({}),
  levels: () => ({ ...ONE_ROW, type: ACCESS_CONTROL }),
  doors: () => ONE_ROW,
  // Without a name, and in a department that is none, nobody can be made.
  personAdd: () => ({ orgIndexCode: NOBODY }),
  personUpdate: () => ({ personId: NOBODY }),
  personFace: () => ({ personId: NOBODY }),
  personInfo: () => ({ personCode: NOBODY }),
  personDelete: () => ({ personId: NOBODY }),
  personPages: () => ONE_ROW,
  levelAdd: () => NOBODY_ON_NO_LEVEL,
  levelRemove: () => NOBODY_ON_NO_LEVEL,
  levelMembers: () => ({ privilegeGroupId: NOBODY, type: ACCESS_CONTROL, ...ONE_ROW }),
  // Never without persons: that would bring everything that is pending to the doors. And with a wish HCP does not know, so
  // that nothing is started: whoever is really on his way to the doors would have to wait for it.
  apply: () => ({ ImmediateDownload: NO_SUCH_WISH, personIds: NOBODY }),
  applyErrors: () => ({ applicationResultType: STATISTICS, type: ACCESS_CONTROL, ...ONE_ROW }),
  doorStatus: () => ({ id: NOBODY }),
  events: (nowMs) => ({
    startTime: toWireTime(nowMs - SPAN_MS),
    endTime: toWireTime(nowMs),
    eventType: FACE_GRANTED,
    ...ONE_ROW,
  }),
  eventPicture: () => ({ picUri: NOBODY }),
}

/** Asks an API for nothing, to see whether it may be asked. Whatever it answers but "not for you" means that it may. */
export function askHarmlessly(
  gate: Gate,
  api: AskedHarmlessly,
  nowMs: () => number,
  isOver: () => boolean,
  callClass: CallClass = 'door',
): Promise<Outcome<null>> {
  return gate.send({
    api,
    class: callClass,
    timeoutMs: limits.hcpReadTimeoutMs,
    // Also of the writing APIs: none of these bodies can have an effect.
    reads: true,
    body: () => (isOver() ? null : BODIES[api](nowMs())),
    parse: () => null,
  })
}
