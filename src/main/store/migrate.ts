import type { Database } from 'better-sqlite3'
import { firstDesk } from './migrations/0010-first-desk.ts'
import { answerCode } from './migrations/0020-answer-code.ts'
import { incidents } from './migrations/0030-incidents.ts'
import { doorMap } from './migrations/0040-door-map.ts'
import { groups } from './migrations/0050-groups.ts'
import { strangers } from './migrations/0055-strangers.ts'
import { destruction } from './migrations/0060-destruction.ts'

/** One step of the schema. Frozen once shipped; the number is what `user_version` becomes. */
export interface Migration {
  readonly version: number
  readonly sql: string
}

const migrations: readonly Migration[] = [
  firstDesk,
  answerCode,
  incidents,
  doorMap,
  groups,
  strangers,
  destruction,
]

/** What `user_version` is in a store of this desk. */
export const newestSchema: number = migrations.at(-1)?.version ?? 0

/** A newer desk has written this file; an older one would only damage it. */
export class StoreFromTheFutureError extends Error {
  override readonly name = 'StoreFromTheFutureError'
}

/** Runs every step the file has not seen, all in one transaction. */
export function migrate(db: Database, steps: readonly Migration[] = migrations): void {
  assertRising(steps)
  const newest = steps.at(-1)?.version ?? 0
  const current = Number(db.pragma('user_version', { simple: true }))
  if (current > newest) throw new StoreFromTheFutureError(`schema ${current}, this desk knows ${newest}`)
  if (current === newest) return
  db.transaction(() => {
    for (const step of steps) {
      if (step.version <= current) continue
      db.exec(step.sql)
      db.pragma(`user_version = ${step.version}`)
    }
  }).immediate()
}

function assertRising(steps: readonly Migration[]): void {
  for (const [i, step] of steps.entries()) {
    const before = steps[i - 1]?.version ?? 0
    if (step.version <= before) throw new Error(`migration ${step.version} stands after ${before}`)
  }
}
