import type { EnrolAsk } from '../../shared/enrol-rules.ts'
import type { GroupWords, TableFormat } from '../../shared/export-words.ts'
import type { GroupAnswer, GroupChange, GroupChangeAnswer, GroupView } from '../../shared/group.ts'
import type { ExportAnswer } from '../../shared/passage-search.ts'

/** Many guests as one piece of work: brought in, changed, checked out, and what came of it. */
export interface Groups {
  /** Groups with work left, and those that ended during the last day, newest first. */
  view(): readonly GroupView[]
  enrol(name: string, asks: readonly EnrolAsk[]): GroupAnswer
  checkOut(name: string, visitIds: readonly number[]): GroupAnswer
  change(groupId: number, change: GroupChange): GroupChangeAnswer
  exportResult(groupId: number, format: TableFormat, words: GroupWords): Promise<ExportAnswer>
}

export function openGroups(): Groups {
  return {
    view: () => [],
    enrol: () => ({ ok: false, refused: 'empty' }),
    checkOut: () => ({ ok: false, refused: 'empty' }),
    change: () => ({ changed: 0, refused: 0 }),
    exportResult: async () => ({ ok: false, refused: 'notWritten' }),
  }
}
