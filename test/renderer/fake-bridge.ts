import { merge } from '../../src/renderer/state/merge.ts'
import type { CareAnswer } from '../../src/shared/care.ts'
import type { Bridge } from '../../src/shared/contract.ts'
import type { DeskMode, Snapshot, StatePatch } from '../../src/shared/desk-state.ts'
import type { Doorway, MappedDoor } from '../../src/shared/door-map.ts'
import type { HcpView, MetricsState } from '../../src/shared/hcp-view.ts'
import type { Incident } from '../../src/shared/incident.ts'
import type { Muster } from '../../src/shared/muster.ts'
import type { SupportAnswer } from '../../src/shared/support.ts'
import type { AccessStage, PassageRow, VisitCard, VisitStatus } from '../../src/shared/visit.ts'
import type { WebhookAnswer, WebhookTrial } from '../../src/shared/webhook.ts'
import { faceOf } from './portraits.ts'
import { card, matches, type Scene, snapshotOf } from './samples.ts'
import { fakeCare } from './samples-care.ts'
import { dayView } from './samples-day.ts'
import { fakeGroups } from './samples-groups.ts'
import { diagnosis } from './samples-hcp.ts'
import { knownSample, photoSample, photosSample, readSample } from './samples-import.ts'
import { foundPassages } from './samples-journal.ts'
import { asKept, doorsOf, isAddress, withPassage } from './samples-site.ts'

export interface FakeDesk {
  readonly bridge: Bridge
  /** Every call that was made: its name and what was asked. */
  readonly asked: { readonly name: string; readonly ask: unknown }[]
  /** What main would push on its own. */
  readonly push: (change: Omit<StatePatch, 'revision'>) => void
  /** From now on this call fails as a surprise. */
  /** The code as it travels, `failed` for a surprise. */
  readonly breakCall: (name: string, code?: string) => void
  readonly mendCall: (name: string) => void
  /** Another site: its doors are read by the next question. */
  readonly setDoors: (doors: readonly MappedDoor[]) => void
}

const to = (status: VisitStatus, access: AccessStage): Partial<VisitCard> => ({
  status,
  access,
  leftAtMs: status === 'left' ? Date.now() : null,
  ...(status === 'inside' ? { checkedInAtMs: Date.now() } : {}),
})

const TAKEN_PORT = 9464
function metricsOn(port: number | null): MetricsState {
  if (port === null) return { state: 'off' }
  return { state: port === TAKEN_PORT ? 'portInUse' : 'on', port }
}

/** A desk that lives in the page: typed by the contract, so a renamed call does not compile here either. */
export function createFakeDesk(scene: Scene): FakeDesk {
  let state: Snapshot = snapshotOf(scene, Date.now())
  let doors = doorsOf(scene.name, Date.now())
  const listeners = new Set<(patch: StatePatch) => void>()
  const asked: { name: string; ask: unknown }[] = []
  const broken = new Map<string, string>()
  let lastVisitId = 900
  let pushedRows: readonly PassageRow[] = []
  let endedMuster: Muster | null = null

  function push(change: Omit<StatePatch, 'revision'>): void {
    const revision = state.revision + 1
    const merged = merge(state, { ...change, revision })
    pushedRows = [...(change.passages ?? []), ...pushedRows]
    state = merged.kind === 'merged' ? merged.state : { ...state, revision }
    for (const row of change.passages ?? []) doors = withPassage(doors, row)
    for (const listener of listeners) listener({ ...change, revision })
  }
  function open(mode: Exclude<DeskMode, 'rescue'>): void {
    state = {
      ...snapshotOf({ ...scene, name: mode }, Date.now()),
      // Main forgets a site only when another one is connected.
      ...(mode === 'setup' ? { address: state.address } : {}),
      revision: state.revision,
      language: state.language,
    }
    push({ stale: true })
  }
  function changeCard(
    visitId: number,
    part: Partial<VisitCard>,
  ): { ok: true } | { ok: false; refused: 'unknownVisit' } {
    const found = state.cards.find((one) => one.visitId === visitId)
    if (found === undefined) return { ok: false, refused: 'unknownVisit' }
    push({ cards: [{ ...found, alarm: false, problem: null, ...part, decidedAtMs: Date.now() }] })
    return { ok: true }
  }
  function pushHcp(part: Partial<HcpView>): void {
    if (state.hcp !== null) push({ hcp: { ...state.hcp, ...part } })
  }
  /** Writes the call down, then answers as main would: a little later, and by value. */
  function answering<Ask, Answer>(name: string, answer: (ask: Ask) => Answer): (ask: Ask) => Promise<Answer> {
    return async (ask) => {
      asked.push({ name, ask })
      const code = broken.get(name)
      if (code !== undefined) throw new Error(`${code} r-4711`)
      return structuredClone(answer(ask))
    }
  }
  const silent = (name: string, act: () => void = () => undefined): (() => Promise<null>) => {
    const run = answering<null, null>(name, () => {
      act()
      return null
    })
    return () => run(null)
  }
  const snapshot = answering<null, Snapshot>('desk.snapshot', () => state)

  const care = fakeCare({ get: () => state, push, open })
  const groups = fakeGroups({ get: () => state, push })

  const bridge: Bridge = {
    desk: {
      snapshot: () => snapshot(null),
      setLanguage: answering('desk.setLanguage', ({ language }) => (push({ language }), null)),
      setTheme: answering('desk.setTheme', ({ theme }) => (push({ theme }), null)),
      comeForward: silent('desk.comeForward'),
    },
    setup: {
      startTraining: silent('setup.startTraining', () => open('training')),
      probe: answering('setup.probe', ({ address }) =>
        address === ''
          ? { ok: false, problem: 'badAddress' }
          : address.startsWith('dead')
            ? { ok: false, problem: 'noAnswer' }
            : {
                ok: true,
                fingerprint: Array.from({ length: 32 }, (_, i) =>
                  ((i * 37 + 11) % 256).toString(16).padStart(2, '0'),
                )
                  .join(':')
                  .toUpperCase(),
                subject: 'CN=hcp.north-campus.example, O=North Campus',
                validFromMs: Date.now() - 100 * 86_400_000,
                validUntilMs: Date.now() + 265 * 86_400_000,
              },
      ),
      test: answering('setup.test', ({ appKey }) =>
        appKey === ''
          ? { ok: false, problem: 'keyEmpty' }
          : appKey === 'wrong'
            ? { ok: false, problem: 'authRefused' }
            : {
                ok: true,
                product: 'HikCentral Professional',
                version: '2.6.1',
                levels: 3,
                doors: 14,
                clockOffMs: 95_000,
              },
      ),
      connect: answering('setup.connect', () => {
        open('site')
        return {
          ok: true,
          product: 'HikCentral Professional',
          version: '2.6.1',
          levels: 3,
          doors: 14,
          clockOffMs: 0,
        }
      }),
      leave: silent('setup.leave', () => open('setup')),
      reopen: () =>
        answering<null, boolean>('setup.reopen', () => {
          const known = state.address !== '' && !state.secretLost
          if (known) open('site')
          return known
        })(null),
    },
    photos: {
      accept: answering('photos.accept', ({ bytes }) =>
        bytes.length < 100
          ? { ok: false, problem: 'notAPicture' }
          : { ok: true, photoHash: faceOf(77), width: 500, height: 500, bytes: 61_000, doubts: [] },
      ),
    },
    visits: {
      enrol: answering('visits.enrol', (ask) => {
        lastVisitId += 1
        const { familyName, givenName, host, purpose, phone, fromMs, untilMs, levelId, photoHash } = ask
        const guestId = ask.guestId ?? lastVisitId + 1000
        const fresh = {
          guestId,
          familyName,
          givenName,
          host,
          purpose,
          phone,
          fromMs,
          untilMs,
          levelId,
          photoHash,
        }
        push({
          cards: [card(lastVisitId, Date.now(), { ...fresh, access: 'waiting', createdAtMs: Date.now() })],
        })
        return { ok: true, visitId: lastVisitId, guestId }
      }),
      extend: answering('visits.extend', ({ visitId, untilMs }) =>
        changeCard(visitId, { untilMs }).ok ? { ok: true } : { ok: false, refused: 'unknownVisit' },
      ),
      checkIn: answering('visits.checkIn', ({ visitId }) => changeCard(visitId, to('inside', 'onDoors'))),
      checkOut: answering('visits.checkOut', ({ visitId }) => changeCard(visitId, to('left', 'revoking'))),
      cancel: answering('visits.cancel', ({ visitId }) => changeCard(visitId, to('cancelled', 'revoking'))),
      giveBack: answering('visits.giveBack', ({ visitId }) => changeCard(visitId, to('expected', 'waiting'))),
      tryAgain: answering('visits.tryAgain', ({ visitId }) => changeCard(visitId, { access: 'working' })),
      reapply: answering('visits.reapply', ({ visitId }) => changeCard(visitId, { access: 'working' })),
      newPhoto: answering('visits.newPhoto', ({ visitId, photoHash }) =>
        changeCard(visitId, { access: 'working', photoHash }),
      ),
      exportTable: answering('visits.exportTable', ({ format }) => ({
        ok: true,
        rows: 41,
        fileName: `visits.${format}`,
      })),
    },
    imports: {
      read: answering('imports.read', ({ fileName }) => readSample(fileName)),
      choosePhotos: answering('imports.choosePhotos', ({ from }) =>
        from === 'folder' ? photosSample() : null,
      ),
      photo: answering('imports.photo', ({ name }) => photoSample(name)),
      known: answering('imports.known', ({ names }) => knownSample(names)),
      saveTemplate: answering('imports.saveTemplate', () => ({ ok: true, rows: 1, fileName: 'guests.xlsx' })),
      close: silent('imports.close'),
    },
    groups: {
      enrol: answering('groups.enrol', groups.enrol),
      checkOut: answering('groups.checkOut', groups.checkOut),
      change: answering('groups.change', groups.change),
      exportResult: answering('groups.exportResult', groups.exportResult),
    },
    muster: {
      set: answering('muster.set', ({ running }) => {
        if (!running) endedMuster = state.muster
        push({ muster: running ? { startedAtMs: Date.now(), safeVisitIds: [] } : null })
        return null
      }),
      mark: answering('muster.mark', ({ visitId, safe }) => {
        const others = (state.muster?.safeVisitIds ?? []).filter((id) => id !== visitId)
        if (state.muster)
          push({ muster: { ...state.muster, safeVisitIds: safe ? [...others, visitId] : others } })
        return null
      }),
      resume: silent('muster.resume', () => push({ muster: endedMuster })),
      savePdf: answering('muster.savePdf', ({ fileName }) => ({ ok: true, fileName: `${fileName}.pdf` })),
    },
    guests: {
      search: answering('guests.search', ({ text }) => {
        const start = text.toLowerCase()
        return matches(Date.now()).filter((one) => one.familyName.toLowerCase().startsWith(start))
      }),
    },
    hcp: {
      tryNow: silent('hcp.tryNow'),
      diagnose: silent('hcp.diagnose', () => pushHcp({ diagnosis: diagnosis(Date.now(), 0) })),
      refresh: silent('hcp.refresh', () => pushHcp({ siteReadAtMs: Date.now(), switchedOff: [] })),
      setLimits: answering('hcp.setLimits', (limits) => (pushHcp({ limits }), null)),
      setMetrics: answering('hcp.setMetrics', ({ port }) => {
        pushHcp({ metrics: metricsOn(port) })
        return null
      }),
    },
    site: {
      doors: () => answering<null, readonly MappedDoor[]>('site.doors', () => doors)(null),
      mapDoor: answering('site.mapDoor', ({ doorId, direction }) => {
        doors = doors.map((one) => (one.doorId === doorId ? { ...one, direction } : one))
        return null
      }),
      mapReader: answering('site.mapReader', ({ readerId, direction }) => {
        doors = doors.map((one) => ({
          ...one,
          readers: one.readers.map((own) => (own.readerId === readerId ? { ...own, direction } : own)),
        }))
        return null
      }),
      setPolicy: answering('site.setPolicy', (policy) => {
        // The answer, and what follows from it, are two messages.
        queueMicrotask(() => push({ policy }))
        return null
      }),
      setWebhook: answering('site.setWebhook', ({ url, kinds }): WebhookAnswer => {
        if (url !== '' && !isAddress(url)) return { ok: false, problem: 'badAddress' }
        const isNew = url !== '' && state.webhook.url === ''
        // The answer, and what follows from it, are two messages.
        queueMicrotask(() => push({ webhook: { ...state.webhook, url: asKept(url), kinds, failure: null } }))
        return { ok: true, secret: isNew ? 'whsec_c2FtcGxlLXNhbXBsZS1zYW1wbGUtc2FtcGxl' : null }
      }),
      renewWebhookSecret: () =>
        answering<null, WebhookAnswer>('site.renewWebhookSecret', () => ({
          ok: true,
          secret: 'whsec_YW5vdGhlci1hbm90aGVyLWFub3RoZXItYW5vdGhlcg==',
        }))(null),
      tryWebhook: () =>
        answering<null, WebhookTrial>('site.tryWebhook', () => {
          if (state.webhook.url === '') return { ok: false, failure: null }
          const { failure } = state.webhook
          return failure === null ? { ok: true } : { ok: false, failure }
        })(null),
    },
    care: {
      setKeepDays: answering('care.setKeepDays', ({ days }) => {
        queueMicrotask(() => push({ care: { ...state.care, keeping: { ...state.care.keeping, days } } }))
        return null
      }),
      exportDestructions: answering('care.exportDestructions', ({ format }) => ({
        ok: true,
        rows: 212,
        fileName: `destroyed.${format}`,
      })),
      backUp: () => answering<null, CareAnswer>('care.backUp', care.backUp)(null),
      weigh: answering('care.weigh', care.weigh),
      restore: answering('care.restore', ({ name }) => care.replace(name)),
      seen: silent('care.seen', () => push({ care: { ...state.care, rebuild: null } })),
    },
    rescue: {
      tryAgain: silent('rescue.tryAgain', () => push({ stale: true })),
      startEmpty: () => answering<null, CareAnswer>('rescue.startEmpty', () => care.replace(null))(null),
      quit: silent('rescue.quit'),
    },
    support: {
      save: () =>
        answering<null, SupportAnswer>('support.save', () => ({
          ok: true,
          fileName: 'guard-post-support.zip',
          bytes: 1_200_000,
          missing: 0,
        }))(null),
    },
    passages: {
      find: answering('passages.find', ({ filter, after }) =>
        foundPassages(filter, after, Date.now(), pushedRows),
      ),
      exportTable: answering('passages.exportTable', ({ format }) => ({
        ok: true,
        rows: 1_204,
        fileName: `passages.${format}`,
      })),
    },
    day: {
      view: answering('day.view', ({ atMs }) => dayView(atMs, Date.now(), scene.name)),
    },
    incidents: {
      change: answering('incidents.change', ({ incidentId, ...change }) => {
        const isThere = state.incidents.some((one) => one.incidentId === incidentId)
        const changed = (one: Incident): Incident =>
          one.incidentId === incidentId ? { ...one, ...change, changedAtMs: Date.now() } : one
        push({ incidents: state.incidents.map(changed) })
        return isThere
      }),
    },
    training: {
      doorways: () => answering<null, readonly Doorway[]>('training.doorways', () => doors)(null),
      walk: answering('training.walk', ({ doorId }) =>
        doorId === '5'
          ? { ok: true, granted: false, eventType: 197635 }
          : { ok: true, granted: true, eventType: 196893 },
      ),
      setWeather: answering('training.setWeather', () => null),
    },
    on: {
      patch: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
  }
  return {
    bridge,
    asked,
    push,
    breakCall: (name, code = 'failed') => void broken.set(name, code),
    mendCall: (name) => void broken.delete(name),
    setDoors: (next) => {
      doors = next
    },
  }
}
