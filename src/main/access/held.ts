import type { MemberPage } from '../hcp/endpoints/levels.ts'
import type { ListedPerson, PersonSeen } from '../hcp/endpoints/persons.ts'
import { done, type Outcome } from '../hcp/outcome.ts'

/** A person of HCP who is in at least one access level. */
export interface Holder extends ListedPerson {
  readonly levelIds: readonly string[]
}

/** HCP's lists, page by page. */
export interface HeldLists {
  levels(): Promise<Outcome<readonly { readonly levelId: string }[]>>
  members(levelId: string, pageNo: number): Promise<Outcome<MemberPage>>
  persons(
    pageNo: number,
  ): Promise<Outcome<{ readonly persons: readonly ListedPerson[]; readonly pages: number }>>
  person(personCode: string): Promise<Outcome<PersonSeen | null>>
}

/**
 * Everybody of ours who is in an access level, whoever has put them there: a call for the levels, one per 500 members of each, and
 * one per 500 persons of the site, whatever the number of guests. Where the list does not tell somebody's window, he is asked about alone. Ends with the first
 * call that did not get done.
 */
export async function readHolders(
  lists: HeldLists,
  isOurs: (personCode: string) => boolean,
): Promise<Outcome<readonly Holder[]>> {
  const levels = await lists.levels()
  if (levels.kind !== 'done') return levels
  const levelsOf = new Map<string, string[]>()
  for (const { levelId } of levels.value) {
    const members = await allPages(async (pageNo) => {
      const page = await lists.members(levelId, pageNo)
      return page.kind === 'done' ? done({ rows: page.value.personIds, pages: page.value.pages }) : page
    })
    if (members.kind !== 'done') return members
    for (const personId of members.value) levelsOf.set(personId, [...(levelsOf.get(personId) ?? []), levelId])
  }
  // Nobody holds anything: then nobody need be named.
  if (levelsOf.size === 0) return done([])
  const persons = await allPages(async (pageNo) => {
    const page = await lists.persons(pageNo)
    return page.kind === 'done' ? done({ rows: page.value.persons, pages: page.value.pages }) : page
  })
  if (persons.kind !== 'done') return persons
  const holders: Holder[] = []
  for (const person of persons.value) {
    const levelIds = levelsOf.get(person.personId)
    if (!levelIds || !isOurs(person.personCode)) continue
    if (person.window) holders.push({ ...person, levelIds })
    else {
      const seen = await lists.person(person.personCode)
      if (seen.kind !== 'done') return seen
      if (seen.value) holders.push({ ...person, ...seen.value, levelIds })
    }
  }
  return done(holders)
}

/** A server that does not tell how many pages there are ends with the first that is empty; this is beyond any. */
const PAGES_MOST = 2_000

async function allPages<Row>(
  read: (pageNo: number) => Promise<Outcome<{ readonly rows: readonly Row[]; readonly pages: number }>>,
): Promise<Outcome<readonly Row[]>> {
  const rows: Row[] = []
  for (let pageNo = 1; pageNo <= PAGES_MOST; pageNo += 1) {
    const page = await read(pageNo)
    if (page.kind !== 'done') return page
    rows.push(...page.value.rows)
    if (pageNo >= page.value.pages || page.value.rows.length === 0) break
  }
  return done(rows)
}
