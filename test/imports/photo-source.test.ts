import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openPhotoSource, type PhotoSource } from '../../src/main/imports/photo-source.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { type Packed, zipOf } from './zip-maker.ts'

const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex')
const left: (() => void)[] = []
afterEach(() => {
  for (const undo of left.splice(0)) undo()
})

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'photos-'))
  left.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

async function opened(path: string): Promise<PhotoSource> {
  const answer = await openPhotoSource(path)
  if (!answer.ok) throw new Error(answer.problem)
  left.unshift(() => answer.source.close())
  return answer.source
}

function zipFile(entries: readonly Packed[]): string {
  const path = join(folder(), 'photos.zip')
  writeFileSync(path, zipOf(entries))
  return path
}

const names = (source: PhotoSource): readonly string[] => source.photos.map((photo) => photo.name).toSorted()

describe('photos in a folder', () => {
  it('are listed with their sizes and read one at a time', async () => {
    const path = folder()
    mkdirSync(join(path, 'a/b/c'), { recursive: true })
    for (const name of ['smith.jpg', 'a/b/Иванов.JPEG', 'a/b/c/deep.png', 'list.xlsx', 'Thumbs.db'])
      writeFileSync(join(path, name), jpeg)
    const source = await opened(path)
    expect(names(source)).toEqual(['a/b/Иванов.JPEG', 'smith.jpg'])
    expect(source.photos[0]?.bytes).toBe(jpeg.length)
    expect(await source.read('a/b/Иванов.JPEG')).toEqual({ ok: true, bytes: jpeg })
    expect(await source.read('list.xlsx')).toEqual({ ok: false, problem: 'missing' })
    expect(await source.read('../smith.jpg')).toEqual({ ok: false, problem: 'missing' })
  })

  it('are not followed out of it, and nothing that waits for ever is opened', async () => {
    const path = folder()
    const secret = join(folder(), 'secret.jpg')
    writeFileSync(secret, jpeg)
    symlinkSync(secret, join(path, 'link.jpg'))
    symlinkSync(path, join(path, 'circle'))
    execFileSync('mkfifo', [join(path, 'pipe.jpg')])
    mkdirSync(join(path, 'later'))
    writeFileSync(join(path, 'later/real.jpg'), jpeg)
    writeFileSync(join(path, 'swapped.jpg'), jpeg)
    const source = await opened(path)
    expect(names(source)).toEqual(['later/real.jpg', 'swapped.jpg'])
    expect(source.refused.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'link.jpg', problem: 'notAFile' },
      { name: 'pipe.jpg', problem: 'notAFile' },
    ])
    // Swapped after the listing: by a link, by a pipe, a folder on the way by a link.
    rmSync(join(path, 'swapped.jpg'))
    symlinkSync(secret, join(path, 'swapped.jpg'))
    expect(await source.read('swapped.jpg')).toEqual({ ok: false, problem: 'notAFile' })
    rmSync(join(path, 'swapped.jpg'))
    execFileSync('mkfifo', [join(path, 'swapped.jpg')])
    expect(await source.read('swapped.jpg')).toEqual({ ok: false, problem: 'notAFile' })
    rmSync(join(path, 'later'), { recursive: true })
    writeFileSync(join(path, 'real.jpg'), jpeg)
    symlinkSync(path, join(path, 'later'))
    expect(await source.read('later/real.jpg')).toEqual({ ok: false, problem: 'notAFile' })
    rmSync(join(path, 'swapped.jpg'))
    expect(await source.read('swapped.jpg')).toEqual({ ok: false, problem: 'missing' })
  })

  it('are refused one by one when too large, and together', async () => {
    const path = folder()
    const big = (name: string, bytes: number): void => {
      writeFileSync(join(path, name), '')
      truncateSync(join(path, name), bytes)
    }
    big('large.jpg', limits.imageMaxBytes + 1)
    big('grows.jpg', 10)
    const source = await opened(path)
    expect(source.refused).toEqual([{ name: 'large.jpg', problem: 'tooLarge' }])
    big('grows.jpg', limits.imageMaxBytes + 1)
    expect(await source.read('grows.jpg')).toEqual({ ok: false, problem: 'tooLarge' })
    for (let n = 0; n <= 100; n += 1) big(`${n}.jpg`, limits.imageMaxBytes)
    expect(await openPhotoSource(path)).toEqual({ ok: false, problem: 'tooLarge' })
    for (let n = 0; n <= 1_000; n += 1) big(`${n}.jpg`, 1)
    expect(await openPhotoSource(path)).toEqual({ ok: false, problem: 'tooManyFiles' })
  })

  it('must be there', async () => {
    const path = folder()
    expect(await openPhotoSource(path)).toEqual({ ok: false, problem: 'noPhotos' })
    expect(await openPhotoSource(join(path, 'gone'))).toEqual({ ok: false, problem: 'missing' })
    execFileSync('mkfifo', [join(path, 'pipe.zip')])
    expect(await openPhotoSource(join(path, 'pipe.zip'))).toEqual({ ok: false, problem: 'notFolderOrZip' })
  })
})

describe('photos in a ZIP', () => {
  it('are listed and read, with names in any code page', async () => {
    const source = await opened(
      zipFile([
        { name: 'Гости/Иванов.jpg', bytes: jpeg },
        { name: 'stored.png', bytes: jpeg, method: 0 },
        // "Пётр" as Russian Windows packs it, and UTF-8 that nobody announced.
        { name: Buffer.from('8ff1e2e02e6a7067', 'hex'), bytes: jpeg },
        { name: Buffer.from('Анна.jpg'), bytes: jpeg },
        { name: '__MACOSX/._stored.png', bytes: jpeg },
        { name: 'readme.txt', bytes: jpeg },
      ]),
    )
    expect(names(source)).toEqual(['stored.png', 'Анна.jpg', 'Гости/Иванов.jpg', 'Пётр.jpg'])
    for (const name of names(source)) expect(await source.read(name)).toEqual({ ok: true, bytes: jpeg })
    expect(await source.read('readme.txt')).toEqual({ ok: false, problem: 'missing' })
  })

  it('are refused one by one when they are not what they say', async () => {
    const source = await opened(
      zipFile([
        { name: 'good.jpg', bytes: jpeg },
        { name: '../../out.jpg', bytes: jpeg },
        { name: '..\\back.jpg', bytes: jpeg },
        { name: '/etc/absolute.jpg', bytes: jpeg },
        { name: 'C:\\drive.jpg', bytes: jpeg },
        { name: 'a/b/c/deep.jpg', bytes: jpeg },
        { name: 'twice.jpg', bytes: jpeg },
        { name: 'twice.jpg', bytes: Buffer.from('other') },
        { name: 'locked.jpg', bytes: jpeg, flags: 0x0801 },
        { name: 'link.jpg', bytes: Buffer.from('/etc/passwd'), attributes: 0xa1ff0000 },
        { name: 'large.jpg', bytes: Buffer.alloc(limits.imageMaxBytes + 1) },
        { name: 'odd.jpg', bytes: jpeg, method: 12 },
        { name: 'claims-less.jpg', bytes: Buffer.alloc(limits.imageMaxBytes * 4), claimedSize: 10 },
        { name: 'claims-more.jpg', bytes: jpeg, claimedSize: 1_000 },
        { name: 'checksum.jpg', bytes: jpeg, crc: 7 },
      ]),
    )
    expect(names(source)).toEqual(['checksum.jpg', 'claims-less.jpg', 'claims-more.jpg', 'good.jpg'])
    expect(Object.fromEntries(source.refused.map((one) => [one.name, one.problem]))).toEqual({
      '../../out.jpg': 'unsafeName',
      '../back.jpg': 'unsafeName',
      '/etc/absolute.jpg': 'unsafeName',
      'C:/drive.jpg': 'unsafeName',
      'a/b/c/deep.jpg': 'tooDeep',
      'twice.jpg': 'duplicateName',
      'locked.jpg': 'encrypted',
      'link.jpg': 'notAFile',
      'large.jpg': 'tooLarge',
      'odd.jpg': 'damaged',
    })
    for (const name of ['claims-less.jpg', 'claims-more.jpg', 'checksum.jpg'])
      expect(await source.read(name)).toEqual({ ok: false, problem: 'damaged' })
    expect(await source.read('good.jpg')).toEqual({ ok: true, bytes: jpeg })
  })

  it('must be a ZIP, whole, and within the limits', async () => {
    const path = join(folder(), 'photos.zip')
    writeFileSync(path, 'no archive')
    expect(await openPhotoSource(path)).toEqual({ ok: false, problem: 'notFolderOrZip' })
    writeFileSync(path, zipOf([{ name: 'a.jpg', bytes: jpeg }]).subarray(0, -10))
    expect(await openPhotoSource(path)).toEqual({ ok: false, problem: 'notFolderOrZip' })
    writeFileSync(path, zipOf([{ name: 'a.txt', bytes: jpeg }]))
    expect(await openPhotoSource(path)).toEqual({ ok: false, problem: 'noPhotos' })
    const claiming = { bytes: jpeg, claimedSize: limits.imageMaxBytes }
    writeFileSync(path, zipOf(Array.from({ length: 101 }, (_, n) => ({ name: `${n}.jpg`, ...claiming }))))
    expect(await openPhotoSource(path)).toEqual({ ok: false, problem: 'tooLarge' })
    writeFileSync(path, zipOf(Array.from({ length: 1_001 }, (_, n) => ({ name: `${n}.jpg`, bytes: jpeg }))))
    expect(await openPhotoSource(path)).toEqual({ ok: false, problem: 'tooManyFiles' })
    truncateSync(path, limits.importPhotosMaxBytes + 1)
    expect(await openPhotoSource(path)).toEqual({ ok: false, problem: 'tooLarge' })
  })
})
