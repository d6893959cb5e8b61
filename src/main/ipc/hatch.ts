import { randomUUID } from 'node:crypto'
import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { z } from 'zod'
import { contract, type Envelope } from '../../shared/contract.ts'
import type { Log } from '../lib/log.ts'
import { type Handlers, NotReadyError } from './handlers.ts'
import { parsers } from './parse.ts'

type AnyHandler = (ask: unknown) => unknown
type Table<T> = Record<string, Record<string, T>>

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
      // Both tables are mapped types over the contract, so whatever its keys name is there.
      const handler = (handlers as unknown as Table<AnyHandler>)[room]?.[verb]
      const parser = (parsers as unknown as Table<z.ZodType>)[room]?.[verb]
      if (!handler || !parser) throw new Error(`nobody answers ${channel}`)
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
