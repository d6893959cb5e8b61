import { type ReactNode, useState } from 'react'
import type { VisitCard } from '../../../shared/visit.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { useCall, useToast } from '../../ui/Toasts.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import type { PhotoState } from './draft.ts'
import { PhotoFrame } from './PhotoFrame.tsx'
import { SidePanel } from './SidePanel.tsx'

interface Props {
  readonly card: VisitCard
  readonly onClose: () => void
}

/** For a guest whose face HCP or a door did not take: only the picture, nothing to type. */
export function NewPhotoPanel({ card, onClose }: Props): ReactNode {
  const t = useText()
  const call = useCall()
  const say = useToast()
  const [photo, setPhoto] = useState<PhotoState>({ kind: 'camera' })
  const [error, setError] = useState<string>()
  const name = t.fullName(card.familyName, card.givenName)

  const save = async (): Promise<void> => {
    if (photo.kind !== 'kept') return setError(t.problems.field.photoMissing)
    const answer = await call(window.desk.visits.newPhoto({ visitId: card.visitId, photoHash: photo.hash }))
    if (answer === undefined) return undefined
    const { visitId } = card
    if (answer.ok) say({ tone: 'ok', visitId, words: (now) => now.toasts.newPhoto(name) })
    else {
      const { refused } = answer
      say({
        tone: 'warn',
        visitId,
        words: (now) => now.toasts.failed(name, now.problems.refused[refused]),
      })
    }
    return onClose()
  }
  useKeys({ Escape: onClose, 'Ctrl+Enter': () => void save() })

  return (
    <SidePanel title={t.enrol.titlePhoto(name)} className="panel-photo" onClose={onClose}>
      <div className="new-photo">
        <PhotoFrame photo={photo} mayGoWithout={false} error={error} onPhoto={setPhoto} />
        <Button
          size="large"
          look={photo.kind === 'kept' ? 'primary' : 'plain'}
          icon="check"
          hotkey={`${t.help.ctrl} ↵`}
          onPress={save}
        >
          {t.enrol.savePhoto}
        </Button>
      </div>
    </SidePanel>
  )
}
