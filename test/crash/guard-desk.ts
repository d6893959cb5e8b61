// A guard's desk in a process of its own, everything but Electron: it answers what the page would ask, and is killed.
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import type { z } from 'zod'
import { createFrontDesk } from '../../src/main/app/front-desk.ts'
import { openSecrets } from '../../src/main/app/secrets.ts'
import { openSettings } from '../../src/main/app/settings.ts'
import { createHandlers } from '../../src/main/ipc/handlers.ts'
import { parsers } from '../../src/main/ipc/parse.ts'
import { openLog } from '../../src/main/lib/log.ts'
import { createRedactor } from '../../src/main/lib/redact.ts'
import { fastTime } from '../desk-harness.ts'
import { ToldMachine } from '../told-machine.ts'
import { accountOf, makeOlder } from './account.ts'
import type { Account, GuardOrder, GuardPlace, GuardWord } from './guard-words.ts'
import { keyStore } from './key-store.ts'

type Table<T> = Record<string, Record<string, T>>

/** The guard looks at the doors every so often, in the desk's time. */
const TICK_MS = 4_000

const { folder, pictures, factor, startMs } = JSON.parse(process.argv[2] ?? '') as GuardPlace
const redact = createRedactor()
const log = openLog(join(folder, 'logs'), redact)
const secretsIn = (file: string) => openSecrets(file, keyStore, redact, log.room('app'))
const front = createFrontDesk({
  ...fastTime(factor, startMs),
  folder,
  version: '0.0.0',
  siteTickMs: TICK_MS,
  settings: openSettings(folder, 'en', log.room('app')),
  secrets: secretsIn(join(folder, 'secret.bin')),
  webhookSecrets: (deskFolder) => secretsIn(join(deskFolder, 'webhook-secret.bin')),
  log,
  guards: new ToldMachine().guards,
  redact,
  push: () => undefined,
  showTheme: () => undefined,
  comeForward: () => undefined,
  quit: () => undefined,
  chooseFile: async () => null,
  choosePhotos: async () => pictures,
  printPage: () => Promise.reject(new Error('there is no page')),
})
const handlers = createHandlers(front) as unknown as Table<(ask: unknown) => unknown>

const tell = (word: GuardWord): unknown => process.send?.(word)

function account(): Account | null {
  const desk = front.current()
  return desk && accountOf(desk.store)
}

/** As the hatch does: parsed, handled, answered. A payload it does not take is a mistake of the story. */
async function follow({ id, call, ask }: GuardOrder): Promise<void> {
  if (call === 'account') {
    tell({ kind: 'account', id, account: account() })
    return
  }
  if (call === 'age') {
    const store = front.current()?.store
    if (store) makeOlder(store, ask as readonly number[])
    tell({ kind: 'answer', id, answer: null })
    return
  }
  const [room = '', verb = ''] = call.split('.')
  const parsed = (parsers as unknown as Table<z.ZodType>)[room]?.[verb]?.parse(ask)
  const answer = (await handlers[room]?.[verb]?.(parsed)) ?? null
  tell({ kind: 'answer', id, answer })
}

process.on('message', (order: GuardOrder) => {
  follow(order).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
// Whoever told it what to do is gone.
process.on('disconnect', () => process.exit(1))
await front.open()
tell({ kind: 'open', account: account() })
// Written at an orderly end otherwise, and there will be none.
flushCompileCache()
