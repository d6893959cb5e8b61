import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { insertGuest } from '../src/main/store/guests.ts'
import { openStore } from '../src/main/store/open-store.ts'
import { leaksOf } from './leaks.ts'

const root = mkdtempSync(join(tmpdir(), 'leaks-'))
afterAll(() => rmSync(root, { recursive: true }))

const FACE = Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 37) % 256))
const SECRETS = ['Zk3v9QpL0xWm7TtYbN1c', '29384756']

/** A desk's folder with one guest, one picture and this log. */
function folderWith(name: string, line: string): string {
  const folder = join(root, name)
  mkdirSync(join(folder, 'logs'), { recursive: true })
  mkdirSync(join(folder, 'photos'))
  writeFileSync(join(folder, 'photos', 'a.jpg'), FACE)
  writeFileSync(join(folder, 'logs', 'desk.log'), line)
  const store = openStore(join(folder, 'desk.sqlite'))
  insertGuest(store, { personCode: 'GP0123456789ABCD', familyName: 'Петрова', givenName: 'Anna' }, 1)
  store.close()
  return folder
}

it('knows names no store holds', () => {
  const folder = folderWith('not-stored', 'row 4: Незванов')
  expect(leaksOf({ folder, secrets: SECRETS, names: ['Незванов Пётр'] })).toEqual(['a name'])
})

it.each<[line: string, leaks: string[]]>([
  ['guest 1 granted: settled 4711 ms after the decision', []],
  [`key ${SECRETS[1]}`, ['key or secret']],
  ['x-ca-signature: 7FLKKm1txJxi2x+rMBiPZrnzn/ceZ0HMB5uH+otupwU=', ['a signature']],
  [`sent ${FACE.toString('base64')}`, ['a face']],
  ['guest Anna parked', ['a name']],
  ['person GP0123456789ABCD is not there', ['a person code']],
  ['x-ca-signature: «hidden»', []],
])('tells what a log holds: %s', (line, leaks) => {
  const folder = folderWith(`case-${Math.abs(line.length)}-${leaks.length}`, line)
  expect(leaksOf({ folder, secrets: SECRETS })).toEqual(leaks)
  expect(leaksOf({ folder, logs: join(folder, 'none'), shown: line, secrets: SECRETS })).toEqual(leaks)
})
