import { execFileSync } from 'node:child_process'
import { lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openSecrets } from '../../src/main/app/secrets.ts'
import { openSettings } from '../../src/main/app/settings.ts'
import { type Log, silentLog } from '../../src/main/lib/log.ts'
import { createRedactor } from '../../src/main/lib/redact.ts'
import { asideOf, photoFileName, photoFiles } from '../../src/main/photos/keep.ts'

/** What may lie where a file of the desk's own is looked for; `theirs` is a good one somewhere else. */
const ODD: readonly (readonly [what: string, put: (place: string, theirs: string) => void])[] = [
  ['a pipe nobody writes to', (place) => execFileSync('mkfifo', [place])],
  ['a link out of the folder', (place, theirs) => symlinkSync(theirs, place)],
  ['a link to a device without end', (place) => symlinkSync('/dev/zero', place)],
  ['a link to itself', (place) => symlinkSync(place, place)],
  ['a folder', (place) => mkdirSync(place)],
  [
    'a hundred gigabytes',
    (place) => {
      writeFileSync(place, '')
      truncateSync(place, 100 * 1024 ** 3)
    },
  ],
]

let folder: string
let lines: string[]
let log: Log
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'odd-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  lines = []
  log = { ...silentLog, warn: (line) => void lines.push(line) }
})

describe.each(ODD)('%s', (_what, put) => {
  it('in place of the settings is set aside, and the desk begins', () => {
    const theirs = join(folder, 'theirs.json')
    writeFileSync(theirs, '{"mode":"training","language":"ru","theme":"dark","site":null}')
    const data = join(folder, 'data')
    mkdirSync(data)
    put(join(data, 'settings.json'), theirs)
    const settings = openSettings(data, 'en', log)
    expect([settings.wereSetAside, settings.get().mode]).toEqual([true, 'setup'])
    expect(lines).toEqual([expect.stringMatching(/^settings could not be read \((notAFile|tooLarge)\)/)])
    expect(lstatSync(join(data, 'settings.json.unreadable'))).toBeTruthy()
  })

  it('in place of a secret is none', () => {
    const theirs = join(folder, 'theirs.bin')
    writeFileSync(theirs, 'theirs')
    const file = join(folder, 'secret.bin')
    put(file, theirs)
    const opensAll = { decryptString: (bytes: Buffer) => bytes.toString() } as SafeStorage
    expect(openSecrets(file, opensAll, createRedactor(), log).read()).toBeNull()
    expect(lines).toEqual([expect.stringMatching(/^a kept secret cannot be read \((notAFile|tooLarge)\)$/)])
  })

  it.each(['full', 'thumb'] as const)('in place of a kept picture is no picture: %s', (size) => {
    const theirs = join(folder, 'theirs.jpg')
    writeFileSync(theirs, 'theirs')
    const hash = 'a'.repeat(64)
    const files = photoFiles(folder)
    put(join(folder, photoFileName(hash, size)), theirs)
    mkdirSync(asideOf(folder), { recursive: true })
    put(join(asideOf(folder), photoFileName(hash, size)), theirs)
    expect(files.read(hash, size)).toBeNull()
  })
})
