import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { contract, type Envelope } from '../../shared/contract.ts'
import { diskTrouble } from '../lib/disk-trouble.ts'
import type { Log } from '../lib/log.ts'
import { type Handlers, NotReadyError } from './handlers.ts'
import { parsers } from './parse.ts'

type AnyHandler = (ask: unknown) => unknown
type Table<T> = Record<string, Record<string, T>>

/** Hears one call and always answers it; `isOurs` says whether our own window speaks. */
export type Answerer = (isOurs: () => boolean, ask: unknown) => Promise<Envelope>

/**
 * Who answers each channel. A call is checked three times: does our own window speak, is the payload what the contract
 * says, did the handler go through.
 */
export function createAnswerers(handlers: Handlers, log: Log): ReadonlyMap<string, Answerer> {
  const answerers = new Map<string, Answerer>()
  for (const [room, verbs] of Object.entries(contract)) {
    for (const verb of Object.keys(verbs)) {
      const channel = `${room}.${verb}`
      // Both tables are mapped types over the contract, so whatever its keys name is there.
      const handler = (handlers as unknown as Table<AnyHandler>)[room]?.[verb]
      const parser = (parsers as unknown as Table<z.ZodType>)[room]?.[verb]
      if (!handler || !parser) throw new Error(`nobody answers ${channel}`)
      answerers.set(channel, (isOurs, ask) => answer({ channel, parser, handler, log }, isOurs, ask))
    }
  }
  return answerers
}

interface Line {
  readonly channel: string
  readonly parser: z.ZodType
  readonly handler: AnyHandler
  readonly log: Log
}

const CODE = { diskFull: 'disk-full', diskFailing: 'disk-failing' } as const

async function answer(
  { channel, parser, handler, log }: Line,
  isOurs: () => boolean,
  ask: unknown,
): Promise<Envelope> {
  const no = (code: Extract<Envelope, { ok: false }>['code'], cause?: unknown): Envelope => {
    const requestId = randomUUID().slice(0, 8)
    if (code === 'failed') log.error(`${channel} ${requestId}`, cause)
    else log.warn(`${channel} ${requestId}: ${code}`)
    return { ok: false, code, requestId }
  }
  if (!surely(isOurs)) return no('not-allowed')
  try {
    const parsed = parser.safeParse(ask)
    if (!parsed.success) return no('bad-request')
    return { ok: true, value: (await handler(parsed.data)) ?? null }
  } catch (error) {
    if (error instanceof NotReadyError) return no('not-ready')
    const trouble = diskTrouble(error)
    return trouble ? no(CODE[trouble]) : no('failed', error)
  }
}

/** A frame that is gone throws when it is asked whose it was. */
function surely(isOurs: () => boolean): boolean {
  try {
    return isOurs()
  } catch {
    return false
  }
}
