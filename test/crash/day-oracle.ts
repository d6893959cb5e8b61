// What must be true of HCP, of the disk and of everybody who was told, when all is quiet after the kills.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import Database from 'better-sqlite3'
import type { JournalRow } from '../../src/simulator/journal.ts'
import type { Simulator } from '../../src/simulator/simulator.ts'
import type { SimPersonView } from '../../src/simulator/views.ts'
import type { Account, StayRow } from './guard-words.ts'
import { toSecond } from './kept.ts'
import type { Notice } from './receiver.ts'
import { isOpen, NAMED } from './scene.ts'

const DOORS = ['12', '13', '14', '15'] as const

/** The latest stay of each guest. */
const latestOf = (account: Account): readonly StayRow[] => [
  ...new Map(account.stays.map((one) => [one.name, one])).values(),
]

/** Nobody twice, nobody unknown; who may come is let in as he was promised, and who may not is refused at every door. */
export function ofHcp(simulator: Simulator, account: Account): readonly string[] {
  const persons = simulator.persons().filter((person) => person.familyName.startsWith(NAMED))
  const problems = persons
    .filter((person) => !account.stays.some((one) => one.personCode === person.personCode))
    .map((person) => `HCP has ${person.familyName} whom the store does not know by this code`)
  for (const stay of latestOf(account)) {
    const those = persons.filter((person) => person.familyName === stay.name)
    const [person] = those
    if (those.length > 1) problems.push(`${stay.name} is in HCP ${those.length} times`)
    if (isOpen(stay))
      problems.push(...(person ? asPromised(simulator, person, stay) : [`${stay.name} is not in HCP`]))
    else if (person) problems.push(...revoked(simulator, person))
  }
  return problems
}

function asPromised(simulator: Simulator, person: SimPersonView, stay: StayRow): readonly string[] {
  const { applied } = person
  const facts: Readonly<Record<string, boolean>> = {
    picture: stay.photoHash === null || person.faceSha256 === stay.photoHash,
    'end of window': person.endMs === toSecond(stay.untilMs) && applied?.endMs === toSecond(stay.untilMs),
    level: person.levelIds.join() === stay.levelId && applied?.levelIds.join() === stay.levelId,
    'face at the doors': stay.photoHash === null || applied?.hasFace === true,
    door: stay.photoHash === null || simulator.walk(person.personId, '12').granted,
  }
  return Object.entries(facts).flatMap(([what, isRight]) => (isRight ? [] : [`${stay.name}: wrong ${what}`]))
}

function revoked(simulator: Simulator, person: SimPersonView): readonly string[] {
  const levels = [...person.levelIds, ...(person.applied?.levelIds ?? [])]
  const open = DOORS.filter((doorId) => simulator.walk(person.personId, doorId).granted)
  return [
    ...(levels.length === 0 ? [] : [`${person.familyName} is still in level ${levels.join()}`]),
    ...open.map((doorId) => `${person.familyName} is revoked and let in at door ${doorId}`),
  ]
}

/** The desk knows of itself that all is done. */
export function ofStore(account: Account): readonly string[] {
  const problems: string[] = []
  const open = account.stays.filter(isOpen)
  if (new Set(open.map(({ guestId }) => guestId)).size < open.length)
    problems.push('a guest has two open stays')
  for (const stay of latestOf(account)) {
    const access = account.access.find((one) => one.name === stay.name)
    const want = isOpen(stay) ? 'granted' : 'revoked'
    if (access?.want !== want || access.visitId !== stay.visitId) problems.push(`${stay.name}: not ${want}`)
    if (access?.settled !== 1) problems.push(`${stay.name}: not settled (${access?.problem})`)
  }
  return problems
}

/** Who was forgotten was forgotten whole, with one record of it, and HCP has forgotten him too. */
export function ofForgotten(simulator: Simulator, { destroyed, leftovers }: Account): readonly string[] {
  const codes = new Set(simulator.persons().map((person) => person.personCode))
  return [
    ...destroyed
      .filter((one) => one.left > 0 || one.records !== 1)
      .map((one) => `guest ${one.guestId} is half forgotten: ${one.left} left, ${one.records} records`),
    ...destroyed
      .filter((one) => codes.has(one.personCode))
      .map((one) => `HCP still knows guest ${one.guestId}`),
    ...(leftovers > 0 ? [`${leftovers} files of forgotten guests are left`] : []),
  ]
}

/** Every backup can be gone back to. */
export function ofBackups(folder: string): readonly string[] {
  const place = join(folder, 'backups')
  const names = filesIn(place).filter((name) => name.endsWith('.sqlite'))
  return names.flatMap((name) => {
    const backup = new Database(join(place, name), { readonly: true })
    try {
      return backup.pragma('quick_check', { simple: true }) === 'ok' ? [] : [`${name} is damaged`]
    } finally {
      backup.close()
    }
  })
}

/** Each event once, none that never was, and whoever came in is in. */
export function ofPassages(simulator: Simulator, account: Account): readonly string[] {
  const keys = account.passages.map((row) => row.eventKey)
  const events = simulator.events().map((event) => event.eventId)
  const lost = events.filter((eventId) => !keys.includes(eventId)).length
  const invented = keys.filter((key) => !events.includes(key)).length
  const notIn = account.stays.filter(
    (stay) =>
      stay.status === 'expected' &&
      account.passages.some(
        (row) => row.visitId === stay.visitId && row.granted && row.direction === 'entry',
      ),
  )
  return [
    ...(lost > 0 ? [`${lost} passages were never read`] : []),
    ...(invented > 0 ? [`${invented} passages never were`] : []),
    ...notIn.map(({ name }) => `${name} passed an entrance and is not inside`),
  ]
}

/** The cursor has not run ahead of the rows: what lies well behind it is stored. */
export function ofCursor(simulator: Simulator, { cursorMs, passages }: Account): readonly string[] {
  const keys = new Set(passages.map((row) => row.eventKey))
  const ahead = simulator
    .events()
    .filter((event) => event.atMs < (cursorMs ?? 0) - 1_000 && !keys.has(event.eventId)).length
  return ahead > 0 ? [`the cursor is ahead of ${ahead} passages`] : []
}

/** Another system was told of each exit and each group, by one id each, however often it was sent. */
export function ofNotices(heard: readonly Notice[], account: Account): readonly string[] {
  const ids = (type: string): number =>
    new Set(heard.filter((one) => one.type === type).map((one) => one.id)).size
  const exits = account.passages.filter(
    (row) => row.visitId !== null && row.granted && row.direction === 'exit',
  ).length
  const groups = account.groups.length
  const texts = new Map(heard.map((one) => [one.id, one.type]))
  const problems = heard
    .filter((one) => texts.get(one.id) !== one.type)
    .map((one) => `${one.id} came as two things`)
  if (ids('guest.left') !== exits) problems.push(`${exits} exits, told of ${ids('guest.left')}`)
  if (ids('group.finished') !== groups) problems.push(`${groups} groups, told of ${ids('group.finished')}`)
  return problems
}

/** Files of pictures no row of the store names, as a kill leaves them on their way into it. */
export function nobodysFiles(folder: string, { photos }: Account): readonly string[] {
  const wanted = new Set(photos.flatMap((hash) => [`${hash}.jpg`, `${hash}.thumb.jpg`]))
  return filesIn(join(folder, 'photos')).filter((name) => !wanted.has(name))
}

function filesIn(place: string): readonly string[] {
  if (!existsSync(place)) return []
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(place, join(entry.parentPath, entry.name)))
}

/** Every picture is whole and where it belongs, and no face is left that belongs to nobody. */
export function ofPhotos(folder: string, account: Account): readonly string[] {
  const place = join(folder, 'photos')
  const names = filesIn(place)
  const missing = account.photos.filter(
    (hash) => !names.includes(`${hash}.jpg`) || !names.includes(`${hash}.thumb.jpg`),
  )
  const damaged = account.photos.filter((hash) => {
    const file = join(place, `${hash}.jpg`)
    return existsSync(file) && createHash('sha256').update(readFileSync(file)).digest('hex') !== hash
  })
  return [
    ...nobodysFiles(folder, account).map((name) => `${name.replace(/[0-9a-f]{58}/, '…')} is nobody's`),
    ...missing.map((hash) => `${hash.slice(0, 6)} is not there`),
    ...damaged.map((hash) => `${hash.slice(0, 6)} is damaged`),
  ]
}

/** A life of the desk as HCP saw it. */
export interface Asked {
  /** When each request was signed, by the desk's own clock. */
  readonly signedAtMs: readonly number[]
  /** Gates that were opened in this life, each with a budget of its own: the desk's, and one for a connection test. */
  readonly gates: number
}

const RATE = 5
const BURST = 10
/** A request leaves in the moment it was allowed, give or take what a busy processor makes of a moment. */
const GIVE = 2

export const asked = (rows: readonly JournalRow[], gates: number): Asked => ({
  signedAtMs: rows.flatMap((row) => row.signedAtMs ?? []).toSorted((a, b) => a - b),
  gates,
})

/** In no window of any length were more requests sent than a gate may: every window between two requests is tried. */
export function ofBudget(lives: readonly Asked[]): readonly string[] {
  return lives.flatMap(({ signedAtMs, gates }, life) => {
    let worst = 0
    for (const [i, fromMs] of signedAtMs.entries()) {
      for (let j = i; j < signedAtMs.length; j += 1) {
        const allowed = gates * BURST + (((signedAtMs[j] ?? 0) - fromMs) / 1_000) * RATE
        worst = Math.max(worst, j - i + 1 - allowed)
      }
    }
    return worst > GIVE ? [`life ${life}: ${worst.toFixed(1)} requests more than allowed in some window`] : []
  })
}
