import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { setDirection } from '../../src/main/store/doors.ts'
import { countNotices } from '../../src/main/store/notices.ts'
import { noticeKinds } from '../../src/shared/webhook.ts'
import { type Harness, someGuest, somePortrait, startHarness } from '../desk-harness.ts'
import { isSigned, openToldSystem, type ToldSystem } from './told-system.ts'

let h: Harness
let told: ToldSystem
beforeEach(async () => {
  told = await openToldSystem()
  h = await startHarness()
  for (const door of h.simulator.doors()) setDirection(h.desk().store, door.doorIndexCode, door.direction)
})
afterEach(() => h.close())

/** A guest the doors let in; answers his visit and his number in HCP. */
async function guestOnDoors(): Promise<{ visitId: number; personId: string }> {
  const photo = await h.desk().acceptPhoto(await somePortrait())
  if (!photo.ok) throw new Error(photo.problem)
  const enrolled = h.desk().desk.enrol(someGuest({ photoHash: photo.photoHash }))
  if (!enrolled.ok) throw new Error('not enrolled')
  await h.until('on the doors', () => h.card(enrolled.visitId)?.access === 'onDoors')
  const [person] = h.simulator.persons().filter((one) => one.familyName === 'Петрова')
  return { visitId: enrolled.visitId, personId: person?.personId ?? '' }
}

/** The monitor has asked HCP for events so many times more, each time for the same minutes again. */
async function ticks(times: number): Promise<void> {
  const asked = (): number => h.simulator.journal.count('/acs/v1/door/events')
  const before = asked()
  await h.until('the monitor has looked again', () => asked() >= before + times, 30_000)
}

const typesOf = (): string[] => told.heard.map(({ text }) => JSON.parse(text).type)
const logged = (): string =>
  readdirSync(join(h.folder, 'logs'))
    .map((name) => readFileSync(join(h.folder, 'logs', name), 'utf8'))
    .join('\n')

it('a guest who walks in is told of once, however often HCP repeats the row, and after a restart too', async () => {
  const answer = h.desk().webhook.set({ url: told.url, kinds: noticeKinds })
  if (!answer.ok || answer.secret === null) throw new Error('no key')
  const { visitId, personId } = await guestOnDoors()
  expect(h.simulator.walk(personId, '12')).toMatchObject({ granted: true })
  await h.until('he is told of', () => told.heard.length > 0)
  const [entry] = told.heard
  if (!entry) throw new Error('not heard')
  expect(JSON.parse(entry.text)).toMatchObject({
    type: 'guest.entered',
    data: { visitId, familyName: 'Петрова', givenName: 'Алёна', host: 'R. Ivanov', direction: 'entry' },
  })
  expect(await isSigned(entry, answer.secret)).toBe(true)
  const { personCode } = h.desk().store.prepare('SELECT personCode FROM guest').get() as {
    personCode: string
  }
  const words = Object.values(entry.headers).concat(entry.text).join(' ')
  for (const secret of [personCode, h.simulator.appKey, answer.secret]) expect(words).not.toContain(secret)

  await ticks(5)
  await h.reopen()
  await ticks(5)
  expect(typesOf().filter((type) => type.startsWith('guest.'))).toEqual(['guest.entered'])

  h.simulator.walk(personId, '13')
  await h.until('his leaving is told', () => typesOf().includes('guest.left'))
  expect(await isSigned(told.heard.at(-1) ?? entry, answer.secret)).toBe(true)
  await h.until('the screen knows', () => {
    const shown = h.patches.findLast((patch) => patch.webhook)?.webhook
    return shown?.waiting === 0 && shown.deliveredAtMs !== null
  })
  expect(logged()).not.toMatch(/t0p-s3cret|hook\?/)
})

it('an exit without an entry is told as an incident', async () => {
  h.desk().webhook.set({ url: told.url, kinds: ['incident'] })
  const { visitId, personId } = await guestOnDoors()
  h.simulator.walk(personId, '13')
  await h.until('told', () => told.heard.length > 0)
  const kinds = h
    .desk()
    .state()
    .incidents.map((one) => one.kind)
  expect(kinds).toContain('exitWithoutEntry')
  await h.until('all of them', () => told.heard.length === kinds.length)
  expect(told.heard.map(({ text }) => JSON.parse(text))).toContainEqual(
    expect.objectContaining({
      type: 'incident.raised',
      data: expect.objectContaining({ visitId, kind: 'exitWithoutEntry', severity: 'high' }),
    }),
  )
})

it('nothing is written down for a receiver nobody has named', async () => {
  const { personId } = await guestOnDoors()
  h.simulator.walk(personId, '12')
  h.simulator.walk(personId, '13')
  await h.until('seen', () => h.desk().state().passages.length === 2)
  expect(countNotices(h.desk().store)).toBe(0)
})

it('a key that is lost stops the notices and says so, until there is a new one', async () => {
  h.desk().webhook.set({ url: told.url, kinds: ['entry'] })
  h.webhookSecrets.forget()
  await h.reopen()
  expect(h.desk().state().webhook).toMatchObject({ url: told.url, failure: { kind: 'keyLost' } })
  const { personId } = await guestOnDoors()
  h.simulator.walk(personId, '12')
  await h.until('waiting', () => h.desk().state().webhook.waiting === 1)
  expect(await h.desk().webhook.tryOnce()).toEqual({ ok: false, failure: { kind: 'keyLost' } })
  expect(told.heard).toEqual([])
  const renewed = h.desk().webhook.renewSecret()
  if (!renewed.ok || renewed.secret === null) throw new Error('no key')
  await h.until('told', () => told.heard.length === 1)
  const [entry] = told.heard
  expect(entry && (await isSigned(entry, renewed.secret))).toBe(true)
  expect(h.desk().state().webhook.failure).toBeNull()
})

it('a receiver that hangs does not keep the desk from closing, and hears of it after the start', async () => {
  told.answer(() => undefined)
  h.desk().webhook.set({ url: told.url, kinds: ['entry'] })
  const { personId } = await guestOnDoors()
  h.simulator.walk(personId, '12')
  await h.until('under way', () => told.heard.length === 1)
  await h.reopen()
  told.answer(200)
  await h.until('taken', () => h.desk().state().webhook.deliveredAtMs)
  expect(new Set(told.heard.map((one) => one.id)).size).toBe(1)
})
