import type { EnrolField } from '../../../shared/enrol-rules.ts'
import type { Severity, Verdict, VerdictCode } from '../../../shared/import-preview.ts'
import type { ImportField } from '../../../shared/import-table.ts'
import type { Text } from '../../text/en.ts'
import type { PlannedRow } from './plan.ts'

/** `replace` mends the characters HCP does not take; `withoutPhoto` takes the guest without one. */
export type Fix = 'replace' | 'withoutPhoto'

/** One sentence about a row. */
export interface Line {
  readonly severity: Severity
  readonly words: string
  /** Counted from 1; null when the file has no such column. */
  readonly column: number | null
  readonly fix: Fix | null
}

/** These say what is wrong, but not with what. */
const NEEDS_FIELD: ReadonlySet<VerdictCode> = new Set([
  'empty',
  'tooLong',
  'forbiddenCharacters',
  'controlCharacters',
  'endsBeforeStart',
  'alreadyOver',
  'tooFar',
  'notADate',
  'noSuchDay',
  'noSuchTime',
])

const FIELD: Readonly<Record<EnrolField, ImportField>> = {
  familyName: 'familyName',
  givenName: 'givenName',
  host: 'host',
  purpose: 'purpose',
  phone: 'phone',
  fromMs: 'from',
  untilMs: 'until',
  levelId: 'level',
  photo: 'photo',
}

/** Everything there is to say about a row, the gravest first. Nothing about one that is not to be taken any more. */
export function linesOf(row: PlannedRow, t: Text): readonly Line[] {
  if (row.state === 'taken' || row.state === 'leftOut') return []
  const lines = [...refusalLines(row, t), ...photoLines(row, t), ...row.verdicts.map((one) => lineOf(one, t))]
  return lines.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 }

function lineOf({ code, severity, field, column, otherRow }: Verdict, t: Text): Line {
  const sentence = t.importing.verdict[code](otherRow ?? 0)
  const words =
    field !== null && NEEDS_FIELD.has(code) ? `${t.importing.fields[field]}: ${sentence}` : sentence
  return { severity, words, column, fix: fixOf(code) }
}

function fixOf(code: VerdictCode): Fix | null {
  if (code === 'forbiddenCharacters') return 'replace'
  return code === 'photoMissing' || code === 'photoAmbiguous' ? 'withoutPhoto' : null
}

function photoLines({ photo }: PlannedRow, t: Text): readonly Line[] {
  if (photo?.kind === 'ready')
    return photo.doubts.map((doubt) => ({
      severity: 'warning',
      words: t.problems.doubt[doubt],
      column: null,
      fix: null,
    }))
  if (photo?.kind !== 'refused') return []
  const { problem } = photo
  const sentence =
    problem in t.problems.photo
      ? t.problems.photo[problem as keyof typeof t.problems.photo]
      : t.importing.photo[problem as keyof typeof t.importing.photo]
  const words = `${t.importing.fields.photo}: ${sentence}`
  return [{ severity: 'error', words, column: null, fix: 'withoutPhoto' }]
}

/** What main has refused although it looked right here. */
function refusalLines({ refusal }: PlannedRow, t: Text): readonly Line[] {
  if (refusal === null) return []
  const line = (words: string): Line => ({ severity: 'error', words, column: null, fix: null })
  const fields = Object.entries(refusal.fields ?? {}).map(([field, problem]) =>
    line(`${t.importing.fields[FIELD[field as EnrolField]]}: ${t.problems.field[problem]}`),
  )
  return refusal.refused === undefined ? fields : [line(t.problems.refused[refusal.refused]), ...fields]
}
