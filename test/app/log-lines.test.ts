import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { en } from '../../src/renderer/text/en.ts'
import { exporting } from '../../src/renderer/text/en-export.ts'
import { type Harness, someGuest, startHarness } from '../desk-harness.ts'
import { openWholeFront } from '../fuzz/whole-front.ts'
import { somePhotos, writePhotos } from './import-parts.ts'

const GUESTS = 25
/** The predecessor wrote some fifty lines for a task. */
const THEIR_LINES = 50

// Side by side, because they mostly wait.
it.concurrent('a task leaves three lines at most, and all together a twentieth of what it was', {
  timeout: 180_000,
}, async () => {
  const h = await startHarness({ applyDelayMs: 0 }, 60_000, {
    ratePerSecond: 500,
    burst: 500,
    concurrency: 4,
  })
  try {
    const linesBefore = logOf(h.folder).length
    // A bad day: answers get lost, HCP is busy now and then.
    for (const kind of ['dropAnswer', 'dropBefore'] as const)
      h.simulator.weather.add({ kind, path: '/resource/v1/person/single/add', times: 2 })
    h.simulator.weather.add({ kind: 'code', code: '6', path: '/visitor/v1/auth/reapplication', times: 2 })
    const visitIds: number[] = []
    for (let i = 0; i < GUESTS; i += 1) {
      const answer = h.desk().desk.enrol(someGuest({ familyName: `Person${i}` }))
      if (answer.ok) visitIds.push(answer.visitId)
    }
    const all = (stage: string) => () => visitIds.every((visitId) => h.card(visitId)?.access === stage)
    // A write that was never answered is believed a minute later; the others are on the doors before.
    const settled = () =>
      visitIds.filter((visitId) => h.card(visitId)?.access === 'onDoors').length >= GUESTS - 4
    await h.until('on the doors', settled, PATIENT_MS)
    for (const visitId of visitIds) h.desk().desk.checkOut(visitId)
    await h.until(
      'being revoked',
      () => visitIds.filter((id) => h.card(id)?.access === 'revoked').length >= GUESTS - 4,
      PATIENT_MS,
    )
    expect(all('onDoors')()).toBe(false)

    const lines = logOf(h.folder).slice(linesBefore)
    const tasks = 2 * (GUESTS - 4)
    expect(lines.length).toBeLessThanOrEqual(tasks * THEIR_LINES * 0.05)
    const byGuest = Map.groupBy(
      lines.filter((line) => /guest \d+/.test(line)),
      (line) => /guest \d+/.exec(line)?.[0],
    )
    for (const [, own] of byGuest) expect(own.length, 'two tasks each').toBeLessThanOrEqual(2 * 3)
    expect(byGuest.size, 'the test sees the lines').toBeGreaterThan(GUESTS / 2)
  } finally {
    await h.close()
  }
})

const GROUP = 5
const PATIENT_MS = 80_000
const FREE = { ratePerSecond: 500, burst: 500, concurrency: 4 }

/** What a guard does besides one guest; each is a task, and each of its guests is one. */
const others: readonly [task: string, guests: number, act: (h: Harness) => Promise<unknown>][] = [
  ['a group', GROUP, (h) => groupOnDoors(h, 'Group')],
  [
    'a group goes home',
    GROUP,
    async (h) => {
      const inside = h
        .desk()
        .state()
        .cards.filter(({ familyName }) => familyName.startsWith('Group'))
      h.desk().groups.checkOut(
        'Home',
        inside.map(({ visitId }) => visitId),
      )
      await h.until(
        'revoked',
        () => inside.every(({ visitId }) => h.card(visitId)?.access === 'revoked'),
        PATIENT_MS,
      )
    },
  ],
  [
    'an import of a table with photos',
    GROUP,
    async (h) => {
      const { imports } = h.desk()
      h.dialogs.photos = writePhotos(join(h.folder, 'photos-to-import'), await somePhotos(GROUP))
      await imports.read('list.csv', Buffer.from('Last name,First name\nSmith,Ann'))
      await imports.choosePhotos('folder')
      for (let i = 0; i < GROUP; i += 1) await imports.photo(`Guest ${i}.jpg`)
      await imports.photo('missing.jpg')
      await groupOnDoors(h, 'Imported')
      await imports.close()
    },
  ],
  [
    'a table that is no table',
    0,
    (h) => h.desk().imports.read('list.xlsx', Buffer.from('PK\u0003\u0004 nothing')),
  ],
  [
    'a table that is saved',
    0,
    (h) => {
      h.dialogs.file = join(h.folder, 'visits.csv')
      const words = { ...exporting.visits, statuses: en.status, fileName: 'visits' }
      return h.desk().journal.exportVisits({ fromMs: 0, untilMs: Date.now() }, 'csv', words)
    },
  ],
  [
    'a diagnosis',
    0,
    async (h) => {
      h.desk().hcp.diagnose()
      await h.until('its end', () => h.desk().state().hcp?.diagnosis?.running === false, PATIENT_MS)
    },
  ],
  ['a backup', 0, (h) => h.desk().care.backUp('hand')],
  [
    'guests who are forgotten',
    GROUP,
    async (h) => {
      const { store, keeping } = h.desk()
      store.prepare("UPDATE visit SET leftAtMs = 1, untilMs = 2, fromMs = 1 WHERE status = 'left'").run()
      keeping.setDays(30)
      await h.until('forgotten', () => keeping.view().destroyed === GROUP, PATIENT_MS)
    },
  ],
  [
    'a HCP that goes and comes back',
    0,
    async (h) => {
      await h.simulator.weather.set({ down: true })
      h.desk().tryNow()
      await h.until('away', () => h.desk().state().status.hcp.state === 'unreachable', PATIENT_MS)
      await h.simulator.weather.set({ down: false })
      h.desk().tryNow()
      await h.until('back', () => /ok|slow/.test(h.desk().state().status.hcp.state), PATIENT_MS)
    },
  ],
]

it.concurrent('other tasks leave three lines at most, and one more for each of their guests', {
  timeout: 120_000,
}, async () => {
  const h = await startHarness({ applyDelayMs: 0 }, 60_000, FREE)
  try {
    let all = 0
    for (const [task, guests, act] of others) {
      const before = logOf(h.folder).length
      await act(h)
      // Its last line comes when the last step is written down.
      const status = () => h.desk().state().status
      await h.until('settled', () => status().waiting + status().revocations === 0, PATIENT_MS)
      const lines = logOf(h.folder).slice(before)
      all += lines.length
      expect(lines.length, `${task}:\n${lines.join('\n')}`).toBeLessThanOrEqual(3 + guests)
    }
    expect(all, 'the test sees the lines').toBeGreaterThan(others.length)
  } finally {
    await h.close()
  }
})

it.concurrent('a way back to a backup leaves three lines at most, and one for each guest whose access is decided anew', {
  timeout: 180_000,
}, async () => {
  const whole = await openWholeFront('site')
  try {
    const desk = whole.front.current()
    await desk?.care.backUp('hand')
    const [backup] = desk?.state().care.backups.list ?? []
    const before = logOf(whole.folder).length
    expect(await whole.front.replaceStore(backup?.name ?? '')).toEqual({ ok: true })
    await whole.until(() => whole.front.current()?.state().care.rebuild?.isDone === true)
    const lines = logOf(whole.folder).slice(before)
    const guests = whole.front.current()?.state().cards.length ?? 0
    expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(3 + guests)
    expect(lines.length, 'the test sees the lines').toBeGreaterThan(0)
  } finally {
    await whole.close()
  }
})

async function groupOnDoors(h: Harness, familyName: string): Promise<void> {
  const asks = Array.from({ length: GROUP }, (_, i) =>
    someGuest({ familyName: `${familyName}${'abcdefghij'[i]}` }),
  )
  h.desk().groups.enrol(familyName, asks)
  const onDoors = () =>
    h
      .desk()
      .state()
      .cards.filter((card) => card.familyName.startsWith(familyName) && card.access === 'onDoors')
  await h.until(`${familyName} on the doors`, () => onDoors().length === GROUP, PATIENT_MS)
}

function logOf(folder: string): readonly string[] {
  return readFileSync(join(folder, 'logs', 'desk.log'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
}
