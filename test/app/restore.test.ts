import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { restoreStore } from '../../src/main/app/restore.ts'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import { photoFiles } from '../../src/main/photos/keep.ts'
import { listBackups } from '../../src/main/store/backups.ts'
import { putPhoto } from '../../src/main/store/photos.ts'
import type { Backup } from '../../src/shared/care.ts'
import type { EnrolAsk } from '../../src/shared/enrol-rules.ts'
import { fastTime, type Harness, someGuest, somePortrait, startHarness } from '../desk-harness.ts'

/** Waits of seconds pass in a fraction. */
const time = fastTime(10)
const harnesses: Harness[] = []
afterEach(async () => {
  for (const one of harnesses.splice(0)) await one.close()
})

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined } as never

async function start(): Promise<Harness> {
  const h = await startHarness({}, 300, mostLimits, null, time)
  harnesses.push(h)
  return h
}

/** Past the desk's own way, whose time limits are short where time runs fast. */
async function keepFace(h: Harness): Promise<string> {
  const jpeg = Buffer.from(await somePortrait())
  const hash = await photoFiles(join(h.folder, 'photos')).keep(jpeg, jpeg)
  putPhoto(h.desk().store, { hash, width: 640, height: 640, bytes: jpeg.byteLength, takenAtMs: Date.now() })
  return hash
}

async function enrol(h: Harness, familyName: string, change: Partial<EnrolAsk> = {}): Promise<number> {
  const answer = h.desk().desk.enrol(someGuest({ familyName, photoHash: await keepFace(h), ...change }))
  if (!answer.ok) throw new Error('not enrolled')
  await h.until(`${familyName} is on the doors`, () => h.card(answer.visitId)?.access === 'onDoors')
  return answer.visitId
}

/** The desk may just be making its own of this day. */
async function backUp(h: Harness): Promise<Backup> {
  for (;;) {
    const answer = await h.desk().care.backUp('hand')
    const [newest] = listBackups(h.folder)
    if (answer.ok && newest) return newest
    if (!answer.ok && answer.problem !== 'busy') throw new Error(answer.problem)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function checkOut(h: Harness, visitId: number): Promise<void> {
  expect(h.desk().desk.checkOut(visitId)).toEqual({ ok: true })
  await h.until('the access has ended', () => h.card(visitId)?.access === 'revoked')
}

const named = (h: Harness, familyName: string) =>
  h
    .desk()
    .state()
    .cards.find((card) => card.familyName === familyName && card.leftAtMs === null)

/** Whether the turnstile opens for this guest. */
function passes(h: Harness, familyName: string): boolean {
  const card = h
    .desk()
    .state()
    .cards.find((one) => one.familyName === familyName)
  const guest = h
    .desk()
    .store.prepare<[number], { readonly personCode: string }>(
      'SELECT personCode FROM guest WHERE guestId = ?',
    )
    .get(card?.guestId ?? 0)
  return h.simulator.walk(guest?.personCode ?? '', '12').granted
}

async function goBack(h: Harness, name: string | null): Promise<void> {
  await h.desk().close()
  const answer = await restoreStore(
    { folder: h.folder, name, keepsPresent: true, nowMs: time.clock.nowMs() },
    silent,
  )
  expect(answer).toEqual({ ok: true })
  await h.reopen()
}

const isRead = (h: Harness) => (): boolean => h.desk().state().care.rebuild?.isDone === true

it('a restored store gives nobody rights, and takes over whom HCP lets in', async () => {
  const h = await start()
  await enrol(h, 'Stays')
  const leaves = await enrol(h, 'Leaves')
  const ended = await enrol(h, 'Returns')
  await checkOut(h, ended)
  // Decided, and never sent before the backup.
  await h.simulator.weather.set({ down: true })
  h.desk().desk.enrol(someGuest({ familyName: 'Unsent' }))
  const backup = await backUp(h)
  await h.simulator.weather.set({ down: false })
  h.desk().tryNow()

  await checkOut(h, leaves)
  const unsent = await h.until('the unsent one is sent', () => {
    const card = named(h, 'Unsent')
    return card?.access === 'onDoors' && card
  })
  await checkOut(h, unsent.visitId)
  await enrol(h, 'Newcomer')
  const guestId = h.card(ended)?.guestId ?? 0
  await enrol(h, 'Returns', { guestId })

  await goBack(h, backup.name)
  h.simulator.journal.clear()
  await h.until('HCP was read', isRead(h))
  // Long enough for anything that should not be sent.
  await new Promise((resolve) => setTimeout(resolve, 500))

  expect(named(h, 'Stays')).toMatchObject({ access: 'accepted', problem: null })
  // What HCP has told is followed without anybody's hand.
  expect(h.desk().state().status.waiting).toBe(0)
  expect(named(h, 'Leaves')).toMatchObject({ access: 'attention', problem: 'restored' })
  expect(named(h, 'Unsent')).toMatchObject({ access: 'attention', problem: 'restored' })
  expect(named(h, 'Newcomer')).toMatchObject({ status: 'expected', access: 'accepted', levelId: '7' })
  expect(named(h, 'Returns')).toMatchObject({ status: 'expected', access: 'accepted' })
  expect(['Stays', 'Leaves', 'Unsent', 'Newcomer', 'Returns'].map((name) => passes(h, name))).toEqual([
    true,
    false,
    false,
    true,
    true,
  ])
  const writes = Object.keys(h.simulator.journal.byPath()).filter((path) =>
    /(?:add|update|Persons|reapplication)$/.test(path),
  )
  expect(writes).toEqual([])
  expect(h.desk().state().care.rebuild).toMatchObject({
    reason: 'restored',
    ofMs: backup.madeAtMs,
    adopted: 2,
    confirmed: 1,
    waiting: 2,
  })

  // All of them can be checked out, and one who waits can be given his access again.
  for (const name of ['Newcomer', 'Returns', 'Stays', 'Unsent'])
    await checkOut(h, named(h, name)?.visitId ?? 0)
  expect(['Stays', 'Newcomer', 'Returns', 'Unsent'].map((name) => passes(h, name))).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(h.desk().desk.tryAgain(leaves)).toEqual({ ok: true })
  await h.until('he has it again', () => h.card(leaves)?.access === 'onDoors')
  expect(passes(h, 'Leaves')).toBe(true)
}, 60_000)
