import { randomUUID } from 'node:crypto'
import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { z } from 'zod'
import { contract, type Envelope } from '../../shared/contract.ts'
import type { Log } from '../lib/log.ts'
import { type Handlers, NotReadyError } from './handlers.ts'
import { parsers } from './parse.ts'

type AnyHandler = (ask: unknown) => unknown

/**
 * Opens the hatch: the only place that hears the page. Each call is checked three times before it is answered: does our
 * own window speak, is the payload what the contract says, did the handler go through. Answers the function that closes it.
 */
export function openHatch(
  handlers: Handlers,
  isOurs: (event: IpcMainInvokeEvent) => boolean,
  log: Log,
): () => void {
  const channels: string[] = []
  for (const [room, verbs] of Object.entries(contract)) {
    for (const verb of Object.keys(verbs)) {
      const channel = `${room}.${verb}`
      const handler = pick<AnyHandler>(handlers, room, verb)
      const parser = pick<z.ZodType>(parsers, room, verb)
      ipcMain.handle(channel, (event, ask: unknown) =>
        answer(channel, () => isOurs(event), parser, handler, ask, log),
      )
      channels.push(channel)
    }
  }
  return () => {
    for (const channel of channels) ipcMain.removeHandler(channel)
  }
}

/** Both tables are mapped types over the contract, so what its keys name is there. */
function pick<T>(table: object, room: string, verb: string): T {
  return (table as Record<string, Record<string, T>>)[room]?.[verb] as T
}

async function answer(
  channel: string,
  isOurs: () => boolean,
  parser: z.ZodType,
  handler: AnyHandler,
  ask: unknown,
  log: Log,
): Promise<Envelope> {
  const no = (code: Extract<Envelope, { ok: false }>['code'], cause?: unknown): Envelope => {
    const requestId = randomUUID().slice(0, 8)
    if (code === 'failed') log.error(`${channel} ${requestId}`, cause)
    else log.warn(`${channel} ${requestId}: ${code}`)
    return { ok: false, code, requestId }
  }
  if (!isOurs()) return no('not-allowed')
  const parsed = parser.safeParse(ask)
  if (!parsed.success) return no('bad-request')
  try {
    return { ok: true, value: (await handler(parsed.data)) ?? null }
  } catch (error) {
    return no(error instanceof NotReadyError ? 'not-ready' : 'failed', error)
  }
}
