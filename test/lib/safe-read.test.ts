import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type FileBytes, readInside, readRegular, readRegularSync } from '../../src/main/lib/safe-read.ts'

const folder = mkdtempSync(join(tmpdir(), 'safe-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'in/file')
mkdirSync(join(folder, 'in'))
writeFileSync(file, 'hello')
writeFileSync(join(folder, 'outside'), 'secret')
symlinkSync(file, join(folder, 'in/link'))
symlinkSync(join(folder, 'in'), join(folder, 'in/circle'))
execFileSync('mkfifo', [join(folder, 'in/pipe')])
// A hundred gigabytes that take no room on the disk.
writeFileSync(join(folder, 'in/huge'), '')
truncateSync(join(folder, 'in/huge'), 100 * 1024 ** 3)
const socket = createServer()
await new Promise<void>((resolve) => socket.listen(join(folder, 'in/socket'), resolve))
afterAll(() => socket.close())

const ways: readonly (readonly [
  string,
  (path: string, maxBytes: number) => Promise<FileBytes> | FileBytes,
])[] = [
  ['while others have a turn', readRegular],
  ['at once', readRegularSync],
]

describe.each(ways)('a file somebody named, read %s', (_way, readFrom) => {
  it.each([
    ['in/file', 5, 'hello'],
    ['in/file', 4, 'tooLarge'],
    ['in/link', 5, 'notAFile'],
    ['in/circle/circle', 5, 'notAFile'],
    ['in/huge', 5 * 1024 * 1024, 'tooLarge'],
    ['in/socket', 5, 'notAFile'],
    ['in/pipe', 5, 'notAFile'],
    ['in', 5, 'notAFile'],
    ['in/none', 5, 'missing'],
    ['in/file/none', 5, 'missing'],
  ])('%s of at most %i bytes', async (name, maxBytes, expected) => {
    const read = await readFrom(join(folder, name), maxBytes)
    expect(read.ok ? read.bytes.toString() : read.problem).toBe(expected)
  })

  it.each(['/dev/zero', '/dev/null', '/dev/tty'])('is never the device %s', async (device) => {
    expect(await readFrom(device, 5)).toEqual({ ok: false, problem: 'notAFile' })
  })

  it('is never more than it may be, while somebody else writes, cuts and replaces it', async () => {
    const moving = join(folder, 'moving')
    const whole = Buffer.alloc(300_000, 'a')
    for (let round = 0; round < 60; round++) {
      writeFileSync(moving, whole)
      const reading = readFrom(moving, 400_000)
      if (round % 3 === 0) appendFileSync(moving, whole)
      else if (round % 3 === 1) truncateSync(moving, 10)
      else {
        symlinkSync('/dev/zero', `${moving}.next`)
        renameSync(`${moving}.next`, moving)
      }
      const read = await reading
      if (read.ok) expect(read.bytes.equals(whole.subarray(0, read.bytes.length))).toBe(true)
      else expect(['notAFile', 'tooLarge']).toContain(read.problem)
      rmSync(moving)
    }
  })
})

describe('a file', () => {
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
