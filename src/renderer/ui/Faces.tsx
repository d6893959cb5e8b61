import { type ReactNode, useEffect, useState } from 'react'
import { type PassageRow, passagePictureUrl } from '../../shared/visit.ts'
import { useText } from '../text/text.ts'
import { Icon } from './Icon.tsx'
import { Photo } from './Photo.tsx'
import { useInView } from './use-in-view.ts'

/** Each picture costs a call to HCP: a row that only flies past while somebody scrolls asks for none. */
const LOOKED_AT_MS = 150

/** Who the guest is, and who stood at the door: side by side, so that two faces can be compared. */
export function Faces({ row }: { readonly row: PassageRow }): ReactNode {
  const t = useText()
  const name = t.listName(row.familyName, row.givenName)
  return (
    <span className="faces">
      <Photo
        hash={row.photoHash}
        className="face"
        alt={name === '' ? t.passages.nobody : t.passages.enrolled(name)}
      />
      <TerminalPicture row={row} />
    </span>
  )
}

/** A picture that was not taken, or cannot be had, leaves its place empty, so that the faces stay in line. */
function TerminalPicture({ row }: { readonly row: PassageRow }): ReactNode {
  const t = useText()
  const { hasPicture } = row
  const [ref, inView] = useInView()
  const [state, setState] = useState<'waiting' | 'asked' | 'shown' | 'none'>('waiting')
  // What could not be had may be there when somebody comes back to it.
  if (!inView && state === 'none') setState('waiting')
  useEffect(() => {
    if (!inView || !hasPicture || state !== 'waiting') return undefined
    const timer = setTimeout(() => setState('asked'), LOOKED_AT_MS)
    return () => clearTimeout(timer)
  }, [hasPicture, inView, state])

  if (!hasPicture || state === 'none') {
    return (
      <span className="photo photo-none face" ref={hasPicture ? ref : null}>
        <Icon name="camera" size={20} />
        <span className="unseen">{t.passages.noPicture}</span>
      </span>
    )
  }
  return (
    <span className="face face-taken" data-state={state} ref={ref}>
      {state !== 'waiting' && (
        <img
          className="photo"
          src={passagePictureUrl(row)}
          alt={t.passages.taken}
          decoding="async"
          draggable={false}
          onLoad={() => setState('shown')}
          onError={() => setState('none')}
        />
      )}
    </span>
  )
}
