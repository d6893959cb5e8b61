import type { Store } from './open-store.ts'

/** A small fact by name, as it was put, or undefined; the caller parses it, for the file may be older than the code. */
export function getFact(store: Store, name: string): unknown {
  const text = store.prepare<[string], string>('SELECT value FROM fact WHERE name = ?').pluck().get(name)
  return text === undefined ? undefined : JSON.parse(text)
}

export function putFact(store: Store, name: string, value: unknown): void {
  store
    .prepare(
      'INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    )
    .run(name, JSON.stringify(value))
}

export function forgetFact(store: Store, name: string): void {
  store.prepare('DELETE FROM fact WHERE name = ?').run(name)
}
