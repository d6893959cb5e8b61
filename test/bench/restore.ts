import { restoreStore } from '../../src/main/app/restore.ts'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { listBackups, storeFile } from '../../src/main/store/backups.ts'
import { runStoreWork } from '../../src/main/store/run-store-work.ts'
import type { Bench } from './bench.ts'
import { openBusyDesk, until } from './busy-desk.ts'
import { fillStore, OPEN } from './restore-store.ts'
import { watched } from './watched.ts'

const GUESTS = 100_000
/** What nobody feels. */
const BLOCK_GOAL_MS = 50

/** The drill: a copy of a large store beside the working desk, and the way back to it. */
export const restore: Bench = {
  async run(say) {
    const busy = await openBusyDesk(mostLimits)
    try {
      say(`${GUESTS} guests`)
      await until('the site is read', () => busy.desk.state().hcp?.siteReadAtMs)
      fillStore(busy.desk.store, GUESTS, Date.now())
      await busy.reopen(async () => undefined)
      const file = storeFile(busy.folder)

      say('the check of every page')
      const quick = await seconds(() => runStoreWork({ kind: 'check', file, isWhole: false }))
      const whole = await seconds(() => runStoreWork({ kind: 'check', file, isWhole: true }))

      say('the backup')
      const backup = await watched(async () => {
        const answer = await busy.desk.care.backUp('hand')
        if (!answer.ok) throw new Error(answer.problem)
      })
      const idle = await watched(() => new Promise((resolve) => setTimeout(resolve, backup.seconds * 1_000)))
      const [made] = listBackups(busy.folder)

      say('the way back')
      let swapS = 0
      const backS = await seconds(async () => {
        await busy.reopen(async () => {
          swapS = await seconds(async () => {
            const ask = { folder: busy.folder, name: made?.name ?? '', keepsPresent: true, nowMs: Date.now() }
            const answer = await restoreStore(ask, silentLog)
            if (!answer.ok) throw new Error(answer.problem)
          })
        })
        const open = busy.desk.state().cards.filter(({ leftAtMs }) => leftAtMs === null)
        if (open.length !== OPEN) throw new Error(`${open.length} cards of ${OPEN}`)
      })
      const rebuildS = await seconds(() =>
        until('HCP was read', () => busy.desk.state().care.rebuild?.isDone),
      )

      return [
        {
          case: `${GUESTS} guests, ${Math.round((made?.bytes ?? 0) / 1e6)} MB`,
          measures: [
            { measure: 'looked at before the desk opens, after a clean end', unit: 's', ours: quick },
            {
              measure: 'every page read (after a crash: before the desk opens)',
              unit: 's',
              ours: whole,
            },
            { measure: 'backup, checked before and read back', unit: 's', ours: backup.seconds },
            {
              measure: '… the most the main thread computed without a break meanwhile',
              unit: 'ms',
              ours: backup.cpuBlockMs,
              goal: BLOCK_GOAL_MS,
            },
            { measure: '… its longest block by the clock', unit: 'ms', ours: backup.blockMs },
            { measure: '… the same when nothing is done', unit: 'ms', ours: idle.blockMs },
            { measure: 'back to it, until the board stands, the present kept first', unit: 's', ours: backS },
            { measure: '… of that the copying, checking and swapping', unit: 's', ours: swapS },
            { measure: '… and until HCP has told who holds access', unit: 's', ours: rebuildS },
          ],
        },
      ]
    } finally {
      await busy.close()
    }
  },
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return (performance.now() - startedMs) / 1_000
}
