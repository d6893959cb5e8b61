import { type ReactNode, useEffect, useRef } from 'react'
import { assertNever } from '../../../shared/assert-never.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Photo } from '../../ui/Photo.tsx'
import { usePausing } from '../../ui/pausing.ts'
import { useKeys } from '../../ui/use-keys.ts'
import type { PhotoState } from './draft.ts'
import { takePicture } from './take-picture.ts'
import { type CameraState, useCamera } from './use-camera.ts'
import { usePhoto } from './use-photo.ts'

interface Props {
  readonly photo: PhotoState
  readonly onPhoto: (photo: PhotoState) => void
  /** Whether a guest without a face is an answer here. */
  readonly mayGoWithout: boolean
  readonly error?: string | undefined
}

export function PhotoFrame({ photo, onPhoto, mayGoWithout, error }: Props): ReactNode {
  const t = useText()
  const give = usePhoto(onPhoto)
  const file = useRef<HTMLInputElement>(null)
  const looking = photo.kind === 'camera' || photo.kind === 'refused'
  // It runs on behind a picture just taken, so that "retake" does not wait for a cold camera.
  const camera = useCamera(photo.kind !== 'without' && !(photo.kind === 'kept' && photo.earlier))
  const { video, state, devices, deviceId, choose, again } = camera
  const live = looking && state.kind === 'live'

  const take = async (): Promise<void> => {
    const picture = video.current && (await takePicture(video.current))
    if (picture) await give(picture)
  }
  const takeOrRetake = (): Promise<void> | undefined => {
    if (live) return take()
    if (photo.kind === 'kept' || photo.kind === 'without') onPhoto({ kind: 'camera' })
    return undefined
  }
  useKeys({ F5: () => void takeOrRetake(), Space: () => void takeOrRetake() })

  return (
    <fieldset className="photo-frame" data-testid="photo" data-photo={photo.kind}>
      <legend className="unseen">{t.camera.photo}</legend>
      <div className={`viewfinder viewfinder-${photo.kind}`}>
        <video ref={video} hidden={!looking} muted playsInline aria-label={t.camera.name} />
        {looking && <CameraSays state={state} onAgain={again} />}
        {photo.kind === 'checking' && <Preview picture={photo.preview} />}
        {photo.kind === 'kept' && <Photo hash={photo.hash} size="full" />}
        {photo.kind === 'without' && (
          <div className="viewfinder-words">
            <Icon name="user" size={64} />
          </div>
        )}
      </div>

      <p className="photo-says" aria-live="polite" data-testid="photo-says">
        <PhotoSays photo={photo} error={error} />
      </p>

      {looking || photo.kind === 'checking' ? (
        <Button size="large" look="primary" icon="camera" hotkey="F5" disabled={!live} pauses onPress={take}>
          {t.camera.take}
        </Button>
      ) : (
        <Button size="large" icon="retry" hotkey="F5" onPress={() => onPhoto({ kind: 'camera' })}>
          {photo.kind === 'without' ? t.camera.withPhoto : t.camera.retake}
        </Button>
      )}

      <div className="photo-ways">
        <Button look="quiet" icon="file" pauses onPress={() => file.current?.click()}>
          {t.camera.file}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          accept="image/jpeg,image/png,image/bmp,.jpg,.jpeg,.png,.bmp"
          data-testid="photo-file"
          onChange={(event) => {
            const picked = event.target.files?.[0]
            // Cleared, so that the same file can be picked again after it was refused.
            event.target.value = ''
            if (picked) void give(picked)
          }}
        />
        {mayGoWithout && photo.kind !== 'without' && (
          <Button look="quiet" icon="ban" onPress={() => onPhoto({ kind: 'without' })}>
            {t.camera.without}
          </Button>
        )}
      </div>

      {looking && devices.length > 1 && (
        <SelectField label={t.camera.choose} value={deviceId} onPick={choose}>
          {devices.map((device, index) => (
            <option key={device.deviceId} value={device.deviceId}>
              {device.label || t.camera.unnamed(index + 1)}
            </option>
          ))}
        </SelectField>
      )}
    </fieldset>
  )
}

function CameraSays({
  state,
  onAgain,
}: {
  readonly state: CameraState
  readonly onAgain: () => void
}): ReactNode {
  const t = useText()
  if (state.kind === 'live') return <Guide />
  if (state.kind === 'starting') return <p className="viewfinder-words">{t.camera.starting}</p>
  const { why, todo } = t.camera.problems[state.problem]
  return (
    <div className="viewfinder-words" role="alert" data-testid="camera-problem" data-problem={state.problem}>
      <Icon name="camera" size={40} />
      <p>
        <strong>{why}</strong> {todo}
      </p>
      <Button icon="retry" onPress={onAgain}>
        {t.camera.again}
      </Button>
    </div>
  )
}

/** What the guard should know about the picture right now: one sentence, the gravest. */
function PhotoSays({
  photo,
  error,
}: {
  readonly photo: PhotoState
  readonly error: string | undefined
}): ReactNode {
  const t = useText()
  const isPausing = usePausing()
  switch (photo.kind) {
    case 'camera':
      if (isPausing) return <Warning words={t.problems.photo.paused} />
      return error === undefined ? t.camera.guide : <Warning words={error} />
    case 'checking':
      return t.camera.keeping
    case 'refused':
      // It has gone on meanwhile.
      if (photo.problem === 'paused' && !isPausing) return t.camera.guide
      return <Warning words={t.problems.photo[photo.problem]} />
    case 'without':
      return t.camera.withoutMeaning
    case 'kept': {
      if (photo.earlier) return t.camera.kept
      const [doubt] = photo.doubts
      if (doubt !== undefined) return <Warning words={`${t.problems.doubt[doubt]} ${t.camera.useAnyway}`} />
      return (
        <span className="photo-good">
          <Icon name="check" size={16} /> {t.camera.good}
        </span>
      )
    }
    default:
      return assertNever(photo, 'photo')
  }
}

function Warning({ words }: { readonly words: string }): ReactNode {
  return (
    <span className="photo-warns">
      <Icon name="alert" size={16} /> {words}
    </span>
  )
}

/** The face should fill the oval: HCP wants at least two fifths of the picture. */
function Guide(): ReactNode {
  return (
    <svg className="guide" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <path className="guide-shade" d="M0 0h100v100H0ZM50 13a26 35 0 1 0 0 70 26 35 0 1 0 0-70Z" />
      <path className="guide-line" d="M50 13a26 35 0 1 0 0 70 26 35 0 1 0 0-70Z" />
    </svg>
  )
}

function Preview({ picture }: { readonly picture: Blob }): ReactNode {
  const image = useRef<HTMLImageElement>(null)
  useEffect(() => {
    const url = URL.createObjectURL(picture)
    if (image.current) image.current.src = url
    return () => URL.revokeObjectURL(url)
  }, [picture])
  return <img ref={image} alt="" />
}
