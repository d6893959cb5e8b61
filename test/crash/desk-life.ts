// One life of a desk, in a process of its own: it opens a folder, does what it is told, and is killed.
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { openDesk } from '../../src/main/app/open-desk.ts'
import { openLog } from '../../src/main/lib/log.ts'
import { createRedactor } from '../../src/main/lib/redact.ts'
import { putFact } from '../../src/main/store/facts.ts'
import { WEBHOOK } from '../../src/main/store/notices.ts'
import type { GroupAnswer } from '../../src/shared/group.ts'
import { fastTime, plainSecrets } from '../desk-harness.ts'
import { ToldMachine } from '../told-machine.ts'
import type { LifePlace, Order, Word } from './words.ts'

const { folder, pictures, hcp, factor, startMs } = JSON.parse(process.argv[2] ?? '') as LifePlace
const redact = createRedactor()
redact.hide(hcp.appSecret)
redact.hide(hcp.appKey)
let shown = ''

const tell = (word: Word): unknown => process.send?.(word)

function tellGroups(): void {
  const groups = desk.groups.view()
  const text = JSON.stringify(groups)
  if (text === shown) return
  shown = text
  tell({ kind: 'groups', groups })
}

const desk = openDesk(
  // One look at the doors when it opens is enough.
  { folder, tickMs: 3_600_000, metricsPort: null, hcp },
  {
    ...fastTime(factor, startMs),
    log: openLog(join(folder, 'logs'), redact),
    guards: new ToldMachine().guards,
    push: tellGroups,
    webhookSecrets: () => plainSecrets(redact),
    chooseFile: async () => null,
    choosePhotos: async () => pictures,
    printPage: () => Promise.reject(new Error('there is no page')),
  },
)

/** The pictures of a folder are put aside, as an import does before the guard confirms; answers what they are called by. */
async function importPhotos(): Promise<readonly string[]> {
  const chosen = await desk.imports.choosePhotos('folder')
  if (!chosen?.ok) throw new Error('the pictures were not found')
  const hashes: string[] = []
  for (const name of chosen.names) {
    hashes.push(await importPhoto(name))
  }
  return hashes
}

/** Where time runs fast, a busy machine is too slow for a picture at times. */
async function importPhoto(name: string): Promise<string> {
  for (let left = 5; ; left -= 1) {
    const photo = await desk.imports.photo(name)
    if (photo.ok) return photo.photoHash
    if (photo.problem !== 'tooSlow' || left === 0) throw new Error(photo.problem)
  }
}

/** Each is answered when it is on the disk, as the screen is. */
async function follow(order: Order): Promise<void> {
  switch (order.do) {
    case 'prepare': {
      // Nobody listens there: what is to be told of a group stays in the store, to be counted.
      putFact(desk.store, WEBHOOK, { url: 'https://127.0.0.1:9/', kinds: ['group'] })
      const hashes = await importPhotos()
      await desk.imports.close()
      // Written at an orderly end otherwise, and there will be none.
      flushCompileCache()
      while (desk.state().levels.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
      tell({ kind: 'prepared', hashes })
      return
    }
    case 'enrol':
      await importPhotos()
      mustBeOk(desk.groups.enrol('Tour', order.asks))
      tellGroups()
      return
    case 'checkOut':
      mustBeOk(desk.groups.checkOut('Home', order.visitIds))
      tellGroups()
      return
    case 'checkIn':
      // He may be marked already, by a life that could not say so any more.
      desk.desk.checkIn(order.visitId)
      tell({ kind: 'checkedIn', visitId: order.visitId })
      return
    case 'account': {
      const visits = desk.store
        .prepare<[], { visitId: number; status: string }>('SELECT visitId, status FROM visit')
        .all()
      const told = desk.store
        .prepare<[], number>("SELECT refId FROM notice WHERE kind = 'group' ORDER BY refId")
        .pluck()
        .all()
      tell({ kind: 'account', visits, told })
    }
  }
}

function mustBeOk(answer: GroupAnswer): void {
  if (!answer.ok) throw new Error(`not taken: ${JSON.stringify(answer)}`)
}

process.on('message', (order: Order) => {
  follow(order).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
// Whoever told it what to do is gone.
process.on('disconnect', () => process.exit(1))
shown = JSON.stringify(desk.groups.view())
tell({ kind: 'open', groups: desk.groups.view() })
