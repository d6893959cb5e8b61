import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import type { DoorReader, MappedDoor } from '../../../shared/door-map.ts'
import type { Direction } from '../../../shared/visit.ts'
import { useCall } from '../../ui/Toasts.tsx'
import { justSeen, takeDoors } from './door-list.ts'

/** A rush of passages is one question, not fifty. */
const SETTLE_MS = 300
/** Long enough to walk back from the door to the screen's corner of the eye. */
const LIT_MS = 15_000

const nothing: ReadonlySet<number> = new Set()

export interface DoorMap {
  /** Null until main has answered. */
  readonly doors: readonly MappedDoor[] | null
  /** Passages that have just come to light. */
  readonly lit: ReadonlySet<number>
  readonly mapDoor: (doorId: string, direction: Direction | null) => Promise<void>
  readonly mapReader: (readerId: string, direction: Direction | null) => Promise<void>
}

/** The map of the doors, asked again when a passage has arrived or the doors were read anew; nothing is polled. */
export function useDoors({ passages, hcp }: Pick<Snapshot, 'passages' | 'hcp'>): DoorMap {
  const call = useCall()
  const [doors, setDoors] = useState<readonly MappedDoor[] | null>(null)
  const [lit, setLit] = useState(nothing)
  const shown = useRef<readonly MappedDoor[] | null>(null)
  /** What was news last. */
  const told = useRef<{ readonly passages: unknown; readonly readAtMs: number | null } | null>(null)
  const due = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const readAtMs = hcp?.siteReadAtMs ?? null

  const show = useCallback((next: readonly MappedDoor[]): void => {
    shown.current = next
    setDoors(next)
  }, [])
  const ask = useEffectEvent(async (): Promise<void> => {
    const found = await call(window.desk.site.doors())
    if (found === undefined) return
    const fresh = shown.current === null ? nothing : justSeen(shown.current, found, Date.now())
    if (fresh.size > 0) setLit(fresh)
    show(takeDoors(shown.current, found))
  })

  useEffect(() => {
    if (told.current?.passages === passages && told.current.readAtMs === readAtMs) return
    told.current = { passages, readAtMs }
    // One question waits at most: a passage that arrives meanwhile is in its answer.
    due.current ??= setTimeout(
      () => {
        due.current = undefined
        void ask()
      },
      shown.current === null ? 0 : SETTLE_MS,
    )
  }, [passages, readAtMs])
  useEffect(
    () => () => {
      clearTimeout(due.current)
      due.current = undefined
    },
    [],
  )
  useEffect(() => {
    if (lit.size === 0) return undefined
    const timer = setTimeout(() => setLit(nothing), LIT_MS)
    return () => clearTimeout(timer)
  }, [lit])

  // Kept by main at once; there is no "save" to forget.
  const mapDoor = useCallback(
    async (doorId: string, direction: Direction | null): Promise<void> => {
      if ((await call(window.desk.site.mapDoor({ doorId, direction }))) === undefined) return
      show((shown.current ?? []).map((door) => (door.doorId === doorId ? { ...door, direction } : door)))
    },
    [call, show],
  )
  const mapReader = useCallback(
    async (readerId: string, direction: Direction | null): Promise<void> => {
      if ((await call(window.desk.site.mapReader({ readerId, direction }))) === undefined) return
      const said = (reader: DoorReader): DoorReader =>
        reader.readerId === readerId ? { ...reader, direction } : reader
      show(
        (shown.current ?? []).map((door) =>
          door.readers.some((reader) => reader.readerId === readerId)
            ? { ...door, readers: door.readers.map(said) }
            : door,
        ),
      )
    },
    [call, show],
  )
  return { doors, lit, mapDoor, mapReader }
}
