import { useCallback, useState } from 'react'
import type { PhotosAnswer } from '../../../shared/imports.ts'
import { usePausing } from '../../ui/pausing.ts'
import { useCall } from '../../ui/Toasts.tsx'
import type { PhotoState, PhotoStates } from './plan.ts'

export type PhotoSource = NonNullable<PhotosAnswer>

interface Photos {
  /** Null while none was chosen. */
  readonly source: PhotoSource | null
  readonly states: PhotoStates
}

interface PhotosWork extends Photos {
  readonly choose: (from: 'folder' | 'zip') => Promise<void>
  readonly prepare: (name: string) => Promise<void>
  /** Whatever was refused is looked at once more: there may be room again, or another file. */
  readonly again: () => void
}

/** The folder or ZIP of photos, and what has become of each that was looked at. */
export function usePhotos(): PhotosWork {
  const call = useCall()
  const [photos, setPhotos] = useState<Photos>({ source: null, states: new Map() })
  const { source } = photos

  const choose = useCallback(
    async (from: 'folder' | 'zip') => {
      const answer = await call(window.desk.imports.choosePhotos({ from }))
      if (answer !== undefined && answer !== null) setPhotos({ source: answer, states: new Map() })
    },
    [call],
  )
  const prepare = useCallback(
    async (name: string) => {
      const set = (state: PhotoState): void =>
        setPhotos((before) =>
          // Another folder was chosen meanwhile; its photos may have the same names.
          before.source === source ? { source, states: new Map(before.states).set(name, state) } : before,
        )
      set({ kind: 'preparing' })
      // No message for a surprise: it may be one for each of a hundred. The row says it.
      const answer = await window.desk.imports.photo({ name }).catch(() => null)
      if (answer === null) set({ kind: 'refused', problem: 'unreadable' })
      else if (answer.ok) set({ kind: 'ready', hash: answer.photoHash, doubts: answer.doubts })
      else set({ kind: 'refused', problem: answer.problem })
    },
    [source],
  )
  const forget = useCallback(
    (isMeant: (state: PhotoState) => boolean) =>
      setPhotos((before) => ({
        ...before,
        states: new Map([...before.states].filter(([, state]) => !isMeant(state))),
      })),
    [],
  )
  const again = useCallback(() => forget(({ kind }) => kind === 'refused'), [forget])
  // What only had to wait goes on by itself.
  const isPausing = usePausing()
  const [wasPausing, setWasPausing] = useState(isPausing)
  if (isPausing !== wasPausing) {
    setWasPausing(isPausing)
    if (!isPausing) forget((state) => state.kind === 'refused' && state.problem === 'paused')
  }
  return { ...photos, choose, prepare, again }
}
