import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { EnrolAsk } from '../../src/shared/enrol-rules.ts'
import type { GroupKind, GroupView } from '../../src/shared/group.ts'
import type { Simulator } from '../../src/simulator/simulator.ts'
import type { SimPersonView } from '../../src/simulator/views.ts'
import type { Account } from './words.ts'

/** Family names of the story's guests begin with this; the people who work there have others. */
export const GUEST = 'Guest'
const DOOR = '12'
const PERSON_CODE = /^GP[0-9A-Z]{14}$/

export const guestsIn = (simulator: Simulator): readonly SimPersonView[] =>
  simulator.persons().filter((person) => person.familyName.startsWith(GUEST))

const toSecond = (ms: number): number => Math.floor(ms / 1_000) * 1_000

/** What is wrong with who is in HCP after an import: every guest there once, as the desk was asked, and let in. */
export function afterImport(simulator: Simulator, asks: readonly EnrolAsk[]): readonly string[] {
  const persons = guestsIn(simulator)
  return [
    ...sameCrowd(persons, asks),
    ...asks.flatMap((ask) => {
      const person = persons.find((one) => one.familyName === ask.familyName)
      return person ? asAsked(person, ask) : []
    }),
    ...walkAll(simulator, persons, true),
  ]
}

/** … and after a checkout: the same persons still, none in a level, and no door lets anybody through. */
export function afterCheckOut(simulator: Simulator, asks: readonly EnrolAsk[]): readonly string[] {
  const persons = guestsIn(simulator)
  return [
    ...sameCrowd(persons, asks),
    ...persons.flatMap((person) => {
      const levels = [...person.levelIds, ...(person.applied?.levelIds ?? [])]
      return levels.length === 0 ? [] : [`${person.familyName} is still in level ${levels.join()}`]
    }),
    ...walkAll(simulator, persons, false),
  ]
}

function sameCrowd(persons: readonly SimPersonView[], asks: readonly EnrolAsk[]): readonly string[] {
  const problems: string[] = []
  const names = persons.map((person) => person.familyName)
  const codes = new Set(persons.map((person) => person.personCode))
  if (persons.length !== asks.length) problems.push(`${persons.length} persons for ${asks.length} guests`)
  if (codes.size !== persons.length)
    problems.push(`only ${codes.size} personCodes for ${persons.length} persons`)
  for (const person of persons) {
    if (!PERSON_CODE.test(person.personCode)) problems.push(`personCode ${person.personCode} is not ours`)
  }
  for (const { familyName } of asks) {
    const times = names.filter((name) => name === familyName).length
    if (times !== 1) problems.push(`${familyName} is there ${times} times`)
  }
  return problems
}

function asAsked(person: SimPersonView, ask: EnrolAsk): readonly string[] {
  const { applied } = person
  const isSoAtDoors =
    applied?.hasFace === true &&
    applied.levelIds.join() === ask.levelId &&
    applied.beginMs === toSecond(ask.fromMs) &&
    applied.endMs === toSecond(ask.untilMs)
  const facts: Readonly<Record<string, boolean>> = {
    picture: person.faceSha256 === ask.photoHash,
    begin: person.beginMs === toSecond(ask.fromMs),
    end: person.endMs === toSecond(ask.untilMs),
    level: person.levelIds.join() === ask.levelId,
    doors: isSoAtDoors,
  }
  return Object.entries(facts).flatMap(([what, isRight]) =>
    isRight ? [] : [`${ask.familyName}: wrong ${what}`],
  )
}

function walkAll(
  simulator: Simulator,
  persons: readonly SimPersonView[],
  granted: boolean,
): readonly string[] {
  const wrong = persons.filter((person) => simulator.walk(person.personId, DOOR).granted !== granted)
  return wrong.map((person) => `${person.familyName} is ${granted ? 'refused' : 'let in'} at the door`)
}

/** What is wrong with what the store says of one group after all is settled. */
export function ofGroup(
  kind: GroupKind,
  guests: number,
  groups: readonly GroupView[],
  account: Account,
): readonly string[] {
  const ours = groups.filter((group) => group.kind === kind)
  const [group] = ours
  if (!group || ours.length !== 1) return [`${ours.length} groups of kind ${kind}`]
  const { done, failed, waiting, gone, result, visitIds } = group
  const problems: string[] = []
  if (visitIds.length !== guests) problems.push(`${visitIds.length} visits in the group`)
  if (done !== guests || failed + waiting + gone > 0)
    problems.push(`${kind}: ${done} done, ${failed} failed, ${waiting} waiting, ${gone} gone`)
  if (result?.succeeded !== guests || result.failed !== 0) problems.push(`${kind}: wrong result`)
  const told = account.told.filter((groupId) => groupId === group.groupId).length
  if (told !== 1) problems.push(`${kind}: its result was written ${told} times`)
  const wanted = kind === 'checkOut' ? ['left'] : ['expected', 'inside']
  const odd = account.visits.filter(({ status }) => !wanted.includes(status)).length
  if (account.visits.length !== guests || odd > 0)
    problems.push(`${kind}: ${account.visits.length} visits, ${odd} of them not ${wanted.join(' or ')}`)
  return problems
}

/** What is wrong with the pictures on the disk: each guest's is kept, and no face is left that belongs to nobody. */
export function ofPictures(folder: string, asks: readonly EnrolAsk[]): readonly string[] {
  const place = join(folder, 'photos')
  const files = readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(place, join(entry.parentPath, entry.name)))
  const wanted = new Set(asks.flatMap(({ photoHash }) => [`${photoHash}.jpg`, `${photoHash}.thumb.jpg`]))
  const left = files.filter((name) => !wanted.delete(name))
  return [...left.map((name) => `${name} is nobody's`), ...[...wanted].map((name) => `${name} is not there`)]
}
