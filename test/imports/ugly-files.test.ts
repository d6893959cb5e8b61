import { describe, expect, it } from 'vitest'
import { parseTable } from '../../src/main/imports/parse-table.ts'
import { readTable } from '../../src/main/imports/read-table.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { importing as en } from '../../src/renderer/text/en-import.ts'
import { importing as ru } from '../../src/renderer/text/ru-import.ts'
import type { TableAnswer } from '../../src/shared/import-table.ts'
import { VirtualTime } from '../virtual-time.ts'
import { books, texts, type UglyFile } from './corpus.ts'

const workerFile = new URL('../../src/main/imports/table-worker.ts', import.meta.url)
const needs = { scheduler: systemScheduler, workerFile }

function seen(answer: TableAnswer): UglyFile['expected'] {
  if (!answer.ok) return answer.problem
  const { header, rows } = answer.table
  return { header, rows: rows.map((row) => [row.rowNumber, ...row.cells] as const) }
}

// The limits of bytes are kept at the door of the thread, everything else behind it.
const atTheDoor = (file: UglyFile): boolean =>
  'kind' in file.expected && ['empty', 'tooLarge'].includes(file.expected.kind)

describe('ugly files', () => {
  it('are many', () => {
    expect(texts.length + books.length).toBeGreaterThanOrEqual(80)
  })

  it.each([...texts, ...books].map((file) => [file.what, file] as const))('%s', async (_what, file) => {
    const answer = atTheDoor(file)
      ? await readTable(file.bytes(), 'list.txt', needs)
      : await parseTable(file.bytes(), 'list.txt')
    expect(seen(answer)).toEqual(file.expected)
    if (answer.ok) return
    // Every problem can be said, in both languages, with its row.
    const row = 'row' in answer.problem ? String(answer.problem.row) : ''
    for (const text of [en, ru]) expect(text.table(answer.problem)).toContain(row)
  })
})

describe('the thread a table is read on', () => {
  const smith = Buffer.from('Last name,First name\nSmith,Ann\n')

  it('answers the table and leaves the bytes alone', async () => {
    const answer = await readTable(smith, 'friday.csv', needs)
    expect(answer).toMatchObject({
      ok: true,
      table: { fileName: 'friday.csv', fields: ['familyName', 'givenName'] },
    })
    expect(smith.toString()).toContain('Smith')
  })

  it('is ended when it takes too long', async () => {
    const time = new VirtualTime()
    // A thread that never answers.
    const stuck = new URL('data:text/javascript,setInterval(() => {}, 1000)')
    const answer = readTable(smith, 'x.csv', { scheduler: time, workerFile: stuck })
    await time.pass(limits.importTimeMs)
    expect(await answer).toEqual({ ok: false, problem: { kind: 'tooSlow' } })
  })

  it('is ended when it takes too much memory, and only it', async () => {
    const greedy = new URL('data:text/javascript,let all; for (;;) all = { all }')
    const answer = await readTable(smith, 'x.csv', {
      scheduler: systemScheduler,
      workerFile: greedy,
      heapMb: 32,
    })
    expect(answer).toEqual({ ok: false, problem: { kind: 'tooHeavy' } })
  })

  it('that dies without a word is a damaged file', async () => {
    const mute = new URL('data:text/javascript,process.exit(3)')
    const answer = await readTable(smith, 'x.csv', { ...needs, workerFile: mute })
    expect(answer).toEqual({ ok: false, problem: { kind: 'damaged' } })
  })

  it('reads bombs without growing the desk', async () => {
    const bombs = [...texts, ...books].filter((file) => /bomb|billion/.test(file.what))
    expect(bombs.length).toBeGreaterThanOrEqual(4)
    for (const file of bombs) {
      const bytes = file.bytes()
      expect(seen(await readTable(bytes, 'x', needs)), file.what).toEqual(file.expected)
    }
  })
})
