import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { ClosedWork } from '../../shared/status.ts'

/**
 * What waits in the store of a desk that is not open: read only, changes nothing. Null when there is none, or it cannot
 * be read like this; whoever opens the desk will hear why.
 */
export function closedWorkIn(file: string): ClosedWork | null {
  if (!existsSync(file)) return null
  let db: Database.Database | null = null
  try {
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: 0 })
    const visits = db
      .prepare<[], Omit<ClosedWork, 'revocations'>>(
        `SELECT count(*) FILTER (WHERE status = 'inside') AS inside, count(*) FILTER (WHERE status = 'expected') AS expected
         FROM visit WHERE status IN ('expected', 'inside')`,
      )
      .get()
    const revocations = db
      .prepare<[], number>("SELECT count(*) FROM access WHERE settled = 0 AND want = 'revoked'")
      .pluck()
      .get()
    return visits === undefined ? null : { ...visits, revocations: revocations ?? 0 }
  } catch {
    return null
  } finally {
    db?.close()
  }
}
