import { z } from 'zod'
import type { CallClass } from '../../../shared/hcp-view.ts'
import { limits } from '../../lib/limits.ts'
import type { Gate } from '../gate.ts'
import { acceptRefusal, done, mapDone, type Outcome } from '../outcome.ts'
import { count, id, lowerKeys, nothing, readAs, readPage, text } from '../wire.ts'
import type { Members } from './levels.ts'

const doorRow = z
  .object({ doorIndexCode: id, doorName: text })
  .transform((row) => ({ doorId: row.doorIndexCode, name: row.doorName }))

export interface SiteDoor {
  readonly doorId: string
  readonly name: string
}

/** `/acsDoor/acsDoorList`: the first 500 doors. */
export function listDoors(gate: Gate): Promise<Outcome<readonly SiteDoor[]>> {
  return gate.send({
    api: 'doors',
    class: 'enrol',
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({ pageNo: 1, pageSize: limits.hcpPageSize }),
    parse: (data) => readPage(doorRow, data).rows,
  })
}

/**
 * `/visitor/v1/auth/reapplication` (works for persons too, despite its name): brings what is pending for these persons
 * to the doors. Code 1 means that another application still runs: refused as `running`, ask again a little later.
 * `retryFailed` also takes along doors that refused before.
 */
export function applyToDoors(
  gate: Gate,
  callClass: CallClass,
  members: Members,
  retryFailed: boolean,
): Promise<Outcome<null>> {
  return gate.send({
    api: 'apply',
    class: callClass,
    timeoutMs: limits.hcpWriteTimeoutMs,
    reads: false,
    body: () => {
      const personIds = members().join(',')
      return personIds === '' ? null : { ImmediateDownload: retryFailed ? 0 : 1, personIds }
    },
    parse: (data) => readAs(nothing, data),
  })
}

/**
 * What the doors say of one person: `none` when HCP lists no door for him, `untold` when this installation does not tell,
 * `unclear` when the answer was none anybody understands.
 */
export type DoorsVerdict = 'done' | 'pending' | 'failed' | 'none' | 'untold' | 'unclear'

// All keys in lower case: their spelling was seen to differ between versions.
const one = z.object({ elementstatus: count })
const certificate = z.object({ status: count })
const many = <T>(shape: z.ZodType<T>) =>
  z
    .union([z.array(shape), shape.transform((single) => [single])])
    .nullish()
    .transform((list) => list ?? [])
const element = z.object({
  elementstatus: many(one),
  certificatestatuslist: z
    .object({ certificatestatus: many(certificate) })
    .nullish()
    .transform((list) => list?.certificatestatus ?? []),
})
const detail = z.object({
  elementdetaillist: z
    .union([z.object({ elementdetail: many(element) }), z.literal('')])
    .nullish()
    .transform((list) => (list ? list.elementdetail : [])),
})

/**
 * `/visitor/v1/person/ID/elementDownloadDetail` (the letters ID are in the path): status 0 done, 1 pending, 2 and 3
 * failed, per door and credential. Proven for visitors; an installation that does not know it for persons is `untold`.
 */
export async function askDoors(
  gate: Gate,
  callClass: CallClass,
  personId: string,
): Promise<Outcome<DoorsVerdict>> {
  const verdict = await gate.send<DoorsVerdict>({
    api: 'doorStatus',
    class: callClass,
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({ id: personId }),
    parse: (data) =>
      data === '' || data === null || data === undefined
        ? 'none'
        : judge(readAs(detail, lowerKeys(data)).elementdetaillist),
  })
  // An answer nobody understands tells nothing about the doors; it must not hold up for ever what HCP has accepted.
  const told = acceptRefusal(acceptRefusal(verdict, 'entitlement', 'untold'), 'notUnderstood', 'unclear')
  return acceptRefusal(told, 'missing', 'none')
}

/** How far HCP has come with bringing everybody's rights to the doors. */
export interface DoorsTogether {
  readonly pending: number
  /** PersonIds of those some door has refused. */
  readonly failedIds: ReadonlySet<string>
}

const STATISTICS = 1
const ERRORS = 2

const statistics = z.object({ pending: count, failed: count })
const errorRow = z.union([
  z.object({ id }).transform((row) => row.id),
  z.object({ personid: id }).transform((row) => row.personid),
])

/**
 * `/auth/applicationResult`: everybody's application to the doors in one answer, and a second one only when some failed.
 * The reply's shape is not proven on live servers; one that is not understood is refused as such, and each person is
 * asked about alone.
 */
export async function askDoorsTogether(gate: Gate, callClass: CallClass): Promise<Outcome<DoorsTogether>> {
  const ask = <T>(applicationResultType: number, parse: (data: unknown) => T): Promise<Outcome<T>> =>
    gate.send({
      api: 'applyErrors',
      class: callClass,
      timeoutMs: limits.hcpReadTimeoutMs,
      reads: true,
      body: () => ({ applicationResultType, type: 1, pageNo: 1, pageSize: limits.hcpPageSize }),
      parse,
    })
  const counts = await ask(STATISTICS, (data) => readAs(statistics, lowerKeys(data)))
  if (counts.kind !== 'done') return counts
  const { pending, failed } = counts.value
  if (pending > 0 || failed === 0) return done({ pending, failedIds: new Set<string>() })
  const errors = await ask(ERRORS, (data) => readPage(errorRow, lowerKeys(data)))
  return errors.kind === 'done' && (errors.value.unread > 0 || failed > errors.value.received)
    ? // Somebody who failed may be among those that could not be read.
      { kind: 'refused', class: 'notUnderstood', code: '', field: '' }
    : mapDone(errors, (page) => ({ pending, failedIds: new Set(page.rows) }))
}

function judge(elements: z.infer<typeof detail>['elementdetaillist']): DoorsVerdict {
  const states = elements.flatMap((door) => [
    ...door.elementstatus.map((status) => status.elementstatus),
    ...door.certificatestatuslist.map((status) => status.status),
  ])
  if (states.length === 0) return 'none'
  if (states.some((state) => state === 1)) return 'pending'
  return states.every((state) => state === 0) ? 'done' : 'failed'
}
