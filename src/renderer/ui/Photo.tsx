import { type ReactNode, useState } from 'react'
import { photoUrl } from '../../shared/visit.ts'
import { Icon } from './Icon.tsx'

interface Props {
  readonly hash: string | null
  readonly size?: 'thumb' | 'full'
  readonly className?: string
  /** Beside a name a photo stays silent for screen readers; words only where two faces are compared. */
  readonly alt?: string
  /** Loaded though nobody has scrolled to it: it may be printed. */
  readonly eager?: boolean
}

/** A picture that is gone leaves a silhouette, not a hole. */
export function Photo({ hash, size = 'thumb', className = '', alt = '', eager = false }: Props): ReactNode {
  const [brokenHash, setBrokenHash] = useState<string | null>(null)
  if (hash === null || hash === brokenHash) {
    return (
      <span className={`photo photo-none ${className}`}>
        <Icon name="user" size={28} />
        {alt !== '' && <span className="unseen">{alt}</span>}
      </span>
    )
  }
  return (
    <img
      className={`photo ${className}`}
      src={photoUrl(hash, size)}
      alt={alt}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      draggable={false}
      onError={() => setBrokenHash(hash)}
    />
  )
}
