import { useCallback } from 'react'
import { useCall } from '../../ui/Toasts.tsx'
import type { PhotoState } from './draft.ts'

/** Main refuses more anyway; this spares the door between the processes a film that was picked by mistake. */
const BYTES_MAX = 5 * 1024 * 1024

/** Gives a picture to main, which judges and keeps it; the frame shows each stage. */
export function usePhoto(onPhoto: (photo: PhotoState) => void): (picture: Blob) => Promise<void> {
  const call = useCall()
  return useCallback(
    async (picture) => {
      if (picture.size > BYTES_MAX) return onPhoto({ kind: 'refused', problem: 'tooManyBytes' })
      onPhoto({ kind: 'checking', preview: picture })
      const bytes = new Uint8Array(await picture.arrayBuffer())
      const answer = await call(window.desk.photos.accept({ bytes }))
      if (answer === undefined) return onPhoto({ kind: 'camera' })
      if (!answer.ok) return onPhoto({ kind: 'refused', problem: answer.problem })
      return onPhoto({ kind: 'kept', hash: answer.photoHash, doubts: answer.doubts, earlier: false })
    },
    [call, onPhoto],
  )
}
