import type { Store } from './open-store.ts'

/** Every table of the store, in the order of its making. */
export function tableNames(store: Store): readonly string[] {
  return store
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all()
}

/** How many rows a table has; `table` is one of `tableNames`. Takes milliseconds per hundred thousand rows. */
export function countRows(store: Store, table: string): number {
  return store.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0
}

/** The number of the schema this file has. */
export function schemaVersion(store: Store): number {
  return Number(store.pragma('user_version', { simple: true }))
}
