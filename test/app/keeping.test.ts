import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import { photoFiles } from '../../src/main/photos/keep.ts'
import { putPhoto } from '../../src/main/store/photos.ts'
import { exporting } from '../../src/renderer/text/en-export.ts'
import { fastTime, type Harness, someGuest, somePortrait, startHarness } from '../desk-harness.ts'

const DAY_MS = 24 * 3_600_000

let harness: Harness | undefined
afterEach(async () => {
  await harness?.close()
  harness = undefined
})

/** A guest who came, was seen at a door, left, and whose access HCP has ended; all of it so many days ago. */
async function stayed(desk: Harness, familyName: string, daysAgo: number): Promise<number> {
  const jpeg = Buffer.from(await somePortrait(daysAgo))
  const photoHash = await photoFiles(join(desk.folder, 'photos')).keep(jpeg, jpeg)
  const takenAtMs = Date.now()
  putPhoto(desk.desk().store, { hash: photoHash, width: 640, height: 640, bytes: jpeg.byteLength, takenAtMs })
  const answer = desk.desk().desk.enrol({ ...someGuest(), familyName, photoHash })
  if (!answer.ok) throw new Error('not enrolled')
  const { visitId, guestId } = answer
  await desk.until('on the doors', () => desk.card(visitId)?.access === 'onDoors')
  desk.desk().desk.checkOut(visitId)
  await desk.until('revoked', () => desk.card(visitId)?.access === 'revoked')
  desk
    .desk()
    .store.prepare('UPDATE visit SET leftAtMs = leftAtMs - ? WHERE visitId = ?')
    .run(daysAgo * DAY_MS, visitId)
  return guestId
}

/** Of our guests; the site has employees, too. */
const names = (desk: Harness): readonly string[] =>
  desk.simulator
    .persons()
    .flatMap(({ personCode, familyName }) => (personCode.startsWith('GP') ? familyName : []))

const deletions = (desk: Harness): number => desk.simulator.journal.count('/resource/v1/person/single/delete')

it('a guest is forgotten here and in HCP, and comes again as somebody new', async () => {
  harness = await startHarness({}, 2_000, mostLimits, null, fastTime(20))
  const guestId = await stayed(harness, 'Скобелева', 31)
  const other = await stayed(harness, 'Иванова', 29)
  const { keeping } = harness.desk()
  expect(keeping.view()).toMatchObject({ days: 30 })

  keeping.setDays(30)
  await harness.until('forgotten there, too', () => keeping.view().newest[0]?.inHcp === 'deleted')
  expect(keeping.view()).toMatchObject({ destroyed: 1, waitingInHcp: 0, clockInDoubt: false })
  expect(keeping.view().newest).toMatchObject([{ guestId, afterDays: 30, visits: 1, photos: 1, code: null }])
  expect(deletions(harness)).toBe(1)
  expect(names(harness)).toEqual(['Иванова'])
  expect(harness.desk().desk.search('скоб')).toEqual([])
  expect(harness.desk().desk.search('иван')).toMatchObject([{ guestId: other }])

  const again = await stayed(harness, 'Скобелева', 0)
  expect(again).not.toBe(guestId)
  expect(names(harness)).toEqual(['Иванова', 'Скобелева'])

  keeping.setDays(29)
  await harness.until('the other one, too', () => keeping.view().destroyed === 2)

  const file = join(harness.folder, 'destroyed.csv')
  harness.dialogs.file = file
  expect(await keeping.exportRecords('csv', exporting.destructions)).toMatchObject({ ok: true, rows: 2 })
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(`Guest ${guestId},`)
  expect(text).not.toMatch(/Скобелева|Иванова/)
})

it('a HCP that deletes nobody is asked once an hour, and the desk says so', async () => {
  harness = await startHarness({}, 2_000, mostLimits, null, fastTime(20))
  await harness.simulator.weather.set({
    notEntitled: ['/resource/v1/person/single/delete'],
    notEntitledCode: '69',
  })
  await stayed(harness, 'Скобелева', 31)
  const { keeping } = harness.desk()
  keeping.setDays(30)
  await harness.until('refused', () => keeping.view().refusedWith === '69')
  expect(keeping.view()).toMatchObject({ destroyed: 1, waitingInHcp: 1 })
  expect(names(harness)).toEqual(['Скобелева'])
  // Much longer than the pause between two calls.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  expect(deletions(harness)).toBe(1)
})
