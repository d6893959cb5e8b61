import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readInside, readRegular } from '../../src/main/lib/safe-read.ts'

const folder = mkdtempSync(join(tmpdir(), 'safe-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'in/file')
mkdirSync(join(folder, 'in'))
writeFileSync(file, 'hello')
writeFileSync(join(folder, 'outside'), 'secret')
symlinkSync(file, join(folder, 'in/link'))
symlinkSync(join(folder, 'in'), join(folder, 'in/circle'))
execFileSync('mkfifo', [join(folder, 'in/pipe')])

describe('a file somebody named', () => {
  it.each([
    ['in/file', 5, 'hello'],
    ['in/file', 4, 'tooLarge'],
    ['in/link', 5, 'notAFile'],
    ['in/pipe', 5, 'notAFile'],
    ['in', 5, 'notAFile'],
    ['in/none', 5, 'missing'],
    ['in/file/none', 5, 'missing'],
  ])('%s of at most %i bytes', async (name, maxBytes, expected) => {
    const read = await readRegular(join(folder, name), maxBytes)
    expect(read.ok ? read.bytes.toString() : read.problem).toBe(expected)
  })

  it('is never one of the system that has no end', async () => {
    expect(await readRegular('/dev/zero', 5)).toEqual({ ok: false, problem: 'notAFile' })
  })

  it.each([
    ['file', 'hello'],
    ['../outside', 'notAFile'],
    ['circle/file', 'notAFile'],
    ['link', 'notAFile'],
    ['none', 'missing'],
    ['', 'notAFile'],
  ])('below a folder: %s', async (name, expected) => {
    const read = await readInside(join(folder, 'in'), name, 5)
    expect(read.ok ? read.bytes.toString() : read.problem).toBe(expected)
  })
})
