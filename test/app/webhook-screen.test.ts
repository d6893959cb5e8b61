import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { openWebhookScreen, type WebhookScreen } from '../../src/main/app/webhook-screen.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { getFact, putFact } from '../../src/main/store/facts.ts'
import { countNotices, putNotice, WEBHOOK } from '../../src/main/store/notices.ts'
import type { Store } from '../../src/main/store/open-store.ts'
import { noticeKinds, noWebhook } from '../../src/shared/webhook.ts'
import { plainSecrets } from '../desk-harness.ts'
import { NOW_MS, newStore } from '../store/desk-store.ts'
import { VirtualTime } from '../virtual-time.ts'

let store: Store
let secrets: ReturnType<typeof plainSecrets>
let changes: number

/** A screen whose sender never gets its turn: time stands still. */
function openScreen(): WebhookScreen {
  const time = new VirtualTime(NOW_MS)
  const changed = (): void => {
    changes += 1
  }
  const screen = openWebhookScreen({ store, clock: time, scheduler: time, log: silentLog, secrets, changed })
  onTestFinished(screen.close)
  return screen
}

beforeEach(() => {
  store = newStore()
  secrets = plainSecrets()
  changes = 0
  onTestFinished(() => void store.close())
})

const url = 'https://hooks.example/guards'

it('is off until an address is given, and shows the key once', () => {
  const screen = openScreen()
  expect(screen.view()).toEqual(noWebhook)
  const answer = screen.set({ url: ` ${url} `, kinds: ['entry', 'entry', 'exit'] })
  expect(answer).toEqual({ ok: true, secret: expect.stringMatching(/^whsec_/) })
  expect(screen.view()).toMatchObject({ url, kinds: ['entry', 'exit'], waiting: 0, failure: null })
  expect(JSON.stringify(screen.view())).not.toContain('whsec_')
  expect(screen.set({ url: `${url}/2`, kinds: noticeKinds })).toEqual({ ok: true, secret: null })
  expect(changes).toBe(2)
  const kept = secrets.read()
  const renewed = screen.renewSecret()
  expect(renewed).toEqual({ ok: true, secret: secrets.read() })
  expect(secrets.read()).not.toBe(kept)
})

it('is the same after a restart', () => {
  openScreen().set({ url, kinds: ['incident'] })
  const screen = openScreen()
  expect(screen.view()).toMatchObject({ url, kinds: ['incident'], failure: null })
  expect(screen.set({ url, kinds: ['incident'] })).toEqual({ ok: true, secret: null })
})

it('a bad address changes nothing', () => {
  const screen = openScreen()
  screen.set({ url, kinds: ['entry'] })
  expect(screen.set({ url: 'hooks.example', kinds: ['exit'] })).toEqual({ ok: false, problem: 'badAddress' })
  expect(screen.view()).toMatchObject({ url, kinds: ['entry'] })
})

it('promises nothing to a receiver when the key cannot be kept', () => {
  secrets = { ...plainSecrets(), keep: () => false }
  const screen = openScreen()
  expect(screen.set({ url, kinds: ['entry'] })).toEqual({ ok: false, problem: 'secretNotKept' })
  expect(screen.renewSecret()).toEqual({ ok: false, problem: 'secretNotKept' })
  expect(screen.view()).toEqual(noWebhook)
  expect(getFact(store, WEBHOOK)).toBeUndefined()
})

it('writes down what is wanted and nothing else, and forgets what is wanted no more', () => {
  const screen = openScreen()
  const tell = (): void => {
    for (const kind of noticeKinds) putNotice(store, kind, 1, NOW_MS)
  }
  tell()
  expect(countNotices(store)).toBe(0)
  screen.set({ url, kinds: ['entry', 'incident'] })
  tell()
  expect(screen.view().waiting).toBe(2)
  expect(screen.hasChanged()).toBe(false)
  tell()
  expect(screen.hasChanged()).toBe(true)
  screen.set({ url, kinds: ['incident', 'group'] })
  expect(screen.view().waiting).toBe(2)
  expect(screen.set({ url: ' ', kinds: noticeKinds })).toEqual({ ok: true, secret: null })
  tell()
  expect(countNotices(store)).toBe(0)
  expect(secrets.read()).toBeNull()
  expect(screen.view()).toEqual(noWebhook)
  expect(openScreen().view()).toEqual(noWebhook)
})

it('with a lost key it says so, and the next setting brings a new one', async () => {
  openScreen().set({ url, kinds: ['entry'] })
  secrets.forget()
  const screen = openScreen()
  expect(screen.view().failure).toEqual({ kind: 'keyLost', atMs: NOW_MS })
  expect(await screen.tryOnce()).toEqual({ ok: false, failure: { kind: 'keyLost' } })
  expect(screen.set({ url, kinds: ['entry'] })).toMatchObject({ ok: true, secret: expect.any(String) })
  expect(screen.view().failure).toBeNull()
})

it.each([{ url }, { url: 7, kinds: [] }, { url, kinds: ['other'] }, 'broken'])(
  'what it cannot read is off: %j',
  (fact) => {
    putFact(store, WEBHOOK, fact)
    expect(openScreen().view()).toEqual(noWebhook)
  },
)
