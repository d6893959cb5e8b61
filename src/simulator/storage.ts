import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readIfThere, writeDurably } from './durable-file.ts'
import { type EventLog, openEventLog } from './event-log.ts'
import { createFaceStore, type FaceStore } from './face-store.ts'
import { firstState } from './first-state.ts'
import type { State } from './state.ts'
import { stateFromText, stateToText } from './state-text.ts'

export interface Storage {
  readonly state: State
  readonly faces: FaceStore
  readonly events: EventLog | null
  /** Resolves when everything that was true at the call is on disk. */
  save(): Promise<void>
  close(): Promise<void>
}

const nothing = (): Promise<void> => Promise.resolve()

function inMemory(nowMs: number, offsetMinutes: number): Storage {
  const faces = createFaceStore(undefined)
  return {
    state: firstState(faces, nowMs, offsetMinutes),
    faces,
    events: null,
    save: nothing,
    close: nothing,
  }
}

/** dataDir undefined = nothing outlives the process. */
export async function openStorage(
  dataDir: string | undefined,
  nowMs: number,
  offsetMinutes: number,
): Promise<Storage> {
  if (dataDir === undefined) return inMemory(nowMs, offsetMinutes)

  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'state.json')
  const faces = createFaceStore(join(dataDir, 'faces'))
  const text = readIfThere(path)
  const events = await openEventLog(join(dataDir, 'events.jsonl'))
  const state = text === null ? firstState(faces, nowMs, offsetMinutes) : stateFromText(text, events.rows)

  async function write(): Promise<void> {
    const text = stateToText(state)
    const unnamed = faces.forgotten()
    await faces.writeNew()
    await writeDurably(path, text)
    await faces.remove(unnamed)
  }

  let last: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | null = null

  /** Calls that come while a write runs share the next one: a burst costs two writes, not a hundred. */
  function save(): Promise<void> {
    waiting ??= last
      .catch(() => undefined)
      .then(() => {
        waiting = null
        last = write()
        return last
      })
    return waiting
  }

  await save()
  return {
    state,
    faces,
    events,
    save,
    close: async () => {
      await save()
      events.close()
    },
  }
}
