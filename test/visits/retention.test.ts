import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { hashOf, photoFiles } from '../../src/main/photos/keep.ts'
import { passagePictureName } from '../../src/main/photos/passage-pictures.ts'
import { decideAccess, getAccess, putObserved, putStanding } from '../../src/main/store/access.ts'
import { destructions, nextPersonToDelete } from '../../src/main/store/destruction.ts'
import { insertGroup } from '../../src/main/store/groups.ts'
import { getGuest, guestsCalled, searchGuests } from '../../src/main/store/guests.ts'
import { changeIncident, raiseIncident } from '../../src/main/store/incidents.ts'
import { nothingObserved } from '../../src/main/store/observed.ts'
import { inTransaction, openStore, type Store } from '../../src/main/store/open-store.ts'
import { insertPassage, newestPassages, passagesById } from '../../src/main/store/passages.ts'
import { hasPhoto, putPhoto } from '../../src/main/store/photos.ts'
import { someLeftovers } from '../../src/main/store/retention.ts'
import { getVisit, updateVisit, type Visit } from '../../src/main/store/visits.ts'
import { startRetention } from '../../src/main/visits/retention.ts'
import { addGuest, addVisit, HOUR_MS, NOW_MS, wish } from '../store/desk-store.ts'

const DAY_MS = 24 * HOUR_MS
const OLD_MS = NOW_MS - 31 * DAY_MS

let folder: string
let store: Store

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retention-'))
  store = openStore(join(folder, 'desk.sqlite'))
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const photoFolder = (): string => join(folder, 'photos')
const pictureFolder = (): string => join(folder, 'passages')
const photoFile = (hash: string, end = '.jpg'): string => join(photoFolder(), hash + end)

/** A kept photo, with its files. */
function keepPhoto(content: string, takenAtMs = OLD_MS): string {
  const jpeg = Buffer.from(content)
  const hash = hashOf(jpeg)
  photoFiles(photoFolder())
  writeFileSync(photoFile(hash), jpeg)
  writeFileSync(photoFile(hash, '.thumb.jpg'), `thumb of ${content}`)
  putPhoto(store, { hash, width: 1, height: 1, bytes: jpeg.byteLength, takenAtMs })
  return hash
}

interface Stayed {
  readonly guestId: number
  readonly visitId: number
  readonly photoHash: string
  readonly pictureFile: string
}

let persons = 0

/** A guest who has left long ago, with everything the desk may know of one. */
function stayed(
  name = 'Скобелева',
  change: Partial<Omit<Visit, 'visitId'>> = {},
  photo = `face of ${name}`,
): Stayed {
  const guestId = addGuest(store, name, 'Аграфена')
  const photoHash = keepPhoto(photo)
  const leftAtMs = change.leftAtMs === undefined ? OLD_MS : change.leftAtMs
  const visitId = addVisit(store, guestId, {
    status: 'left',
    host: 'Хозяин Хозяинович',
    purpose: 'Тайная встреча',
    phone: '+7 701 123 45 67',
    fromMs: OLD_MS - HOUR_MS,
    untilMs: OLD_MS + HOUR_MS,
    createdAtMs: OLD_MS - HOUR_MS,
    checkedInAtMs: OLD_MS - HOUR_MS,
    photoHash,
    ...change,
    leftAtMs,
  })
  decideAccess(store, guestId, wish(visitId, { want: 'revoked', faceHash: photoHash }))
  persons += 1
  const personId = `person-${persons}`
  putObserved(store, guestId, {
    ...nothingObserved,
    person: { personId },
    names: `${name}\nАграфена`,
    face: photoHash,
  })
  settle(guestId)
  const picture = { eventKey: `event ${guestId}`, pictureUri: `/pic/${guestId}` }
  insertPassage(store, {
    ...picture,
    atMs: OLD_MS - HOUR_MS,
    eventType: 196_893,
    granted: true,
    doorId: '12',
    doorName: 'Gate in',
    direction: 'entry',
    personId,
    guestId,
    visitId,
    readerId: '',
  })
  mkdirSync(pictureFolder(), { recursive: true })
  const pictureFile = join(pictureFolder(), `${passagePictureName(picture)}.jpg`)
  writeFileSync(pictureFile, 'his face at the gate')
  return { guestId, visitId, photoHash, pictureFile }
}

function settle(guestId: number, settled = true): void {
  const revision = getAccess(store, guestId)?.revision ?? 0
  const still = { parked: false, problem: null, code: null, attempts: 0, nextAttemptAtMs: 0 }
  putStanding(store, guestId, revision, { settled, ...still })
}

/** One run; answers how many guests it destroyed. */
async function run(
  change: { readonly days?: number; readonly clockOffMs?: number; readonly nowMs?: number } = {},
): Promise<{ readonly destroyed: number; readonly clockInDoubt: boolean }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ destroyed: number; clockInDoubt: boolean }>()
  const loop = startRetention({
    store,
    clock: { nowMs: () => change.nowMs ?? NOW_MS, monotonicMs: () => performance.now() },
    scheduler: systemScheduler,
    log: { ...silentLog, error: (_line, cause) => reject(cause) },
    photoFolder: photoFolder(),
    pictureFolder: pictureFolder(),
    days: () => change.days ?? 30,
    clockOffMs: () => change.clockOffMs ?? null,
    ran: (destroyed, clockInDoubt) => resolve({ destroyed, clockInDoubt }),
    firstAfterMs: 0,
  })
  const ran = await promise
  await loop.stop()
  return ran
}

/** Everything this desk has on the disk, in one piece. */
function bytesOnDisk(): string {
  return ['desk.sqlite', 'desk.sqlite-wal']
    .map((name) => join(folder, name))
    .filter(existsSync)
    .map((file) => readFileSync(file).toString('utf8'))
    .join('')
}

describe('after the days of the rule', () => {
  it('a guest is a number: nothing of him is left, and his hours are', async () => {
    const { guestId, visitId, photoHash, pictureFile } = stayed()
    raiseIncident(store, { visitId, kind: 'longStay', atMs: OLD_MS, passageId: null })
    const closed = { state: 'resolved', by: 'Guard', why: 'Скобелева спала', changedAtMs: OLD_MS } as const
    changeIncident(store, 1, closed)
    const before = getVisit(store, visitId)
    expect(await run()).toEqual({ destroyed: 1, clockInDoubt: false })

    expect(getVisit(store, visitId)).toEqual({ ...before, host: '', purpose: '', phone: '', photoHash: null })
    const [passage] = newestPassages(store, 1)
    expect(passage).toMatchObject({
      guestId,
      visitId,
      familyName: `*${guestId}`,
      givenName: '',
      hasPicture: false,
    })
    expect(getAccess(store, guestId)).toMatchObject({ observed: nothingObserved, settled: true })
    for (const file of [photoFile(photoHash), photoFile(photoHash, '.thumb.jpg'), pictureFile])
      expect(existsSync(file), file).toBe(false)
    expect(hasPhoto(store, photoHash)).toBe(false)
    expect(someLeftovers(store, 10)).toEqual([])

    const bytes = bytesOnDisk()
    for (const word of ['кобелева', 'СКОБЕЛЕВА', 'графена', 'озяин', 'айная', '701 123', 'person-', '/pic/'])
      expect(bytes.includes(word), word).toBe(false)
    expect(destructions(store, null, 10)).toMatchObject([
      {
        guestId,
        atMs: NOW_MS,
        afterDays: 30,
        endedAtMs: OLD_MS,
        visits: 1,
        passages: 1,
        photos: 1,
        pictures: 1,
      },
    ])
  })

  it('is nobody the desk could enrol: who comes again is somebody new', async () => {
    const { guestId } = stayed()
    await run()
    expect(getGuest(store, guestId)).toBeUndefined()
    expect(searchGuests(store, 'скоб', 5)).toEqual([])
    expect(searchGuests(store, String(guestId), 5)).toEqual([])
    expect(guestsCalled(store, String(guestId), 5)).toEqual([])
    expect(nextPersonToDelete(store), 'HCP still has him').toMatchObject({ guestId })
  })

  it('once, however often it runs', async () => {
    stayed()
    expect((await run()).destroyed).toBe(1)
    expect((await run()).destroyed).toBe(0)
    expect(destructions(store, null, 10)).toHaveLength(1)
  })

  it('by the last of his visits, and the days that are set', async () => {
    const { guestId } = stayed()
    addVisit(store, guestId, { status: 'left', leftAtMs: NOW_MS - 5 * DAY_MS, photoHash: null })
    expect((await run()).destroyed).toBe(0)
    expect((await run({ days: 6 })).destroyed).toBe(0)
    expect((await run({ days: 5 })).destroyed).toBe(1)
  })
})

describe('nobody goes', () => {
  it.each<[what: string, make: () => unknown]>([
    ['who is here', () => addVisit(store, stayed().guestId, { status: 'inside', photoHash: null })],
    ['who is expected', () => addVisit(store, stayed().guestId, { photoHash: null })],
    ['whose revocation HCP has not confirmed', () => settle(stayed().guestId, false)],
    [
      'who is granted access, whatever else is said of him',
      () => {
        const { guestId, visitId } = stayed()
        decideAccess(store, guestId, wish(visitId, { faceHash: null }))
        settle(guestId)
      },
    ],
    [
      'whose group is still under way',
      () => insertGroup(store, { kind: 'checkOut', name: 'Класс', createdAtMs: OLD_MS }, [stayed().visitId]),
    ],
    [
      'on whose visit a guard has still to look',
      () =>
        raiseIncident(store, { visitId: stayed().visitId, kind: 'longStay', atMs: OLD_MS, passageId: null }),
    ],
  ])('%s', async (_what, make) => {
    make()
    expect((await run()).destroyed).toBe(0)
    expect(bytesOnDisk()).toContain('кобелева')
    expect(existsSync(photoFile(hashOf(Buffer.from('face of Скобелева'))))).toBe(true)
  })

  it('while HCP has another day: what is destroyed does not come back', async () => {
    stayed()
    expect(await run({ clockOffMs: -40 * DAY_MS })).toEqual({ destroyed: 0, clockInDoubt: true })
    expect((await run({ clockOffMs: 4_000 })).destroyed).toBe(1)
  })
})

describe('photos', () => {
  it('stay with whoever else has the same', async () => {
    const { photoHash } = stayed()
    const other = stayed('Иванова', { leftAtMs: NOW_MS - DAY_MS }, 'face of Скобелева')
    expect(other.photoHash).toBe(photoHash)
    expect((await run()).destroyed).toBe(1)
    expect(hasPhoto(store, photoHash)).toBe(true)
    expect(existsSync(photoFile(photoHash))).toBe(true)
    expect(destructions(store, null, 1)).toMatchObject([{ photos: 0 }])
  })

  it('that were taken and never used go after a day, and not before', async () => {
    const retake = keepPhoto('blinked', NOW_MS - 25 * HOUR_MS)
    const onTheForm = keepPhoto('just taken', NOW_MS - HOUR_MS)
    await run()
    expect([retake, onTheForm].map((hash) => hasPhoto(store, hash))).toEqual([false, true])
    expect([retake, onTheForm].map((hash) => existsSync(photoFile(hash)))).toEqual([false, true])
  })

  it('that a crash has left as files only are swept away; those just arriving are not', async () => {
    photoFiles(photoFolder())
    const [old, arriving] = [photoFile('d'.repeat(64)), photoFile('e'.repeat(64))]
    for (const file of [old, arriving]) writeFileSync(file, 'somebody')
    utimesSync(old, new Date(NOW_MS - DAY_MS), new Date(NOW_MS - DAY_MS))
    utimesSync(arriving, new Date(NOW_MS), new Date(NOW_MS))
    await run()
    expect([old, arriving].map((file) => existsSync(file))).toEqual([false, true])
  })

  it('of passages are not kept longer than guests, whosever they are', async () => {
    mkdirSync(pictureFolder(), { recursive: true })
    const file = join(pictureFolder(), `${'f'.repeat(64)}.jpg`)
    writeFileSync(file, 'an employee')
    utimesSync(file, new Date(OLD_MS), new Date(OLD_MS))
    await run()
    expect(existsSync(file)).toBe(false)
  })
})

it('a file that was in the way is removed by the next run', async () => {
  const { photoHash } = stayed()
  const other = stayed('Иванова')
  // A folder in its place cannot be removed like a file.
  rmSync(photoFile(photoHash))
  mkdirSync(join(photoFile(photoHash), 'x'), { recursive: true })
  const stuck = startRetention({
    store,
    clock: { nowMs: () => NOW_MS, monotonicMs: () => performance.now() },
    scheduler: systemScheduler,
    log: silentLog,
    photoFolder: photoFolder(),
    pictureFolder: pictureFolder(),
    days: () => 30,
    clockOffMs: () => null,
    ran: () => undefined,
    firstAfterMs: 0,
  })
  await expect.poll(() => destructions(store, null, 1)).not.toHaveLength(0)
  // The others do not wait for it.
  await expect.poll(() => existsSync(other.pictureFile)).toBe(false)
  await stuck.stop()
  expect(existsSync(photoFile(other.photoHash))).toBe(false)
  expect(someLeftovers(store, 10).map(({ name }) => name)).toContain(photoHash)
  rmSync(photoFile(photoHash), { recursive: true })
  writeFileSync(photoFile(photoHash), 'there again')
  expect((await run()).destroyed).toBe(0)
  expect(existsSync(photoFile(photoHash))).toBe(false)
  expect(someLeftovers(store, 10)).toEqual([])
})

it('a thousand names leave no trace among those who stay', async () => {
  const kept: number[] = []
  inTransaction(store, () => {
    for (let i = 0; i < 900; i += 1) {
      const goes = i % 3 !== 0
      const guestId = addGuest(store, `${goes ? 'Уходящая' : 'Остающаяся'}-${i * 7919}`, 'Имя')
      if (!goes) kept.push(guestId)
      const leftAtMs = goes ? OLD_MS : NOW_MS
      const visitId = addVisit(store, guestId, { status: 'left', leftAtMs, photoHash: null })
      decideAccess(store, guestId, wish(visitId, { want: 'revoked', faceHash: null }))
      settle(guestId)
    }
  })
  let destroyed = 0
  while (destroyed < 600) destroyed += (await run()).destroyed
  const bytes = bytesOnDisk()
  expect(bytes).toContain('Остающаяся')
  expect(bytes.match(/ходящая/g)?.length ?? 0).toBe(0)
  expect(kept.every((guestId) => getGuest(store, guestId) !== undefined)).toBe(true)
})

it('who has come back while the run was on stays', async () => {
  const { guestId } = stayed()
  const visitId = addVisit(store, guestId, { photoHash: null })
  updateVisit(store, visitId, { status: 'cancelled', leftAtMs: NOW_MS })
  expect((await run()).destroyed).toBe(0)
  expect(passagesById(store, [1])[0]?.familyName).toBe('Скобелева')
})

it('a desk that dies at any moment of a run leaves nobody half forgotten, and no file behind', async () => {
  const guests = Array.from({ length: 25 }, (_, i) => stayed(`Скобелева${i}`))
  let partly = 0
  /** Dies in turn `dies`: whatever it had still to do never comes. */
  const runUntil = async (dies: number): Promise<void> => {
    let turn = 0
    let isOver = false
    const loop = startRetention({
      store,
      clock: { nowMs: () => NOW_MS, monotonicMs: () => performance.now() },
      scheduler: {
        after(delayMs, next) {
          turn += 1
          if (turn > dies) return () => undefined
          return systemScheduler.after(delayMs, next)
        },
      },
      log: silentLog,
      photoFolder: photoFolder(),
      pictureFolder: pictureFolder(),
      days: () => 30,
      clockOffMs: () => null,
      ran: () => {
        isOver = true
      },
      firstAfterMs: 0,
    })
    await expect.poll(() => turn > dies || isOver, { interval: 2 }).toBe(true)
    void loop.stop()
  }
  for (let life = 0; life < 20; life += 1) {
    await runUntil(2 + (life % 4))
    const gone = destructions(store, null, 100).length
    if (gone > 0 && gone < guests.length) partly += 1
    const waiting = new Set(someLeftovers(store, 1_000).map(({ name }) => name))
    for (const { guestId, photoHash, pictureFile } of guests) {
      const isKnown = getGuest(store, guestId) !== undefined
      const isDestroyed = destructions(store, null, 100).some((one) => one.guestId === guestId)
      expect(isDestroyed, `life ${life}`).toBe(!isKnown)
      expect(hasPhoto(store, photoHash)).toBe(isKnown)
      if (isKnown) expect(existsSync(photoFile(photoHash)) && existsSync(pictureFile)).toBe(true)
      else expect(existsSync(photoFile(photoHash)) && !waiting.has(photoHash)).toBe(false)
    }
  }
  expect(partly).toBeGreaterThan(1)
  await run()
  expect(
    guests.every(
      ({ photoHash, pictureFile }) => !existsSync(photoFile(photoHash)) && !existsSync(pictureFile),
    ),
  ).toBe(true)
  expect(bytesOnDisk()).not.toContain('кобелева')
})
