import { type ReactNode, useRef } from 'react'
import type { TableFormat } from '../../../shared/export-words.ts'
import type { ReadTable } from '../../../shared/import-table.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { usePausing } from '../../ui/pausing.ts'
import { useSaving } from '../../ui/use-saving.ts'
import { useDrop } from './use-drop.ts'
import { useTable } from './use-table.ts'

const PAUSED = { kind: 'paused' } as const

/** A table is dropped or chosen; main says what it reads, or why not. */
export function Choose({ onTable }: { readonly onTable: (table: ReadTable) => void }): ReactNode {
  const t = useText()
  const words = t.importing.choose
  const input = useRef<HTMLInputElement>(null)
  const { reading, read } = useTable(onTable)
  const over = useDrop((file) => void read(file))
  const save = useSaving()
  const isPausing = usePausing()

  const saveTemplate = (format: TableFormat): Promise<void> =>
    save(window.desk.imports.saveTemplate({ format, words: t.importing.template }), (now, _rows, fileName) =>
      now.importing.choose.saved(fileName),
    )
  return (
    <div className="import-choose">
      <section
        className="import-drop"
        data-over={over || undefined}
        data-testid="import-drop"
        aria-label={words.file}
        aria-busy={reading.kind === 'reading'}
      >
        <Icon name="table" size={48} />
        <p className="import-drop-title">{isPausing ? t.importing.table(PAUSED) : words.drop}</p>
        <Button look="primary" size="large" icon="file" pauses onPress={() => input.current?.click()}>
          {words.file}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx,.csv,.txt"
          data-testid="import-file"
          onChange={(event) => {
            const picked = event.target.files?.[0]
            // Cleared, so that the same file can be picked again after it was mended.
            event.target.value = ''
            if (picked) void read(picked)
          }}
        />
        <p>{words.meaning}</p>
        <p>{words.columns}</p>
      </section>
      {reading.kind === 'reading' && (
        <output className="import-says">{words.reading(reading.fileName)}</output>
      )}
      {reading.kind === 'refused' && (
        <div className="import-says import-refused" role="alert" data-testid="import-refused">
          <Icon name="alert" />
          <p>
            <strong>{reading.fileName}</strong>
            <span>{t.importing.table(reading.problem)}</span>
          </p>
        </div>
      )}
      <div className="import-template">
        <p>{words.template}</p>
        <Button icon="table" pauses onPress={() => saveTemplate('xlsx')}>
          {words.xlsx}
        </Button>
        <Button icon="file" pauses onPress={() => saveTemplate('csv')}>
          {words.csv}
        </Button>
      </div>
    </div>
  )
}
