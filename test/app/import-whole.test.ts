import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { storedZip } from '../../src/main/lib/zip.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { isValid, previewOf } from '../../src/shared/import-preview.ts'
import { type Harness, somePortrait, startHarness } from '../desk-harness.ts'
import { dump } from '../store/desk-store.ts'
import { somePhotos, writePhotos } from './import-parts.ts'

const GUESTS = 100
const HOUR_MS = 3_600_000

/** What the desk notes down by itself: how far it has read, and that the group before has come to its end. */
const OTHERS: ReadonlySet<string> = new Set(['fact', 'notice', 'sqlite_sequence'])

/** Rows of each table. */
function rowCounts(store: Store): Record<string, number> {
  const counts = Object.entries(dump(store)).map(([name, rows]) => [name, rows.length] as const)
  return Object.fromEntries(counts.filter(([name]) => !OTHERS.has(name)))
}

describe('a hundred guests with their photos', { timeout: 120_000 }, () => {
  let h: Harness
  let photos: ReadonlyMap<string, Buffer>
  beforeAll(async () => {
    photos = await somePhotos(GUESTS)
    // As free as HCP itself: the budget is not what is tried here.
    const free = { ratePerSecond: 1_000, burst: 1_000, concurrency: 4 }
    h = await startHarness({ applyDelayMs: 0 }, 60_000, free)
  }, 60_000)
  afterAll(() => h.close())

  const header = ['Last name', 'First name', 'Photo']
  const rows = Array.from({ length: GUESTS }, (_, i) => [`Guest ${i}`, 'Anna', `Guest ${i}.jpg`])
  const csv = async () => Buffer.from([header, ...rows].map((row) => row.join(';')).join('\r\n'))
  const xlsx = () =>
    writeXlsx([header, ...rows].map((row) => row.map((value) => ({ value, type: String })))).toBuffer()

  it.each([
    ['a table of text and a folder', 'folder', csv],
    ['a spreadsheet and a ZIP', 'zip', xlsx],
  ] as const)('come from %s to the doors, all at once', async (_what, from, table) => {
    const { imports, groups, store, readPhoto, state } = h.desk()
    h.dialogs.photos = join(h.folder, `photos.${from}`)
    if (from === 'folder') writePhotos(h.dialogs.photos, photos)
    else writeFileSync(h.dialogs.photos, storedZip(photos))
    const before = rowCounts(store)

    const read = await imports.read('friday', await table())
    if (!read.ok) throw new Error(read.problem.kind)
    const chosen = await imports.choosePhotos(from)
    if (!chosen?.ok) throw new Error('no photos')
    expect(chosen).toMatchObject({ sourceName: `photos.${from}`, refused: [] })
    const nowMs = Date.now()
    const window = { fromMs: nowMs, untilMs: nowMs + HOUR_MS, startMinutes: 0, endMinutes: 1_320 }
    const preview = previewOf(
      read.table,
      { ...window, levelId: '7', host: 'Host', purpose: '' },
      { nowMs, levels: state().levels, guests: [], photos: chosen.names },
    )
    expect(preview.filter(isValid)).toHaveLength(GUESTS)
    const asks = await Promise.all(
      preview.map(async ({ ask, photoName }) => {
        const answer = await imports.photo(photoName ?? '')
        if (!answer.ok) throw new Error(answer.problem)
        expect(readPhoto(answer.photoHash, 'thumb')).not.toBeNull()
        return { ...ask, familyName: `${ask.familyName} ${from}`, photoHash: answer.photoHash }
      }),
    )
    expect(rowCounts(store)).toEqual(before)

    const refused = groups.enrol(
      'Friday',
      asks.with(57, { ...asks[57], levelId: 'none' } as (typeof asks)[0]),
    )
    expect(refused).toMatchObject({ ok: false, rows: [{ index: 57 }] })
    expect(rowCounts(store)).toEqual(before)

    const answer = groups.enrol('Friday', asks)
    if (!answer.ok) throw new Error('not enrolled')
    const after = rowCounts(store)
    const grown = Object.keys(after).filter((name) => after[name] !== before[name])
    expect(new Set(grown)).toEqual(
      new Set([
        'access',
        'groupVisit',
        'guest',
        'visit',
        'visitGroup',
        ...(from === 'folder' ? ['photo'] : []),
      ]),
    )
    expect(after['visit']).toBe((before['visit'] ?? 0) + GUESTS)
    expect(after['photo']).toBe(GUESTS)
    // They are known by now; what was chosen before is gone.
    expect(await imports.close()).toBeNull()
    for (const { photoHash } of asks) expect(readPhoto(photoHash, 'full')).not.toBeNull()

    const mine = () => state().cards.filter((card) => card.familyName.endsWith(from))
    await h.until('on the doors', () => mine().every((card) => card.access === 'onDoors'), 60_000)
    expect(mine()).toHaveLength(GUESTS)
    const faces = h.simulator.persons().filter((person) => person.familyName.endsWith(from) && person.hasFace)
    expect(faces).toHaveLength(GUESTS)
  })

  it('leave nothing behind when the desk is closed before they are confirmed', async () => {
    h.dialogs.photos = writePhotos(
      join(h.folder, 'others'),
      new Map([['x.jpg', Buffer.from(await somePortrait())]]),
    )
    const { imports, readPhoto } = h.desk()
    expect(await imports.choosePhotos('folder')).toMatchObject({ ok: true })
    const answer = await imports.photo('x.jpg')
    if (!answer.ok) throw new Error(answer.problem)
    expect(readPhoto(answer.photoHash, 'full')).not.toBeNull()
    await h.reopen()
    expect(readPhoto(answer.photoHash, 'full')).toBeNull()
    expect(readdirSync(join(h.folder, 'photos/aside'))).toEqual([])
  })
})
