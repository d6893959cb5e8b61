import { z } from 'zod'
import { limits } from '../../lib/limits.ts'
import type { Gate } from '../gate.ts'
import type { Outcome } from '../outcome.ts'
import {
  count,
  fromWireTime,
  handle,
  type Page,
  readPage,
  readPicture,
  shortId,
  shortText,
  someId,
  text,
  toWireTime,
} from '../wire.ts'

export interface EventQuery {
  readonly fromMs: number
  readonly untilMs: number
  /** One code per call; null asks for all at once, which not every server allows. */
  readonly eventType: number | null
  /** At most 10 doors; null leaves them out, which not every server allows. */
  readonly doorIds: readonly string[] | null
  readonly pageNo: number
  /** Rows a page, at most 500. */
  readonly pageSize: number
}

export interface DoorEvent {
  /** HCP's id, or door + person + time + type where it gave none. */
  readonly eventKey: string
  readonly eventType: number
  readonly atMs: number
  readonly personId: string
  readonly doorId: string
  readonly doorName: string
  /** The reader and the picture of the terminal; empty where this version gives none. */
  readonly readerId: string
  readonly readerName: string
  readonly pictureUri: string
}

export interface EventPage {
  readonly events: readonly DoorEvent[]
  /** Rows HCP sent that could not be read; they are counted, never half believed. */
  readonly unread: number
  readonly isLast: boolean
}

const eventRow = z
  .object({
    eventId: someId,
    eventType: count,
    eventTime: z.string().refine((time) => !Number.isNaN(Date.parse(time))),
    personId: someId,
    doorIndexCode: someId,
    doorName: text,
    readerIndexCode: shortId,
    readerName: shortText,
    picUri: handle,
  })
  .transform((row): DoorEvent => {
    const { eventId, eventType, personId, doorIndexCode: doorId, doorName } = row
    const atMs = fromWireTime(row.eventTime)
    return {
      eventKey: eventId === '' ? `${doorId}/${personId}/${atMs}/${eventType}` : eventId,
      eventType,
      atMs,
      personId,
      doorId,
      doorName,
      readerId: row.readerIndexCode,
      readerName: row.readerName,
      pictureUri: row.picUri,
    }
  })

/** `/acs/v1/door/events`: one page, oldest first, so that rows arriving meanwhile cannot shift it. */
export function readEvents(gate: Gate, query: EventQuery): Promise<Outcome<EventPage>> {
  return gate.send({
    api: 'events',
    class: 'monitor',
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({
      startTime: toWireTime(query.fromMs),
      endTime: toWireTime(query.untilMs),
      ...(query.eventType === null ? {} : { eventType: query.eventType }),
      ...(query.doorIds === null ? {} : { doorIndexCodes: query.doorIds }),
      pageNo: query.pageNo,
      pageSize: query.pageSize,
      sortField: 'SwipeTime',
      orderType: 0,
    }),
    parse: (data) => {
      const page = readPage(eventRow, data)
      return { events: page.rows, unread: page.unread, isLast: isLastPage(page, query) }
    },
  })
}

/** By the total where HCP gives one, counted in the pages it really sends; else by a page that is not full. */
function isLastPage(page: Page<DoorEvent>, { pageNo, pageSize }: EventQuery): boolean {
  if (page.received === 0) return true
  const size = page.pageSize !== undefined && page.pageSize > 0 ? page.pageSize : pageSize
  return page.total === undefined ? page.received < size : pageNo * size >= page.total
}

/** `/acs/v1/event/pictures`: the bytes as they came, or null when HCP has none. Nobody has looked into them yet. */
export function readEventPicture(gate: Gate, pictureUri: string): Promise<Outcome<Buffer | null>> {
  return gate.send({
    api: 'eventPicture',
    class: 'pictures',
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({ picUri: pictureUri }),
    parse: readPicture,
  })
}
