import { z } from 'zod'
import { limits } from '../../lib/limits.ts'
import type { Gate } from '../gate.ts'
import type { Outcome } from '../outcome.ts'
import { fromWireTime, id, page, readAs, text, toWireTime } from '../wire.ts'

export interface EventQuery {
  readonly fromMs: number
  readonly untilMs: number
  /** One code per call; null asks for all at once, which not every server allows. */
  readonly eventType: number | null
  /** At most 10 doors; null leaves them out, which not every server allows. */
  readonly doorIds: readonly string[] | null
  readonly pageNo: number
}

export interface DoorEvent {
  /** HCP's id, or door + person + time + type where it gave none. */
  readonly eventKey: string
  readonly eventType: number
  readonly atMs: number
  readonly personId: string
  readonly doorId: string
  readonly doorName: string
}

export interface EventPage {
  readonly events: readonly DoorEvent[]
  /** Rows HCP sent that could not be read; they are counted, never half believed. */
  readonly unread: number
  readonly isLast: boolean
}

const eventRow = z.object({
  eventId: text,
  eventType: z.coerce.number(),
  eventTime: z.string(),
  personId: id.nullish().transform((value) => value ?? ''),
  doorIndexCode: id.nullish().transform((value) => value ?? ''),
  doorName: text,
})

/** `/acs/v1/door/events`: one page, oldest first, so that rows arriving meanwhile cannot shift it. */
export function readEvents(gate: Gate, query: EventQuery): Promise<Outcome<EventPage>> {
  return gate.send({
    path: '/acs/v1/door/events',
    class: 'monitor',
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({
      startTime: toWireTime(query.fromMs),
      endTime: toWireTime(query.untilMs),
      ...(query.eventType === null ? {} : { eventType: query.eventType }),
      ...(query.doorIds === null ? {} : { doorIndexCodes: query.doorIds }),
      pageNo: query.pageNo,
      pageSize: limits.hcpPageSize,
      sortField: 'SwipeTime',
      orderType: 0,
    }),
    parse: (data) => toPage(readAs(page(z.unknown()), data), query.pageNo),
  })
}

function toPage(
  data: { readonly total?: number | undefined; readonly list: readonly unknown[] },
  pageNo: number,
): EventPage {
  const events = data.list.flatMap((row) => toEvent(row) ?? [])
  const isLast =
    data.total === undefined
      ? data.list.length < limits.hcpPageSize
      : data.list.length === 0 || pageNo * limits.hcpPageSize >= data.total
  return { events, unread: data.list.length - events.length, isLast }
}

function toEvent(row: unknown): DoorEvent | null {
  const read = eventRow.safeParse(row)
  if (!read.success || Number.isNaN(Date.parse(read.data.eventTime))) return null
  const { eventId, eventType, eventTime, personId, doorIndexCode, doorName } = read.data
  const atMs = fromWireTime(eventTime)
  return {
    eventKey: eventId === '' ? `${doorIndexCode}/${personId}/${atMs}/${eventType}` : eventId,
    eventType,
    atMs,
    personId,
    doorId: doorIndexCode,
    doorName,
  }
}
