import type { GroupAnswer } from '../../src/shared/group.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'
import type { NoticeKind } from '../../src/shared/webhook.ts'
import type { Promised } from './guard.ts'
import type { GroupRow, StayRow } from './guard-words.ts'
import { type Kept, type Stay, toSecond } from './kept.ts'
import { comes, type Scene } from './scene.ts'

/** One kind of thing a guard does; the desk may be killed at any moment of it. */
export interface Action {
  readonly name: string
  /** How long it takes on a quiet machine, in milliseconds: the kills that fall into it are spread over that. */
  readonly takesMs?: number
  /** So many more connections to HCP are opened by it, each with a budget of its own. */
  readonly gates?: number
  /** Does it, call by call; what each call promises stands with the call. False: there is nobody to whom it could be done. */
  readonly act: (scene: Scene) => Promise<boolean>
}

const HOUR_MS = 3_600_000
const GROUP = 6

/** Changes the latest stay of this guest. */
const stay =
  (name: string, change: Partial<Stay>): Promised =>
  ({ stays }) =>
    void Object.assign(
      stays[name]?.at(-1) ?? {},
      change,
      change.untilMs === undefined ? {} : { untilMs: toSecond(change.untilMs) },
    )

const group =
  (name: string, change: Partial<Kept['groups'][string]>): Promised =>
  ({ groups }) =>
    void Object.assign(groups[name] ?? {}, change)

/** An action upon one stay: whom it is done to, the call, what else it says, what it changes for ever. */
function upon(
  name: string,
  call: string,
  whom: (scene: Scene) => readonly StayRow[],
  more: (
    scene: Scene,
    one: StayRow,
  ) => { readonly ask?: object; readonly change?: Partial<Stay> } = () => ({}),
): Action {
  return {
    name,
    async act(scene) {
      const one = scene.one(whom(scene))
      if (!one) return false
      const { ask = {}, change = {} } = more(scene, one)
      await scene.guard.call(call, { visitId: one.visitId, ...ask }, stay(one.name, change))
      return true
    },
  }
}

/** An enrolment of many: in one transaction all of them, or nobody. */
async function enrolGroup(scene: Scene, photoHashes: readonly string[] = []): Promise<void> {
  const asks = scene
    .asks(GROUP)
    .map((ask, i) => ({ ...ask, photoHash: photoHashes[i % photoHashes.length] ?? null }))
  const name = `Tour of ${asks[0]?.familyName}`
  await scene.guard.call<GroupAnswer>('groups.enrol', { name, asks }, (kept) => {
    comes(asks)(kept)
    kept.groups[name] = { kind: 'enrol', paused: false, guests: asks.length, isOver: false }
  })
}

const openGroup = (scene: Scene, isMeant: (group: GroupRow) => boolean = () => true): GroupRow | null =>
  scene.one(
    scene.account.groups.filter((one) => one.kind === 'enrol' && one.finishedAtMs === null && isMeant(one)),
  )

/** A group that is still being brought in; if there is none, one comes now. */
async function someGroup(scene: Scene): Promise<GroupRow | null> {
  const known = openGroup(scene)
  if (known) return known
  await enrolGroup(scene)
  scene.account = (await scene.guard.account()) ?? scene.account
  return openGroup(scene)
}

const membersOf = (scene: Scene, { visitIds }: GroupRow): readonly StayRow[] =>
  scene.open((one) => visitIds.includes(one.visitId))

/** Decides something for all of a group who have not left, and whom no door may just be deciding about. */
function changeGroup(
  name: string,
  change: (scene: Scene) => object,
  changed: (scene: Scene, member: StayRow) => Partial<Stay> | null,
): Action {
  return {
    name,
    takesMs: 30,
    async act(scene) {
      const one = await someGroup(scene)
      const members = one && membersOf(scene, one)
      if (!one || !members || members.some((member) => scene.wasSeen(member.name))) return false
      const asked = change(scene)
      await scene.guard.call('groups.change', { groupId: one.groupId, change: asked }, (kept) => {
        for (const member of members) stay(member.name, changed(scene, member) ?? {})(kept)
      })
      return true
    },
  }
}

async function walks(scene: Scene, doorId: string, count: number): Promise<boolean> {
  const those = scene.atTheDoors()
  if (those.length === 0) return false
  for (let left = count; left > 0; left -= 1) {
    const person = scene.one(those)
    if (person) scene.simulator.walk(person.personId, doorId)
  }
  // The monitor asks by itself, or is asked to.
  if (scene.random() < 0.5) await scene.guard.call('hcp.tryNow', null)
  return true
}

const isExpected = ({ status }: StayRow): boolean => status === 'expected'
const unseen = (scene: Scene, isMeant: (one: StayRow) => boolean = () => true): readonly StayRow[] =>
  scene.open((one) => isMeant(one) && !scene.wasSeen(one.name))

/** Every kind of action; a new one is one entry. */
export const actions: readonly Action[] = [
  {
    name: 'enrol with photo',
    takesMs: 150,
    async act(scene) {
      const photoHash = await scene.photo()
      for (const ask of scene.asks(1, { photoHash })) await scene.enrol(ask)
      return true
    },
  },
  {
    name: 'enrol without photo',
    async act(scene) {
      for (const ask of scene.asks(1)) await scene.enrol(ask)
      return true
    },
  },
  {
    name: 'walk-in during a group',
    takesMs: 40,
    async act(scene) {
      await enrolGroup(scene)
      for (const ask of scene.asks(1)) await scene.enrol(ask)
      return true
    },
  },
  {
    name: 'comes again',
    async act(scene) {
      const open = new Set(scene.open().map(({ name }) => name))
      const one = scene.one(scene.stays(({ name }) => !open.has(name)))
      if (!one) return false
      for (const ask of scene.asks(1, { familyName: one.name, guestId: one.guestId })) await scene.enrol(ask)
      return true
    },
  },
  upon('extend', 'visits.extend', unseen, (_scene, { untilMs }) => {
    const change = { untilMs: untilMs + HOUR_MS }
    return { ask: change, change }
  }),
  upon('shorten', 'visits.extend', unseen, (scene) => {
    // A minute of the desk's, so that some are over before the story is.
    const change = { untilMs: Math.round(scene.nowMs()) + 60_000 }
    return { ask: change, change }
  }),
  upon(
    'check in',
    'visits.checkIn',
    (scene) => unseen(scene, isExpected),
    () => ({ change: { markedIn: true } }),
  ),
  upon(
    'check out',
    'visits.checkOut',
    (scene) => scene.open(),
    () => ({ change: { end: 'left' } }),
  ),
  upon(
    'cancel',
    'visits.cancel',
    (scene) => unseen(scene, isExpected),
    () => ({ change: { end: 'cancelled' } }),
  ),
  upon(
    'give back',
    'visits.giveBack',
    (scene) => {
      const latest = new Map(scene.account.stays.map((one) => [one.name, one]))
      return [...latest.values()].filter(
        (one) => ['left', 'cancelled'].includes(one.status) && one.untilMs > scene.nowMs() + HOUR_MS,
      )
    },
    () => ({ change: { end: null } }),
  ),
  upon('try again', 'visits.tryAgain', (scene) => scene.open()),
  upon('to the doors again', 'visits.reapply', (scene) => scene.open()),
  {
    name: 'new photo',
    takesMs: 150,
    async act(scene) {
      const one = scene.one(scene.open())
      if (!one) return false
      const photoHash = await scene.photo()
      if (photoHash === null) return false
      await scene.guard.call(
        'visits.newPhoto',
        { visitId: one.visitId, photoHash },
        stay(one.name, { photoHash }),
      )
      return true
    },
  },
  {
    name: 'import with photos',
    takesMs: 400,
    async act(scene) {
      const chosen = await scene.guard.call<{ readonly names: readonly string[] }>('imports.choosePhotos', {
        from: 'folder',
      })
      const hashes: string[] = []
      for (const name of chosen.names) {
        const photo = await scene.guard.call<{ readonly photoHash?: string }>('imports.photo', { name })
        if (photo.photoHash !== undefined) hashes.push(photo.photoHash)
      }
      await enrolGroup(scene, hashes)
      await scene.guard.call('imports.close', null)
      return true
    },
  },
  {
    name: 'group comes',
    takesMs: 30,
    async act(scene) {
      await enrolGroup(scene)
      return true
    },
  },
  {
    name: 'group is paused',
    takesMs: 30,
    async act(scene) {
      const one = await someGroup(scene)
      if (!one) return false
      const paused = one.paused === 0
      const change = { kind: paused ? 'pause' : 'resume' }
      await scene.guard.call('groups.change', { groupId: one.groupId, change }, group(one.name, { paused }))
      return true
    },
  },
  changeGroup(
    'group is cancelled',
    () => ({ kind: 'cancelAll' }),
    (_scene, member) => (isExpected(member) ? { end: 'cancelled' } : null),
  ),
  {
    name: 'group is changed',
    takesMs: 30,
    async act(scene) {
      const untilMs = Math.round(scene.nowMs()) + 30 * HOUR_MS
      const levelId = scene.random() < 0.5 ? '7' : '8'
      const [change, wanted] =
        scene.random() < 0.5
          ? [{ kind: 'window', untilMs }, { untilMs }]
          : [{ kind: 'level', levelId }, { levelId }]
      return changeGroup(
        'group is changed',
        () => change,
        () => wanted,
      ).act(scene)
    },
  },
  {
    name: 'group goes',
    takesMs: 30,
    async act(scene) {
      const those = unseen(scene).slice(0, GROUP)
      const [first] = those
      if (!first) return false
      const name = `Home with ${scene.newName()}`
      await scene.guard.call(
        'groups.checkOut',
        { name, visitIds: those.map((one) => one.visitId) },
        (kept) => {
          for (const one of those) stay(one.name, { end: 'left' })(kept)
          kept.groups[name] = { kind: 'checkOut', paused: false, guests: those.length, isOver: false }
        },
      )
      return true
    },
  },
  { name: 'passes the entrance', takesMs: 400, act: (scene) => walks(scene, '12', 1) },
  { name: 'goes out', takesMs: 400, act: (scene) => walks(scene, '13', 1) },
  {
    name: 'many passages',
    takesMs: 400,
    async act(scene) {
      const came = await walks(scene, '12', 8)
      return (await walks(scene, '13', 3)) && came
    },
  },
  {
    name: 'incident',
    async act(scene) {
      const one = scene.one(scene.account.incidents)
      if (!one) return false
      const said = {
        state: scene.one(['investigating', 'resolved', 'falseAlarm']) ?? 'resolved',
        by: '12',
        why: 'seen',
      }
      await scene.guard.call('incidents.change', { incidentId: one.incidentId, ...said }, ({ incidents }) => {
        incidents[`${one.visitId} ${one.kind}`] = said
      })
      return true
    },
  },
  {
    name: 'roll call',
    async act(scene) {
      const { muster } = scene.guard.kept ?? { muster: null }
      if (muster === null)
        await scene.guard.call('muster.set', { running: true }, (kept) => {
          kept.muster = []
        })
      for (const { visitId } of scene.open().slice(0, 3)) {
        await scene.guard.call('muster.mark', { visitId, safe: true }, (kept) => {
          kept.muster = [...new Set([...(kept.muster ?? []), visitId])].toSorted((a, b) => a - b)
        })
      }
      if (scene.random() < 0.3)
        await scene.guard.call('muster.set', { running: false }, (kept) => {
          kept.muster = null
        })
      return true
    },
  },
  {
    name: 'site policy',
    async act(scene) {
      const policy = {
        ...defaultPolicy,
        exit: scene.one(['first', 'grace', 'never'] as const) ?? 'grace',
        graceMinutes: 1 + scene.below(3),
        openFromHour: 0,
        openUntilHour: 24,
      }
      await scene.guard.call('site.setPolicy', policy, (kept) => {
        kept.policy = policy
      })
      return true
    },
  },
  {
    name: 'door map',
    async act(scene) {
      // Not the two doors the story walks through.
      const doorId = scene.one(['14', '15']) ?? '14'
      const direction = scene.one(['entry', 'exit', 'none', null] as const)
      await scene.guard.call('site.mapDoor', { doorId, direction }, ({ directions }) => {
        directions[doorId] = direction
      })
      return true
    },
  },
  {
    name: 'webhook',
    async act(scene) {
      const { webhook } = scene.guard.kept ?? { webhook: null }
      if (webhook === null) return false
      if (scene.random() < 0.3) {
        await scene.guard.call('site.renewWebhookSecret', null)
        return true
      }
      const kinds: readonly NoticeKind[] =
        scene.random() < 0.5 ? ['exit', 'group'] : ['entry', 'exit', 'incident', 'group']
      await scene.guard.call('site.setWebhook', { url: webhook.url, kinds }, (kept) => {
        kept.webhook = { url: webhook.url, kinds }
      })
      return true
    },
  },
  {
    name: 'guests are forgotten',
    takesMs: 120,
    async act(scene) {
      const open = new Set(scene.open().map(({ guestId }) => guestId))
      const settled = new Set(scene.account.access.filter((one) => one.settled === 1).map(({ name }) => name))
      const those = scene.stays(({ guestId, name }) => !open.has(guestId) && settled.has(name)).slice(0, 4)
      if (those.length === 0) return false
      const { guard } = scene
      for (const { name } of those) guard.kept?.forgettable.push(name)
      await guard.call(
        'age',
        those.map(({ guestId }) => guestId),
      )
      const days = 1 + scene.below(60)
      await guard.call('care.setKeepDays', { days }, (kept) => {
        kept.keepDays = days
      })
      return true
    },
  },
  {
    name: 'backup',
    takesMs: 300,
    async act(scene) {
      await scene.guard.call('care.backUp', null)
      return true
    },
  },
  {
    name: 'back to a backup',
    takesMs: 600,
    gates: 1,
    async act(scene) {
      // HCP's word is the newer one afterwards: where it has not heard of a decision yet, that one is rightly gone.
      if (!(await scene.isQuiet())) return false
      const { guard } = scene
      await guard.call('care.backUp', null)
      const { care } = await guard.call<{
        readonly care: { readonly backups: { readonly list: readonly { readonly name: string }[] } }
      }>('desk.snapshot', null)
      const name = care.backups.list[0]?.name ?? ''
      await guard.call('care.restore', { name })
      return true
    },
  },
  {
    name: 'settings',
    async act(scene) {
      const theme = scene.one(['system', 'light', 'dark']) ?? 'dark'
      const language = scene.one(['en', 'ru']) ?? 'en'
      const hcpLimits = {
        ratePerSecond: 4 + scene.random(),
        burst: 6 + scene.below(5),
        concurrency: 2 + scene.below(3),
      }
      const { guard } = scene
      await guard.call('desk.setTheme', { theme }, ({ settings }) => void Object.assign(settings, { theme }))
      await guard.call(
        'desk.setLanguage',
        { language },
        ({ settings }) => void Object.assign(settings, { language }),
      )
      await guard.call(
        'hcp.setLimits',
        hcpLimits,
        ({ settings }) => void Object.assign(settings, { hcpLimits }),
      )
      return true
    },
  },
  {
    name: 'connect anew',
    takesMs: 400,
    gates: 2,
    async act(scene) {
      const { simulator } = scene
      await scene.guard.call('setup.connect', {
        address: `127.0.0.1:${simulator.port}`,
        appKey: simulator.appKey,
        appSecret: simulator.appSecret,
        fingerprint: simulator.fingerprint256,
      })
      return true
    },
  },
  {
    name: 'leave and come back',
    takesMs: 60,
    gates: 1,
    async act(scene) {
      await scene.guard.call('setup.leave', null)
      await scene.guard.call('setup.reopen', null)
      return true
    },
  },
]
