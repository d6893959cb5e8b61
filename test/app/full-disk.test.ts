import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { FrontDesk } from '../../src/main/app/front-desk-shape.ts'
import { openSettings } from '../../src/main/app/settings.ts'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import { createAnswerers } from '../../src/main/ipc/answer.ts'
import { createHandlers } from '../../src/main/ipc/handlers.ts'
import { diskTrouble } from '../../src/main/lib/disk-trouble.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { exporting } from '../../src/renderer/text/en-export.ts'
import { fastTime, type Harness, someGuest, somePortrait, startHarness } from '../desk-harness.ts'
import { dump } from '../store/desk-store.ts'

// A small disk of its own, where this machine lets us make one; elsewhere `full-store.test.ts` does what can be done.
const mountPoint = mkdtempSync(join(tmpdir(), 'small-disk-'))
const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', mountPoint])
const hasSmallDisk = mount.status === 0
const tmpBefore = process.env['TMPDIR']

let harness: Harness | undefined
beforeAll(() => {
  if (hasSmallDisk) process.env['TMPDIR'] = mountPoint
})
afterEach(async () => {
  freeDisk()
  await harness?.close()
  harness = undefined
})
afterAll(() => {
  if (tmpBefore === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = tmpBefore
  if (hasSmallDisk) spawnSync('umount', [mountPoint])
  rmSync(mountPoint, { recursive: true, force: true })
})

const filler = (i: number): string => join(mountPoint, `filler-${i}`)

/** Not one page is left. */
function fillDisk(): void {
  for (let i = 0, bytes = 8 * 1024 * 1024; bytes >= 4_096; i += 1) {
    try {
      writeFileSync(filler(i), Buffer.alloc(bytes, 1))
    } catch {
      rmSync(filler(i), { force: true })
      bytes /= 2
    }
  }
}

function freeDisk(): void {
  for (const name of readdirSync(mountPoint)) if (name.startsWith('filler-')) rmSync(join(mountPoint, name))
}

async function guestInside(desk: Harness, familyName: string): Promise<number> {
  const answer = desk.desk().desk.enrol(someGuest({ familyName }))
  if (!answer.ok) throw new Error('not enrolled')
  await desk.until('on the doors', () => desk.card(answer.visitId)?.access === 'onDoors')
  desk.desk().desk.checkIn(answer.visitId)
  return answer.visitId
}

const pieces = (desk: Harness): number => readdirSync(join(desk.folder, 'reserve')).length

it.skipIf(!hasSmallDisk)('a full disk takes nothing in, loses nothing, and lets guests go', async () => {
  harness = await startHarness({}, 2_000, mostLimits, null, fastTime(5))
  const desk = harness
  await desk.until(
    'the reserve is there',
    () => existsSync(join(desk.folder, 'reserve')) && pieces(desk) === 16,
  )
  const visitIds: number[] = []
  for (const name of ['Иванова', 'Петрова', 'Сидорова']) visitIds.push(await guestInside(desk, name))
  const [first = 0, second = 0, third = 0] = visitIds
  const settings = openSettings(desk.folder, 'en', silentLog)
  settings.change({ language: 'en' })
  const portrait = await somePortrait()
  fillDisk()

  // What room its own files still have is used up, one guest after the other; then it says so.
  let refused: unknown
  let taken = 0
  while (refused === undefined && taken < 5_000) {
    const before = dump(desk.desk().store)
    try {
      desk.desk().desk.enrol(someGuest({ familyName: `Новая${taken}` }))
      taken += 1
    } catch (error) {
      refused = error
      expect(dump(desk.desk().store)).toEqual(before)
    }
  }
  expect(diskTrouble(refused)).toBe('diskFull')
  const front = { current: () => desk.desk() } as FrontDesk
  const answer = createAnswerers(createHandlers(front), silentLog)
  const ask = { ...someGuest(), familyName: 'Ещё' }
  expect(await answer.get('visits.enrol')?.(() => true, ask)).toMatchObject({ ok: false, code: 'disk-full' })
  expect(await desk.desk().acceptPhoto(portrait)).toEqual({ ok: false, problem: 'diskFull' })
  expect(() => settings.change({ language: 'ru' })).toThrow('ENOSPC')
  expect(settings.get().language, 'memory is what the disk is').toBe('en')
  expect(openSettings(desk.folder, 'en', silentLog).get().language).toBe('en')
  desk.dialogs.file = join(desk.folder, 'visits.csv')
  const span = { fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER }
  const words = {
    ...exporting.visits,
    statuses: { expected: '', inside: '', left: '', cancelled: '', noShow: '' },
  }
  expect(await desk.desk().journal.exportVisits(span, 'csv', words)).toEqual({
    ok: false,
    refused: 'diskFull',
  })
  expect(readdirSync(desk.folder).filter((name) => /visits|part/.test(name))).toEqual([])
  expect(readdirSync(join(desk.folder, 'photos')).filter((name) => name.endsWith('.part'))).toEqual([])

  expect(desk.desk().desk.checkOut(first)).toEqual({ ok: true })
  await desk.until('HCP has ended his access', () => desk.card(first)?.access === 'revoked', 30_000)
  expect(desk.desk().groups.checkOut('Все', [second, third])).toMatchObject({ ok: true })
  await desk.until('theirs, too', () => desk.card(third)?.access === 'revoked', 30_000)
  expect(pieces(desk)).toBeLessThan(16)
  await desk.reopen()
  expect(visitIds.map((visitId) => desk.card(visitId)?.status)).toEqual(['left', 'left', 'left'])

  freeDisk()
  expect(desk.desk().desk.enrol(someGuest({ familyName: 'Опять' }))).toMatchObject({ ok: true })
  expect(await desk.desk().acceptPhoto(portrait)).toMatchObject({ ok: true })
  await desk.reopen()
  await desk.until('the reserve is whole again', () => pieces(desk) === 16)
  expect(desk.desk().store.pragma('quick_check', { simple: true })).toBe('ok')
})
