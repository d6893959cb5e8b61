import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { en } from '../../src/renderer/text/en.ts'
import { passageWords } from '../../src/renderer/text/table-words.ts'
import type { Snapshot } from '../../src/shared/desk-state.ts'
import { everyPassage } from '../../src/shared/passage-search.ts'
import { type PausingWork, pausingWork, type SteadyWork, steadyWork } from '../../src/shared/work.ts'
import { drawnGuests } from '../tour/drawn-guests.ts'
import { cardOf, checkOut, expect, expectAccess } from './driven-desk.ts'
import { guardedSite, IN, OUT } from './guarded-site.ts'

const site = guardedSite()
const CREATE = '/resource/v1/person/single/add'
const PICTURES = '/acs/v1/event/pictures'
/** More than the desk hands over to its gate at once, so that some of them are still to come. */
const GROUP = 12

/** What deletes by the calendar, and what replaces the store, is tried with the store. */
const ELSEWHERE: readonly SteadyWork[] = ['deleteOld', 'restore']

const askOf = (familyName: string, photoHash: string | null = null, nowMs = Date.now()) => ({
  guestId: null,
  familyName,
  givenName: '',
  host: '',
  purpose: '',
  phone: '',
  fromMs: nowMs - 60_000,
  untilMs: nowMs + 4 * 3_600_000,
  levelId: '7',
  photoHash,
})

/** Enrols past the screen; answers the visit, or why not. */
const enrolBy = (page: Page, familyName: string, photoHash: string | null = null): Promise<number | string> =>
  page.evaluate(
    async (ask) => {
      const answer = await window.desk.visits.enrol(ask)
      if (answer.ok) return answer.visitId
      return 'refused' in answer ? answer.refused : Object.keys(answer.fields).join()
    },
    askOf(familyName, photoHash),
  )

/** A face the doors know; answers what it is called by. */
async function keepFace(page: Page): Promise<string> {
  const face = await sharp(Buffer.from(drawnGuests[0]?.svg ?? ''))
    .jpeg()
    .toBuffer()
  const answer = await page.evaluate((bytes) => window.desk.photos.accept({ bytes }), Uint8Array.from(face))
  if (!answer.ok) throw new Error(answer.problem)
  return answer.photoHash
}

/** Everything that pauses, each tried; what came of it, by its name in the list. */
async function triedAll(page: Page, endedVisitId: number): Promise<Partial<Record<PausingWork, string>>> {
  const words = { csv: passageWords(en), template: en.importing.template }
  const asked = { ask: askOf('Nobody'), filter: everyPassage, endedVisitId, words }
  return page.evaluate(async ({ ask, filter, endedVisitId: visitId, words: { csv, template } }) => {
    const { desk } = window
    const bytes = new Uint8Array(5_000).fill(7)
    const outcome = (answer: object | null): string => {
      if (answer === null || !('ok' in answer)) return 'nothing'
      if (answer.ok) return 'done'
      const why = 'refused' in answer ? answer.refused : 'problem' in answer ? answer.problem : 'fields'
      return typeof why === 'object' && why !== null && 'kind' in why ? String(why.kind) : String(why)
    }
    return {
      enrol: outcome(await desk.visits.enrol(ask)),
      photo: outcome(await desk.photos.accept({ bytes })),
      giveBack: outcome(await desk.visits.giveBack({ visitId })),
      importTable: outcome(await desk.imports.read({ fileName: 'list.csv', bytes })),
      importPhotos: outcome(await desk.imports.choosePhotos({ from: 'folder' })),
      groupEnrol: outcome(await desk.groups.enrol({ name: '', asks: [ask] })),
      export: outcome(await desk.passages.exportTable({ filter, format: 'csv', words: csv })),
      template: outcome(await desk.imports.saveTemplate({ format: 'csv', words: template })),
      backup: outcome(await desk.care.backUp()),
    }
  }, asked)
}

test('a computer that runs short: what pauses says so and goes on by itself, and everybody is still let out', async () => {
  const { page, app } = site.desk()
  const simulator = site.simulator()
  const downloads = join(site.place().folder, 'downloads')
  mkdirSync(downloads)
  await app.evaluate(({ dialog }, folder) => {
    const save = async (_window: unknown, options: { readonly defaultPath?: string }) => ({
      canceled: false,
      filePath: `${folder}/${options.defaultPath}`,
    })
    dialog.showSaveDialog = save as typeof dialog.showSaveDialog
  }, downloads)
  const snapshot = (): Promise<Snapshot> => site.desk().snapshot()
  const statusOf = async (visitId: number | string) =>
    (await snapshot()).cards.find((card) => card.visitId === visitId)
  const walk = (name: string, door: string): boolean => simulator.walk(site.personOf(name), door).granted
  const notice = page.getByTestId('paused')

  const face = await keepFace(page)
  const visits = new Map<string, number | string>()
  for (const name of ['Early', 'Late', 'Ended', 'Comer', 'Odd', 'Cancelled', 'Seen'])
    visits.set(name, await enrolBy(page, name, face))
  const visitOf = (name: string): number => Number(visits.get(name))
  for (const name of ['Early', 'Late', 'Ended', 'Comer', 'Odd'])
    await expect.poll(async () => (await statusOf(visitOf(name)))?.access).toBe('onDoors')
  await checkOut(cardOf(page, 'Ended'))
  expect(walk('Early', IN)).toBe(true)
  await expect.poll(() => simulator.journal.count(PICTURES), 'pictures of passages come').toBeGreaterThan(0)

  // A group is on its way when the disk runs full.
  await simulator.weather.set({ troubles: [{ kind: 'delay', ms: 700, path: CREATE }] })
  const asks = Array.from({ length: GROUP }, (_, i) => askOf(`Tour${i}`))
  await page.evaluate((tour) => window.desk.groups.enrol({ name: 'Tour', asks: tour }), asks)
  site.place().setMachine({ diskPercent: 91 })
  await expect(notice).toContainText('The disk of this computer is 91 % full.')
  const inTour = (): number =>
    simulator.persons().filter(({ familyName }) => familyName.startsWith('Tour')).length

  await test.step('the disk: everything in the list that pauses does', async () => {
    const pictures = simulator.journal.count(PICTURES)
    const tried = await triedAll(page, visitOf('Ended'))
    expect(new Set(Object.values(tried))).toEqual(new Set(['paused']))
    await page.keyboard.press('F2')
    const panel = page.getByTestId('panel')
    await expect(panel.getByRole('button', { name: 'Enrol', exact: true })).toBeDisabled()
    await expect(panel.getByRole('button', { name: 'Take photo' })).toBeDisabled()
    await expect(panel.getByTestId('photo-says')).toContainText('Photos pause')
    await page.keyboard.press('Escape')

    // A picture of this passage would be looked for as soon as its row is there.
    expect(walk('Comer', IN)).toBe(true)
    await expect.poll(async () => (await statusOf(visitOf('Comer')))?.status).toBe('inside')
    expect(simulator.journal.count(PICTURES)).toBe(pictures)
    const all: readonly PausingWork[] = [
      ...(Object.keys(tried) as PausingWork[]),
      'passagePicture',
      'groupWaiting',
    ]
    expect(all.toSorted()).toEqual([...pausingWork].sort())
  })

  await test.step('and everything else goes on', async () => {
    await checkOut(cardOf(page, 'Early'))
    await expectAccess(cardOf(page, 'Early'), 'revoked')
    expect(walk('Early', IN)).toBe(false)
    expect(walk('Odd', OUT)).toBe(true)
    await expect
      .poll(async () => (await snapshot()).incidents.some(({ visitId }) => visitId === visitOf('Odd')))
      .toBe(true)
    const asked = { cancelled: visitOf('Cancelled'), seen: visitOf('Seen'), filter: everyPassage }
    const done = await page.evaluate(async ({ cancelled, seen, filter }) => {
      const { desk } = window
      await desk.muster.set({ running: true })
      const isCalled = (await desk.desk.snapshot()).muster !== null
      await desk.muster.set({ running: false })
      return {
        cancel: (await desk.visits.cancel({ visitId: cancelled })).ok,
        checkIn: (await desk.visits.checkIn({ visitId: seen })).ok,
        extend: (await desk.visits.extend({ visitId: seen, untilMs: Date.now() + 3_600_000 })).ok,
        muster: isCalled,
        musterPdf: (await desk.muster.savePdf({ fileName: 'inside' })).ok,
        journal: (await desk.passages.find({ filter, after: null })).rows.length > 0,
        supportBundle: (await desk.support.save()).ok,
      }
    }, asked)
    expect(Object.entries(done).filter(([, isDone]) => !isDone)).toEqual([])
    const shown: readonly SteadyWork[] = ['checkOut', 'revoke', 'monitor', 'incidents']
    const all = [...(Object.keys(done) as SteadyWork[]), ...shown, ...ELSEWHERE]
    expect(all.sort()).toEqual([...steadyWork].sort())
  })

  await test.step('the memory instead: the same', async () => {
    await simulator.weather.set({ troubles: [] })
    site.place().setMachine({ memoryPercent: 81 })
    await expect(notice).toContainText('The memory of this computer is 81 % in use.')
    expect(new Set(Object.values(await triedAll(page, visitOf('Ended'))))).toEqual(new Set(['paused']))
    await checkOut(cardOf(page, 'Late'))
    await expectAccess(cardOf(page, 'Late'), 'revoked')
    expect(walk('Late', IN)).toBe(false)
    expect(inTour(), 'of the group only those who were under way').toBeLessThan(GROUP)
  })

  await test.step('a little below the limit is no relief; then it goes on by itself', async () => {
    site.place().setMachine({ memoryPercent: 76 })
    await expect(notice).toContainText('76 %')
    expect(await enrolBy(page, 'Patient')).toBe('paused')
    site.place().setMachine({ memoryPercent: 74 })
    await expect(notice).toHaveCount(0)
    expect(await enrolBy(page, 'Patient')).toEqual(expect.any(Number))
    await expect.poll(inTour).toBe(GROUP)
  })
})
