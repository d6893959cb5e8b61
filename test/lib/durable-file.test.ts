import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeDurably } from '../../src/main/lib/durable-file.ts'

const root = mkdtempSync(join(tmpdir(), 'durable-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const place = (): string => join(mkdtempSync(join(root, 'd-')), 'file')

/** What others than the owner may do with it; Windows has no such bits. */
const othersMay = (file: string): number => (process.platform === 'win32' ? 0 : statSync(file).mode & 0o077)

describe('a file written durably', () => {
  it.each<[what: string, content: string | Uint8Array]>([
    ['text', 'Ёлкина'],
    ['bytes', Uint8Array.of(0, 255, 10, 13)],
    ['a piece of a larger buffer', Buffer.from('-middle-').subarray(1, 7)],
    // A single write may take fewer bytes than it was given.
    ['much', Buffer.alloc(8 * 1024 * 1024, 0x5a)],
    ['nothing', ''],
  ])('is whole: %s', (_what, content) => {
    const file = place()
    writeDurably(file, content)
    expect(readFileSync(file).equals(Buffer.from(content))).toBe(true)
    expect(readdirSync(join(file, '..'))).toEqual(['file'])
    expect(othersMay(file)).toBe(0)
  })

  it('takes the place of the one before, and of what a crash left behind', () => {
    const file = place()
    writeFileSync(file, 'the one before, which is longer')
    chmodSync(file, 0o644)
    writeFileSync(`${file}.part`, 'half of something that was longer still', { mode: 0o600 })
    writeDurably(file, 'new')
    expect(readFileSync(file, 'utf8')).toBe('new')
    expect(existsSync(`${file}.part`)).toBe(false)
    expect(othersMay(file)).toBe(0)
  })

  it('makes its folder', () => {
    const file = join(place(), 'new', 'file')
    writeDurably(file, 'text')
    expect(readFileSync(file, 'utf8')).toBe('text')
  })

  it('leaves the one before alone when it cannot be written', () => {
    const file = place()
    writeDurably(file, 'before')
    mkdirSync(`${file}.part`)
    expect(() => writeDurably(file, 'after')).toThrow()
    expect(readFileSync(file, 'utf8')).toBe('before')
  })
})
