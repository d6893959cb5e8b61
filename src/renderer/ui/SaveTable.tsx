import type { ReactNode } from 'react'
import type { TableFormat } from '../../shared/export-words.ts'
import { useText } from '../text/text.ts'
import { Button } from './Button.tsx'

interface Props {
  /** Resolves when the file is written, or is not. */
  readonly onSave: (format: TableFormat) => Promise<void>
}

/** Both kinds of table a guard may ask for. */
export function SaveTable({ onSave }: Props): ReactNode {
  const t = useText()
  return (
    <>
      <Button icon="table" pauses onPress={() => onSave('xlsx')} data-testid="export-xlsx">
        {t.exporting.formats.xlsx}
      </Button>
      <Button icon="file" pauses onPress={() => onSave('csv')} data-testid="export">
        {t.exporting.formats.csv}
      </Button>
    </>
  )
}
