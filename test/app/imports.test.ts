import { execFile } from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { photosDialog } from '../../src/main/app/save-file.ts'
import { parseTable } from '../../src/main/imports/parse-table.ts'
import { storedZip } from '../../src/main/lib/zip.ts'
import { hasPhoto } from '../../src/main/store/photos.ts'
import { previewOf } from '../../src/shared/import-preview.ts'
import type { TemplateWords } from '../../src/shared/import-table.ts'
import { dump } from '../store/desk-store.ts'
import { allAside, type ImportParts, openParts, rowOf, somePhotos, writePhotos } from './import-parts.ts'

const root = mkdtempSync(join(tmpdir(), 'imports-'))
const place = (): string => mkdtempSync(join(root, 'd-'))
let three: string
let portrait: Buffer
beforeAll(async () => {
  const photos = await somePhotos(3)
  three = writePhotos(place(), photos)
  portrait = photos.get('Guest 0.jpg') ?? Buffer.of()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

let parts: ImportParts
let folder: string
beforeEach(() => {
  folder = place()
  parts = openParts(folder)
  parts.answers.photos = three
})
afterEach(() => parts.close())

const NOTHING = { aside: [], kept: [] }
const csv = (...lines: readonly string[]): Uint8Array => Buffer.from(lines.join('\n'))

describe('before the guard confirms', () => {
  it('nothing is stored, and when the import is over no face is left', async () => {
    const { imports, store, files, faces } = parts
    const before = dump(store)
    const read = await imports.read('list.csv', csv('Last name,First name,Photo', 'Smith,Ann,Guest 1'))
    if (!read.ok) throw new Error(read.problem.kind)
    expect(imports.known([{ familyName: 'Smith', givenName: 'Ann' }])).toEqual([])
    const hashes = [...(await allAside(parts)).values()]
    expect(faces().aside).toHaveLength(6)
    expect(faces().kept).toEqual([])
    for (const hash of hashes) {
      expect(files.read(hash, 'full')?.byteLength).toBeGreaterThan(1_000)
      expect(files.read(hash, 'thumb')?.byteLength).toBeGreaterThan(500)
    }
    await imports.close()
    expect(dump(store)).toEqual(before)
    expect(faces()).toEqual(NOTHING)
    expect(await imports.photo('Guest 1.jpg')).toEqual({ ok: false, problem: 'missing' })
  })

  it.each(['folder', 'zip'] as const)(
    'closing while photos of a %s are on their way leaves none',
    async (from) => {
      const { imports, faces, answers } = parts
      if (from === 'zip') {
        answers.photos = join(place(), 'photos.zip')
        writeFileSync(answers.photos, storedZip(await somePhotos(3)))
      }
      expect(await imports.choosePhotos(from)).toMatchObject({ ok: true })
      const asked = ['Guest 0.jpg', 'Guest 1.jpg', 'Guest 2.jpg'].map((name) => imports.photo(name))
      await imports.close()
      await Promise.all(asked)
      expect(faces()).toEqual(NOTHING)
    },
  )

  it('closing ends a reading under way', async () => {
    const reading = parts.imports.read('list.csv', csv('Name', 'Ann Smith'))
    await new Promise((resolve) => setImmediate(resolve))
    await parts.imports.close()
    expect(await reading).toMatchObject({ ok: false })
    expect(await parts.imports.read('list.csv', csv('Name', 'Ann Smith'))).toMatchObject({ ok: true })
  })

  it('whoever changes his mind about other photos keeps those he has', async () => {
    const { imports, answers } = parts
    await imports.choosePhotos('folder')
    answers.photos = null
    expect(await imports.choosePhotos('zip')).toBeNull()
    expect(await imports.photo('Guest 1.jpg')).toMatchObject({ ok: true, doubts: [] })
    answers.photos = place()
    expect(await imports.choosePhotos('folder')).toEqual({ ok: false, problem: 'noPhotos' })
    expect(await imports.photo('Guest 1.jpg')).toEqual({ ok: false, problem: 'missing' })
  })

  it('new work that pauses is told so, and nothing is read', async () => {
    const { imports, machine, faces } = parts
    await imports.choosePhotos('folder')
    await machine.set({ memoryPercent: 81 })
    expect(await imports.read('list.csv', csv('Name', 'Ann Smith'))).toEqual({
      ok: false,
      problem: { kind: 'paused' },
    })
    expect(await imports.photo('Guest 0.jpg')).toEqual({ ok: false, problem: 'paused' })
    expect(await imports.choosePhotos('folder')).toEqual({ ok: false, problem: 'paused' })
    expect(faces()).toEqual(NOTHING)
    // As soon as there is room again, the same photo may be asked for once more.
    await machine.set({ memoryPercent: 74 })
    expect(await imports.photo('Guest 0.jpg')).toMatchObject({ ok: true })
  })

  it('no log will show a name of the table', async () => {
    const { imports, hidden } = parts
    await imports.read('list.csv', csv('ФИО,К кому', 'Ёлкина Анна,Петров', 'Smith John,'))
    expect(hidden).toEqual(['Ёлкина Анна', 'Smith John'])
    imports.known([{ familyName: 'Of a column', givenName: 'named by hand' }])
    expect(hidden).toContain('Of a column named by hand')
  })
})

describe('photos of strangers', () => {
  it('are refused one by one, and the good one among them is taken', async () => {
    const at = place()
    const secret = join(place(), 'secret.jpg')
    writeFileSync(secret, portrait)
    const put = (name: string, bytes: Uint8Array): void => writeFileSync(join(at, name), bytes)
    put('good.jpg', portrait)
    put('night.jpg', await sharp(portrait).linear(0.1, 0).jpeg().toBuffer())
    put('text.jpg', Buffer.from('not a picture'))
    put('empty.jpg', Buffer.of())
    put('half.jpg', portrait.subarray(0, 2_000))
    put('bomb.png', pngHeader(60_000, 60_000))
    put('header.png', pngHeader(300, 300))
    put('stamp.png', pngHeader(20, 20))
    put('gone.jpg', portrait)
    put('swapped.jpg', portrait)
    put('large.jpg', portrait)
    truncateSync(join(at, 'large.jpg'), 6 * 1024 * 1024)
    symlinkSync(secret, join(at, 'link.jpg'))
    parts.answers.photos = at
    const chosen = await parts.imports.choosePhotos('folder')
    expect(chosen).toMatchObject({
      refused: expect.arrayContaining([
        { name: 'large.jpg', problem: 'tooLarge' },
        { name: 'link.jpg', problem: 'notAFile' },
      ]),
    })
    rmSync(join(at, 'gone.jpg'))
    rmSync(join(at, 'swapped.jpg'))
    symlinkSync(secret, join(at, 'swapped.jpg'))

    const problems: Record<string, string> = {
      'text.jpg': 'notAPicture',
      'empty.jpg': 'empty',
      'half.jpg': 'damaged',
      'bomb.png': 'tooLarge',
      'header.png': 'damaged',
      'stamp.png': 'tooSmall',
      'gone.jpg': 'missing',
      'swapped.jpg': 'notAFile',
      'large.jpg': 'tooLarge',
      'link.jpg': 'notAFile',
      '../secret.jpg': 'missing',
      [secret]: 'missing',
    }
    const seen = Object.keys(problems).map(async (name) => {
      const answer = await parts.imports.photo(name)
      return [name, answer.ok ? 'taken' : answer.problem]
    })
    expect(Object.fromEntries(await Promise.all(seen))).toEqual(problems)
    expect(parts.faces()).toEqual(NOTHING)
    expect(await parts.imports.photo('good.jpg')).toMatchObject({ ok: true, doubts: [] })
    expect(await parts.imports.photo('night.jpg')).toMatchObject({
      ok: true,
      doubts: ['dark', 'flat', 'blurred'],
    })
  })

  it('one picture under two names is one, and asked for twice it is read once', async () => {
    const at = place()
    writeFileSync(join(at, 'a.jpg'), portrait)
    linkSync(join(at, 'a.jpg'), join(at, 'b.jpg'))
    parts.answers.photos = at
    await parts.imports.choosePhotos('folder')
    const answers = await Promise.all(['a.jpg', 'b.jpg', 'a.jpg'].map((name) => parts.imports.photo(name)))
    expect(new Set(answers.map((answer) => answer.ok && answer.photoHash)).size).toBe(1)
    expect(parts.faces().aside).toHaveLength(2)
    rmSync(join(at, 'a.jpg'))
    expect(await parts.imports.photo('a.jpg')).toEqual(answers[0])
  })
})

describe('when the guard confirms', () => {
  it('faces and visits are stored together, and the others stay aside', async () => {
    const { store, groups, faces, files, aside, imports } = parts
    const [first = '', second = ''] = (await allAside(parts)).values()
    const answer = groups.enrol('Tour', [rowOf('Smith', first), rowOf('Jones', null)])
    expect(answer.ok).toBe(true)
    expect([hasPhoto(store, first), hasPhoto(store, second)]).toEqual([true, false])
    // Whoever looks while it moves finds it.
    expect(files.read(first, 'full')).not.toBeNull()
    await aside.settle()
    expect(faces()).toMatchObject({ kept: [`${first}.jpg`, `${first}.thumb.jpg`] })
    expect(faces().aside).toHaveLength(4)
    expect(files.read(first, 'thumb')).not.toBeNull()
    await imports.close()
    expect(faces()).toEqual({ aside: [], kept: [`${first}.jpg`, `${first}.thumb.jpg`] })
  })

  it('one row that cannot be taken leaves everything as it was, photos included', async () => {
    const { store, groups, faces, aside } = parts
    const hashes = [...(await allAside(parts)).values()]
    const asks = hashes.map((hash, i) => rowOf(i === 1 ? '' : `Guest ${i}`, hash))
    const before = dump(store)
    expect(groups.enrol('Tour', asks)).toEqual({
      ok: false,
      rows: [{ index: 1, fields: { familyName: 'empty' } }],
    })
    await aside.settle()
    expect(dump(store)).toEqual(before)
    expect(faces().aside).toHaveLength(6)
    const corrected = asks.map((ask, i) => ({ ...ask, familyName: `Guest ${i}` }))
    expect(groups.enrol('Tour', corrected)).toMatchObject({ ok: true })
    await aside.settle()
    expect(faces().kept).toHaveLength(6)
  })

  it('a face nobody has put aside is missing', () => {
    const answer = parts.groups.enrol('Tour', [rowOf('Smith', 'a'.repeat(64))])
    expect(answer).toEqual({ ok: false, rows: [{ index: 0, fields: { photo: 'photoMissing' } }] })
  })
})

describe('a desk that is killed', { timeout: 60_000 }, () => {
  const die = (at: string, how: string): Promise<string | null> =>
    new Promise((resolve) => {
      const life = join(import.meta.dirname, 'import-life.ts')
      const child = execFile(process.execPath, [life, at, three, how], () => resolve(child.signalCode))
    })

  it('before the guard has confirmed leaves no face behind when it opens again', async () => {
    const at = place()
    expect(await die(at, '')).toBe('SIGKILL')
    expect(readdirSync(join(at, 'photos/aside'))).toHaveLength(6)
    writeFileSync(join(at, 'photos/aside', `${'c'.repeat(64)}.jpg.1234abcd.part`), 'half a face')
    const again = openParts(at)
    await again.aside.settle()
    expect(again.faces()).toEqual(NOTHING)
    await again.close()
  })

  it('in the moment he has confirmed has everybody, with face', async () => {
    const at = place()
    expect(await die(at, 'confirmed')).toBe('SIGKILL')
    const again = openParts(at)
    const { store, files, faces } = again
    const hashes = store.prepare<[], string>('SELECT photoHash FROM visit').pluck().all()
    expect(hashes).toHaveLength(3)
    for (const hash of hashes) expect(files.read(hash, 'full')).not.toBeNull()
    await again.aside.settle()
    expect(faces().aside).toEqual([])
    expect(faces().kept).toHaveLength(6)
    for (const hash of hashes) expect(files.read(hash, 'full')).not.toBeNull()
    await again.close()
  })
})

describe('known guests', () => {
  it('are found however a name is spelled', () => {
    const { desk, imports } = parts
    const enrol = (familyName: string, givenName: string, phone: string): number => {
      const answer = desk.enrol({ ...rowOf(familyName, null), givenName, phone })
      if (!answer.ok) throw new Error('not enrolled')
      return answer.visitId
    }
    desk.checkOut(enrol('Соловьёва', 'Алёна  Ивановна', '+7 900 111-22-33'))
    desk.checkIn(enrol('Smith', 'Ann', ''))
    const asked = (familyName: string, givenName: string) => imports.known([{ familyName, givenName }])
    const alyona = {
      guestId: 1,
      familyName: 'Соловьёва',
      givenName: 'Алёна Ивановна',
      phone: '+7 900 111-22-33',
      photoHash: null,
      open: null,
    }
    for (const [family, given] of [
      ['Соловьёва', 'Алёна Ивановна'],
      ['СОЛОВЬЕВА', 'алена ивановна'],
      [' Соловьева ', 'Алена   Ивановна'],
      ['Соло\u00adвьёва', 'Алёна\u00a0Ивановна'],
      ['Соловьёва Алёна', 'Ивановна'],
      ['Соловье\u0308ва', 'Але\u0308на Ивановна'],
    ] as const)
      expect(asked(family, given), family).toEqual([alyona])
    expect(asked('Соловьёва', 'Алёна')).toEqual([])
    expect(asked('smith', 'ANN')).toMatchObject([{ guestId: 2, phone: '', open: 'inside' }])
    expect(asked('', '')).toEqual([])
    expect(asked('%', '%')).toEqual([])
    const table = {
      fileName: '',
      header: ['', ''],
      fields: ['familyName', 'givenName'] as const,
      rows: [{ rowNumber: 2, cells: ['СОЛОВЬЕВА', 'Алена  ивановна'] }],
    }
    const nowMs = Date.now()
    const defaults = { fromMs: nowMs, untilMs: nowMs + 1, startMinutes: 0, endMinutes: 0, levelId: '7' }
    const known = { nowMs, levels: [], guests: asked('СОЛОВЬЕВА', 'Алена ивановна'), photos: null }
    const [row] = previewOf(table, { ...defaults, host: '', purpose: '' }, known)
    expect(row?.ask.guestId).toBe(1)
  })

  it('a phone number once told is known until there is a newer one', () => {
    const { desk, imports } = parts
    const come = (guestId: number | null, phone: string): void => {
      const answer = desk.enrol({ ...rowOf('Smith', null), guestId, phone })
      if (answer.ok) desk.cancel(answer.visitId)
    }
    come(null, '111 11')
    come(1, '222 22')
    come(1, '')
    expect(imports.known([{ familyName: 'Smith', givenName: 'Anna' }])).toMatchObject([{ phone: '222 22' }])
  })

  it('are asked for once each, and namesakes are bounded', () => {
    const { desk, imports } = parts
    for (let i = 0; i < 30; i++) desk.enrol(rowOf('Smith', null))
    const names = Array.from({ length: 2_000 }, () => ({ familyName: 'Smith', givenName: 'Anna' }))
    expect(imports.known(names)).toHaveLength(20)
  })
})

describe('the template', () => {
  const words: TemplateWords = {
    sheetName: 'Guests',
    headers: ['Last name', 'Phone'],
    example: ['Smith', '+44 1'],
    notesName: 'Notes',
    notes: ['A note'],
    delimiter: ';',
  }

  it.each(['csv', 'xlsx'] as const)(
    'is written as %s where the guard says, and can be read back',
    async (format) => {
      const { imports, answers } = parts
      answers.file = join(place(), `t.${format}`)
      writeFileSync(answers.file, 'an older one')
      expect(await imports.saveTemplate(format, words)).toEqual({
        ok: true,
        rows: 1,
        fileName: `t.${format}`,
      })
      expect(await parseTable(readFileSync(answers.file), 't')).toMatchObject({
        table: { header: words.headers, fields: ['familyName', 'phone'], rows: [{ cells: words.example }] },
      })
    },
  )

  it('is not written when nobody says where, where nobody may, or without room', async () => {
    const { imports, answers } = parts
    answers.file = null
    expect(await imports.saveTemplate('csv', words)).toEqual({ ok: false, refused: 'cancelled' })
    answers.file = join(place(), 'none', 't.csv')
    expect(await imports.saveTemplate('csv', words)).toEqual({ ok: false, refused: 'notWritten' })
    const taken = place()
    mkdirSync(join(taken, 't.csv'))
    answers.file = join(taken, 't.csv')
    expect(await imports.saveTemplate('csv', words)).toEqual({ ok: false, refused: 'notWritten' })
    await parts.machine.set({ diskPercent: 91 })
    expect(await imports.saveTemplate('csv', words)).toEqual({ ok: false, refused: 'paused' })
  })
})

it('photos come from where the guard says', async () => {
  const asked: unknown[] = []
  const guard = (...filePaths: string[]) =>
    photosDialog(
      {
        showOpenDialog: async (options: unknown) => {
          asked.push(options)
          return { canceled: filePaths.length === 0, filePaths }
        },
      },
      () => null,
    )
  expect(await guard('/photos')('folder')).toBe('/photos')
  expect(await guard('/photos.zip')('zip')).toBe('/photos.zip')
  expect(await guard()('zip')).toBeNull()
  expect(asked).toMatchObject([
    { properties: ['openDirectory'] },
    { properties: ['openFile'], filters: [{ extensions: ['zip'] }] },
    {},
  ])
})

/** A PNG that claims a size and has no pixels. */
function pngHeader(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(33)
  bytes.write('89504e470d0a1a0a0000000d49484452', 'hex')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
