/**
 * Draws every screen as a person would see it: `node test/renderer/look.ts [part of a screen's name]`.
 * The pictures land in out/look; nothing is compared, somebody has to look.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { NOW, raiseStage } from './browser.ts'
import type { SceneName } from './samples.ts'
import { groupsOf, PAUSED, TOUR, tourCards } from './samples-groups.ts'
import { incidents } from './samples-incidents.ts'

const out = join(import.meta.dirname, '../../out/look')
const wanted = process.argv[2] ?? ''
const quick = process.argv.includes('--quick')

interface Shot {
  readonly name: string
  readonly scene: SceneName
  readonly act?: (page: Page) => Promise<void>
  /** Instead of the usual sizes: what is left at 200 % zoom. */
  readonly view?: { readonly width: number; readonly height: number }
}

async function typeGuest(page: Page): Promise<void> {
  await page.keyboard.press('F2')
  await page.keyboard.type('Королёв')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Семён Аркадьевич')
  await page
    .locator('video')
    .evaluate((video) => (video instanceof HTMLVideoElement ? video.play() : undefined))
  await page.waitForTimeout(400)
}

async function toCertificate(page: Page): Promise<void> {
  await page.locator('.setup-way').last().getByRole('button').click()
  await page.keyboard.type('hcp.north-campus.example')
  await page.keyboard.press('Enter')
  await page.getByTestId('fingerprint').waitFor()
}

async function toVerdict(page: Page, key: string): Promise<void> {
  await toCertificate(page)
  await page.getByRole('checkbox').check()
  await page.locator('.step .button-primary').click()
  await page.keyboard.type(key)
  await page.keyboard.press('Tab')
  await page.keyboard.type('secret')
  await page.keyboard.press('Enter')
  await page.getByTestId('verdict').waitFor()
}

async function toIncidents(page: Page): Promise<void> {
  await page.getByTestId('incident-banner').locator('.button').click()
  await page.getByTestId('incidents').waitFor()
}

async function toJournal(page: Page): Promise<void> {
  await page.keyboard.press('F7')
  await page.getByTestId('journal-row').first().waitFor()
  await page.waitForTimeout(300)
}

async function toHistory(page: Page): Promise<void> {
  await page.locator('[data-visit-id="22"] .menu-button').click()
  await page.getByTestId('history').click()
  await page.getByTestId('history-end').waitFor()
  await page.waitForTimeout(300)
}

async function toImport(page: Page, fileName?: string): Promise<void> {
  await page.keyboard.press('F9')
  await page.getByTestId('groups').waitFor()
  await page.locator('[data-testid=import-table], [data-testid=groups] .button-primary').first().click()
  await page.getByTestId('import').waitFor()
  if (fileName === undefined) return
  const file = { name: fileName, mimeType: 'text/csv', buffer: Buffer.from('by its name') }
  await page.getByTestId('import-file').setInputFiles(file)
  await page.locator('.import-row, .import-refused').first().waitFor()
}

async function toHikCentral(page: Page): Promise<void> {
  await page.getByTestId('status-open').click()
  await page.getByTestId('hikcentral').waitFor()
}

async function toSite(page: Page, until = '.door'): Promise<void> {
  await page.locator('.header-quiet .menu-button').click()
  await page.getByTestId('open-site').click()
  await page.locator(until).first().waitFor()
}

/** Somebody walks while the screen is open. */
async function walkThrough(page: Page, doorName: string): Promise<void> {
  await page.evaluate(async (name) => {
    const [row] = (await window.desk.desk.snapshot()).passages
    if (row) window.fake.push({ passages: [{ ...row, passageId: 9001, atMs: Date.now(), doorName: name }] })
  }, doorName)
}

async function toGroups(page: Page): Promise<void> {
  await page.keyboard.press('F9')
  await page.getByTestId('groups').waitFor()
}

async function toGroup(page: Page, groupId: number): Promise<void> {
  await toGroups(page)
  await page.locator(`[data-group-id="${groupId}"] button`).click()
  await page.getByTestId('open-group').waitFor()
}

async function toDay(page: Page): Promise<void> {
  await page.keyboard.press('F6')
  await page.getByTestId('day-view').waitFor()
}

/** Every picture of the day as its table. */
async function toDayTables(page: Page): Promise<void> {
  await toDay(page)
  for (const toggle of await page.locator('.figure-head .icon-button').all()) await toggle.click()
}

/** Off since Friday evening, and two fifths of it read. */
async function catchUp(page: Page): Promise<void> {
  const untilMs = NOW.getTime()
  const fromMs = untilMs - 4.85 * 86_400_000
  await page.evaluate(
    async (catchingUp) => {
      const { status } = await window.desk.desk.snapshot()
      window.fake.push({ status: { ...status, catchingUp } })
    },
    { fromMs, readUntilMs: fromMs + 0.4 * (untilMs - fromMs), untilMs },
  )
  await page.getByTestId('catch-up').waitFor()
}

async function toCare(page: Page): Promise<void> {
  await page.locator('.header-quiet .menu-button').click()
  await page.getByTestId('open-care').click()
  await page.getByTestId('care').waitFor()
}

async function toAskRestore(page: Page): Promise<void> {
  await toCare(page)
  await page.getByTestId('backup').nth(1).getByRole('button').click()
  await page.locator('[data-weighed=true]').waitFor()
}

async function toAskEmpty(page: Page): Promise<void> {
  await page.getByTestId('start-empty').click()
  await page.getByTestId('ask-empty').waitFor()
}

async function toMuster(page: Page): Promise<void> {
  await page.keyboard.press('Control+F9')
  await page.getByTestId('roll-row').first().waitFor()
}

/** A roll call half done, and two checked out while it goes on. */
async function toRollCall(page: Page): Promise<void> {
  await toMuster(page)
  await page.getByTestId('start-roll').click()
  await page.getByTestId('end-roll').waitFor()
  for (const visitId of [20, 23])
    await page.evaluate((id) => window.desk.visits.checkOut({ visitId: id }), visitId)
  for (const visitId of [21, 20]) await page.locator(`[data-visit-id="${visitId}"] .tick input`).click()
}

const onPaper = (page: Page): Promise<void> => page.emulateMedia({ media: 'print' })

const shots: readonly Shot[] = [
  { name: 'care', scene: 'site', act: toCare },
  { name: 'care-none', scene: 'empty', act: toCare },
  { name: 'care-rebuilt', scene: 'rebuilt', act: toCare },
  { name: 'care-ask', scene: 'site', act: toAskRestore },
  { name: 'board-rebuilt', scene: 'rebuilt' },
  { name: 'rescue-damaged', scene: 'rescueDamaged' },
  { name: 'rescue-locked', scene: 'rescueLocked' },
  { name: 'rescue-future', scene: 'rescueFuture' },
  { name: 'rescue-empty', scene: 'rescueDamaged', act: toAskEmpty },
  { name: 'zoom-rescue', scene: 'rescueDamaged', view: { width: 683, height: 384 } },
  { name: 'zoom-care', scene: 'site', act: toCare, view: { width: 683, height: 384 } },
  { name: 'care-offline', scene: 'offline', act: toCare },
  { name: 'care-refused', scene: 'switchedOff', act: toCare },
  { name: 'zoom-care', scene: 'site', act: toCare, view: { width: 683, height: 384 } },
  { name: 'short-enrol', scene: 'offline', act: typeGuest },
  {
    name: 'short-import',
    scene: 'offline',
    act: async (page) => {
      await toGroups(page)
      await page.getByTestId('groups').locator('.button-primary').click()
    },
  },
  { name: 'muster', scene: 'incidents', act: toMuster },
  { name: 'muster-offline', scene: 'offline', act: toMuster },
  { name: 'muster-crowd', scene: 'crowd', act: toMuster },
  { name: 'muster-roll', scene: 'site', act: toRollCall },
  {
    name: 'muster-none',
    scene: 'empty',
    act: async (page) => {
      await page.keyboard.press('Control+F9')
      await page.getByTestId('muster').waitFor()
    },
  },
  {
    name: 'muster-paper',
    scene: 'offline',
    act: async (page) => {
      await toRollCall(page)
      await onPaper(page)
    },
  },
  { name: 'zoom-muster', scene: 'site', act: toRollCall, view: { width: 683, height: 384 } },
  { name: 'strip-catch-up', scene: 'site', act: catchUp },
  { name: 'strip-catch-up-slowed', scene: 'slowed', act: catchUp },
  { name: 'strip-catch-up-offline', scene: 'offline', act: catchUp },
  { name: 'strip-catch-up-refused', scene: 'refused', act: catchUp },
  { name: 'zoom-strip-catch-up', scene: 'site', act: catchUp, view: { width: 683, height: 384 } },
  { name: 'day', scene: 'incidents', act: toDay },
  {
    name: 'day-past',
    scene: 'site',
    act: async (page) => {
      await toDay(page)
      await page.keyboard.press('ArrowLeft')
      await page.locator('[data-today="false"]').waitFor()
    },
  },
  { name: 'day-crowd', scene: 'crowd', act: toDay },
  { name: 'day-slowed', scene: 'slowed', act: toDay },
  { name: 'day-empty', scene: 'empty', act: toDay },
  { name: 'day-tables', scene: 'site', act: toDayTables },
  { name: 'zoom-day', scene: 'site', act: toDay, view: { width: 683, height: 384 } },
  { name: 'zoom-board', scene: 'offline', view: { width: 683, height: 384 } },
  { name: 'zoom-enrol', scene: 'site', act: typeGuest, view: { width: 683, height: 384 } },
  { name: 'setup', scene: 'setup' },
  { name: 'setup-closed', scene: 'closed' },
  { name: 'setup-lost', scene: 'secretLost' },
  { name: 'setup-settings', scene: 'settingsLost' },
  { name: 'setup-certificate', scene: 'setup', act: toCertificate },
  { name: 'setup-verdict', scene: 'setup', act: (page) => toVerdict(page, 'key') },
  { name: 'setup-refused', scene: 'setup', act: (page) => toVerdict(page, 'wrong') },
  { name: 'board', scene: 'site' },
  { name: 'board-offline', scene: 'offline' },
  { name: 'board-refused', scene: 'refused' },
  { name: 'board-certificate', scene: 'certificate' },
  { name: 'board-ended', scene: 'certificateEnded' },
  { name: 'board-slowed', scene: 'slowed' },
  { name: 'board-coded', scene: 'coded' },
  { name: 'board-incidents', scene: 'incidents' },
  {
    name: 'board-worst',
    scene: 'offline',
    act: async (page) => {
      await page.evaluate((all) => window.fake.push({ incidents: all }), incidents(NOW.getTime()))
      await page.getByTestId('incident-banner').waitFor()
    },
  },
  {
    name: 'board-high',
    scene: 'training',
    act: async (page) => {
      const [high] = incidents(NOW.getTime())
      await page.evaluate((one) => window.fake.push({ incidents: one ? [one] : [] }), high)
      await page.getByTestId('incident-banner').waitFor()
    },
  },
  { name: 'incidents', scene: 'incidents', act: toIncidents },
  { name: 'zoom-incidents', scene: 'incidents', act: toIncidents, view: { width: 683, height: 384 } },
  {
    name: 'incidents-change',
    scene: 'incidents',
    act: async (page) => {
      await toIncidents(page)
      await page.locator('[data-incident-id="2"] [data-to="resolved"]').click()
      await page.keyboard.press('Enter')
    },
  },
  {
    name: 'incidents-foot',
    scene: 'incidents',
    act: async (page) => {
      await toIncidents(page)
      await page.locator('.incident').last().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'incidents-none',
    scene: 'site',
    act: async (page) => {
      await page.locator('.header-quiet .menu-button').click()
      await page.getByTestId('open-incidents').click()
      await page.getByTestId('incidents').waitFor()
    },
  },
  {
    name: 'incidents-menu',
    scene: 'incidents',
    act: async (page) => {
      await page.locator('.header-quiet .menu-button').click()
      await page.getByTestId('open-incidents').waitFor()
    },
  },
  { name: 'journal', scene: 'site', act: toJournal },
  { name: 'zoom-journal', scene: 'site', act: toJournal, view: { width: 683, height: 384 } },
  {
    name: 'journal-narrowed',
    scene: 'site',
    act: async (page) => {
      await toJournal(page)
      await page.locator('.journal-days .chip').last().click()
      await page.keyboard.press('F3')
      await page.keyboard.type('задунайский')
      await page.locator('.journal-table[aria-busy="false"]').waitFor()
      await page.waitForTimeout(500)
    },
  },
  {
    name: 'journal-none',
    scene: 'site',
    act: async (page) => {
      await toJournal(page)
      await page.keyboard.press('F3')
      await page.keyboard.type('xyz')
      await page.locator('.journal-none').waitFor()
    },
  },
  {
    name: 'journal-failed',
    scene: 'site',
    act: async (page) => {
      await page.evaluate(() => window.fake.breakCall('passages.find'))
      await page.keyboard.press('F7')
      await page.locator('.journal-none').waitFor()
    },
  },
  { name: 'journal-history', scene: 'site', act: toHistory },
  { name: 'zoom-history', scene: 'site', act: toHistory, view: { width: 683, height: 384 } },
  { name: 'groups-list', scene: 'groups', act: toGroups },
  { name: 'groups-none', scene: 'site', act: toGroups },
  { name: 'groups-open', scene: 'groups', act: (page) => toGroup(page, TOUR) },
  { name: 'groups-paused', scene: 'groups', act: (page) => toGroup(page, PAUSED) },
  {
    name: 'groups-select',
    scene: 'groups',
    act: async (page) => {
      await toGroup(page, TOUR)
      await page.getByTestId('select-inside').click()
      await page.locator('.guests-done').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'groups-menu',
    scene: 'groups',
    act: async (page) => {
      await toGroup(page, TOUR)
      await page.getByTestId('group-actions').locator('.menu-button').click()
      await page.getByTestId('cancelAll').waitFor()
    },
  },
  {
    name: 'groups-ask',
    scene: 'groups',
    act: async (page) => {
      await toGroups(page)
      await page.getByTestId('check-out-inside').click()
      await page.getByTestId('ask-many').waitFor()
    },
  },
  {
    name: 'groups-holding',
    scene: 'groups',
    act: async (page) => {
      await toGroup(page, TOUR)
      await page.getByTestId('check-out').click()
      await page.getByTestId('hold').hover()
      await page.mouse.down()
      await page.waitForTimeout(900)
    },
  },
  {
    name: 'groups-out',
    scene: 'groups',
    act: async (page) => {
      await toGroups(page)
      await page.getByTestId('check-out-inside').click()
      const left = { status: 'left', access: 'revoked', leftAtMs: NOW.getTime() } as const
      await page.evaluate(async (part) => {
        const { cards } = await window.desk.desk.snapshot()
        window.fake.push({
          cards: cards.filter((one) => one.visitId === 101).map((one) => ({ ...one, ...part })),
        })
      }, left)
      await page.keyboard.type('15')
      await page.keyboard.press('Enter')
      await page.getByTestId('not-counted').waitFor()
    },
  },
  { name: 'groups-board', scene: 'groups' },
  ...(['slowed', 'offline', 'refused'] as const).map((scene) => ({
    name: `strip-group-${scene}`,
    scene,
    act: async (page: Page) => {
      await page.evaluate(
        (groups) => window.fake.push({ groups }),
        groupsOf(NOW.getTime(), tourCards(NOW.getTime())),
      )
      await page.getByTestId('running-groups').waitFor()
    },
  })),
  { name: 'zoom-groups-list', scene: 'groups', act: toGroups, view: { width: 683, height: 384 } },
  {
    name: 'zoom-groups-open',
    scene: 'groups',
    act: (page) => toGroup(page, TOUR),
    view: { width: 683, height: 384 },
  },
  { name: 'hik-quiet', scene: 'site', act: toHikCentral },
  { name: 'hik-slowed', scene: 'slowed', act: toHikCentral },
  { name: 'hik-off', scene: 'switchedOff', act: toHikCentral },
  { name: 'hik-running', scene: 'diagnosing', act: toHikCentral },
  { name: 'hik-done', scene: 'diagnosed', act: toHikCentral },
  {
    name: 'hik-foot',
    scene: 'diagnosed',
    act: async (page) => {
      await toHikCentral(page)
      await page.getByTestId('copy-report').click()
      await page.getByTestId('metrics').scrollIntoViewIfNeeded()
    },
  },
  { name: 'hik-refused', scene: 'refused', act: toHikCentral },
  { name: 'hik-empty', scene: 'empty', act: toHikCentral },
  { name: 'zoom-hik', scene: 'diagnosed', act: toHikCentral, view: { width: 683, height: 384 } },
  { name: 'board-crowd', scene: 'crowd' },
  { name: 'board-empty', scene: 'empty' },
  {
    name: 'board-search',
    scene: 'site',
    act: async (page) => {
      await page.keyboard.press('F3')
      await page.keyboard.type('johans')
      await page.getByTestId('guest-match').first().waitFor()
    },
  },
  {
    name: 'board-menu',
    scene: 'site',
    act: async (page) => {
      await page.getByTestId('column-inside').locator('.menu-button').nth(1).click()
      await page.getByRole('menuitem').first().waitFor()
    },
  },
  {
    name: 'board-reapply',
    scene: 'coded',
    act: async (page) => {
      await page.getByTestId('column-attention').locator('.menu-button').nth(1).click()
      await page.getByTestId('reapply').waitFor()
    },
  },
  {
    name: 'board-checkout',
    scene: 'site',
    act: async (page) => {
      await page
        .getByTestId('column-inside')
        .getByTestId('visit-card')
        .nth(1)
        .click({ position: { x: 80, y: 20 } })
      await page.keyboard.press('F8')
      await page.getByTestId('toast').waitFor()
    },
  },
  {
    name: 'board-faceless',
    scene: 'training',
    act: async (page) => {
      // The longest words of a card: five hours and some to go, no face, ended by hand before anybody came in.
      await page.evaluate(async () => {
        const { cards } = await window.desk.desk.snapshot()
        const card = cards.find(({ visitId }) => visitId === 3)
        if (card === undefined) return
        const untilMs = Date.now() + 5 * 3_600_000 + 40 * 60_000
        window.fake.push({
          cards: [
            { ...card, untilMs, photoHash: null, access: 'onDoors' },
            { ...card, visitId: 21, untilMs, photoHash: null, access: 'accepted', status: 'inside' },
            { ...card, visitId: 30, status: 'left', leftAtMs: Date.now(), access: 'revoking' },
          ],
        })
      })
      await page.locator('[data-visit-id="3"]').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'training-walk',
    scene: 'training',
    act: async (page) => {
      await page.locator('.doorway').last().click()
      await page.getByTestId('walk-verdict').waitFor()
    },
  },
  { name: 'enrol', scene: 'site', act: typeGuest },
  {
    name: 'enrol-apostrophe',
    scene: 'offline',
    act: async (page) => {
      await page.locator('[data-visit-id="21"] .card-action').click()
      await page.keyboard.press('F2')
      await page.keyboard.type("O'Brien/Sons")
      await page.keyboard.press('Control+Enter')
      await page.waitForTimeout(400)
    },
  },
  {
    name: 'enrol-match',
    scene: 'training',
    act: async (page) => {
      await page.keyboard.press('F2')
      await page.keyboard.type('сем')
      await page.getByTestId('guest-match').first().waitFor()
      await page.waitForTimeout(400)
    },
  },
  {
    name: 'enrol-full',
    scene: 'training',
    act: async (page) => {
      await typeGuest(page)
      await page.keyboard.press('F5')
      await page.locator('[data-photo="kept"]').waitFor()
      await page.locator('.choice-chips .choice-option').last().click()
      await page.locator('.chip').first().click()
    },
  },
  {
    name: 'enrol-errors',
    scene: 'site',
    act: async (page) => {
      await page.keyboard.press('F2')
      await page.keyboard.press('Control+Enter')
      await page.waitForTimeout(400)
    },
  },
  {
    name: 'enrol-returning',
    scene: 'site',
    act: async (page) => {
      await page.keyboard.press('F2')
      await page.keyboard.type('сем')
      await page.getByTestId('guest-match').first().waitFor()
      await page.keyboard.press('Enter')
    },
  },
  {
    name: 'enrol-discard',
    scene: 'site',
    act: async (page) => {
      await typeGuest(page)
      await page.keyboard.press('Escape')
      await page.locator('dialog').waitFor()
    },
  },
  {
    name: 'new-photo',
    scene: 'offline',
    act: async (page) => {
      await page.locator('[data-visit-id="1"] .card-action').click()
      await page.waitForTimeout(500)
    },
  },
  { name: 'doors', scene: 'site', act: toSite },
  { name: 'zoom-doors', scene: 'site', view: { width: 683, height: 384 }, act: toSite },
  { name: 'doors-unsaid', scene: 'certificate', act: toSite },
  {
    name: 'doors-many',
    scene: 'crowd',
    act: async (page) => {
      await toSite(page)
      await walkThrough(page, 'Gate 02 south')
      await page.locator('.doors [data-lit="true"]').waitFor()
    },
  },
  {
    name: 'doors-lit',
    scene: 'incidents',
    act: async (page) => {
      await toSite(page)
      await walkThrough(page, 'Дверь во двор')
      await page.locator('.doors [data-lit="true"]').waitFor()
    },
  },
  { name: 'doors-none', scene: 'empty', act: (page) => toSite(page, '.doors-none') },
  {
    name: 'notices',
    scene: 'offline',
    act: async (page) => {
      await toSite(page)
      await page.getByTestId('notices').getByTestId('trial').scrollIntoViewIfNeeded()
      await page.locator('.notices-more button').first().click()
      await page.getByTestId('trial').locator('p').waitFor()
    },
  },
  {
    name: 'notices-key',
    scene: 'site',
    act: async (page) => {
      await toSite(page)
      await page.locator('.notices-form .input').fill('https://notices.north-campus.example/guard-post')
      await page.keyboard.press('Enter')
      await page.getByTestId('signing-key').waitFor()
      await page.getByTestId('toast').locator('.icon-button').click()
      await page.locator('.notices-more').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'zoom-notices',
    scene: 'offline',
    view: { width: 683, height: 384 },
    act: async (page) => {
      await toSite(page)
      await page.locator('.notices-form').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'help',
    scene: 'site',
    act: async (page) => {
      await page.keyboard.press('F1')
      await page.locator('dialog').waitFor()
    },
  },
]

const importShots: readonly Shot[] = [
  { name: 'import', scene: 'site', act: (page) => toImport(page) },
  { name: 'import-refused', scene: 'site', act: (page) => toImport(page, 'formula.xlsx') },
  { name: 'import-preview', scene: 'site', act: (page) => toImport(page, 'guests.xlsx') },
  {
    name: 'import-photos',
    scene: 'site',
    act: async (page) => {
      await toImport(page, 'guests.xlsx')
      await page.locator('.import-group select').selectOption('11')
      await page.getByTestId('photos-folder').click()
      await page.locator('.import-row img').first().waitFor()
      await page.locator('.import-row input[type=checkbox]').nth(12).uncheck({ force: true })
      await page.locator('.import-rows').evaluate((box) => box.scrollTo({ top: 320 }))
      await page.waitForTimeout(400)
    },
  },
  {
    name: 'import-many',
    scene: 'site',
    act: async (page) => {
      await toImport(page, 'many.csv')
      await page.locator('.import-group select').selectOption('12')
      await page.getByTestId('import-confirm').click()
      await page.getByTestId('toast').waitFor()
      await page.getByTestId('import-confirm').focus()
    },
  },
  {
    name: 'import-columns',
    scene: 'site',
    act: async (page) => {
      await toImport(page, 'wrong-column.csv')
      await page.getByTestId('import-confirm').click()
    },
  },
  {
    name: 'import-leave',
    scene: 'site',
    act: async (page) => {
      await toImport(page, 'guests.xlsx')
      await page.keyboard.press('Escape')
      await page.locator('dialog').waitFor()
    },
  },
  {
    name: 'zoom-import',
    scene: 'site',
    view: { width: 683, height: 384 },
    act: async (page) => {
      await toImport(page, 'guests.xlsx')
      await page.locator('.import-rows').scrollIntoViewIfNeeded()
    },
  },
]

const views = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
]

await mkdir(out, { recursive: true })
const stage = await raiseStage(join(out, 'stage'))
let violations = 0
for (const shot of [...shots, ...importShots].filter(({ name }) =>
  name.includes(wanted.startsWith('--') ? '' : wanted),
)) {
  for (const language of ['en', 'ru'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      // One of each is enough for a glance: English light small, Russian dark large.
      if (quick && (language === 'en') !== (theme === 'light')) continue
      for (const view of shot.view ? [shot.view] : views) {
        if (quick && !shot.view && (view.width === 1366) !== (language === 'en')) continue
        const page = await stage.open({ name: shot.scene, language, theme }, view)
        const complaints: string[] = []
        page.on('console', (message) => {
          // A terminal's picture that HCP has no longer: part of the samples.
          const isGone = message.location().url.includes('/passages/')
          if (message.type() === 'error' && !isGone) complaints.push(message.text())
        })
        page.on('pageerror', (error) => void complaints.push(error.message))
        await page.locator('main').waitFor()
        await shot.act?.(page)
        await page.waitForTimeout(quick ? 120 : 250)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
        if (wide) complaints.push('scrolls sideways')
        const found = await new AxeBuilder({ page }).analyze()
        for (const { id, nodes } of found.violations) {
          complaints.push(`axe ${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`)
        }
        violations += complaints.length
        const name = `${shot.name}.${language}.${theme}.${view.width}`
        if (complaints.length > 0) console.log(`${name}\n  ${complaints.join('\n  ')}`)
        await page.screenshot({ path: join(out, `${name}.png`) })
        await page.close()
      }
    }
  }
}
await stage.close()
console.log(`${violations} complaints; pictures in out/look`)
