import type { ReactNode } from 'react'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { PhotoStates } from './plan.ts'
import type { PhotoSource } from './use-photos.ts'

interface Props {
  readonly source: PhotoSource | null
  readonly states: PhotoStates
  readonly onChoose: (from: 'folder' | 'zip') => Promise<void>
  readonly onAgain: () => void
}

/** Where the photos come from, and which of them cannot be used. */
export function PhotoBar({ source, states, onChoose, onAgain }: Props): ReactNode {
  const t = useText()
  const words = t.importing.photoBar
  const isAnyRefused = [...states.values()].some(({ kind }) => kind === 'refused')
  return (
    <div className="import-photos">
      <Button icon="camera" pauses onPress={() => onChoose('folder')} data-testid="photos-folder">
        {words.folder}
      </Button>
      <Button icon="file" pauses onPress={() => onChoose('zip')} data-testid="photos-zip">
        {words.zip}
      </Button>
      {source === null && <p className="import-photos-none">{words.none}</p>}
      {source?.ok === true && <output>{words.found(source.names.length, source.sourceName)}</output>}
      {source?.ok === false && (
        <p className="field-error" role="alert">
          <Icon name="alert" size={16} />
          {t.importing.photos[source.problem]}
        </p>
      )}
      {source?.ok === true && source.refused.length > 0 && (
        <details className="import-left">
          <summary>{words.refused(source.refused.length)}</summary>
          <ul>
            {source.refused.map(({ name, problem }) => (
              <li key={name}>
                {name}: {t.importing.photo[problem]}
              </li>
            ))}
          </ul>
        </details>
      )}
      {isAnyRefused && (
        <Button look="quiet" icon="retry" pauses onPress={onAgain}>
          {words.again}
        </Button>
      )}
    </div>
  )
}
