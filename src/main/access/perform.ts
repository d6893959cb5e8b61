import { assertNever } from '../../shared/assert-never.ts'
import type { CallClass } from '../../shared/hcp-view.ts'
import type { DoorsTogether, DoorsVerdict } from '../hcp/endpoints/doors.ts'
import type { MemberPage } from '../hcp/endpoints/levels.ts'
import type { NewPerson, PersonPage, PersonSeen, PersonWords } from '../hcp/endpoints/persons.ts'
import { done, mapDone, type Outcome } from '../hcp/outcome.ts'
import type { AccessRecord } from '../store/access.ts'
import type { Job } from './plan.ts'

/** What the reconciler asks of HCP. Bodies are made at the moment of sending; null or an empty list withdraws the call. */
export interface AccessHcp {
  findPerson(callClass: CallClass, personCode: string): Promise<Outcome<PersonSeen | null>>
  addPerson(callClass: CallClass, person: () => NewPerson | null): Promise<Outcome<string>>
  updatePerson(
    callClass: CallClass,
    change: () => (PersonWords & { readonly personId: string }) | null,
  ): Promise<Outcome<null>>
  uploadFace(
    callClass: CallClass,
    face: () => { readonly personId: string; readonly jpeg: Uint8Array } | null,
  ): Promise<Outcome<null>>
  addToLevel(callClass: CallClass, levelId: string, members: () => readonly string[]): Promise<Outcome<null>>
  removeFromLevel(
    callClass: CallClass,
    levelId: string,
    members: () => readonly string[],
  ): Promise<Outcome<null>>
  applyToDoors(
    callClass: CallClass,
    members: () => readonly string[],
    retryFailed: boolean,
  ): Promise<Outcome<null>>
  askDoors(callClass: CallClass, personId: string): Promise<Outcome<DoorsVerdict>>
  /** How far the application of everybody's rights has come. */
  askDoorsTogether(callClass: CallClass): Promise<Outcome<DoorsTogether>>
  listPersons(callClass: CallClass, pageNo: number): Promise<Outcome<PersonPage>>
  listMembers(callClass: CallClass, levelId: string, pageNo: number): Promise<Outcome<MemberPage>>
}

export interface PerformNeeds {
  readonly hcp: AccessHcp
  /** Where guests are filed in HCP. */
  readonly orgId: () => string
  /** The site's access levels. */
  readonly levelIds: () => readonly string[]
  /** The kept JPEG of a guest, or null when the file is gone. */
  readonly readFace: (hash: string) => Uint8Array | null
  /**
   * Called at the moment of sending: answers for whom the step is still wanted, and writes down the doubt for these.
   */
  readonly claim: (records: readonly AccessRecord[]) => readonly AccessRecord[]
}

export type Answer =
  | { readonly kind: 'written'; readonly outcome: Outcome<string | null> }
  | { readonly kind: 'seen'; readonly outcome: Outcome<PersonSeen | null> }
  | { readonly kind: 'doors'; readonly outcome: Outcome<DoorsVerdict> }
  | { readonly kind: 'doorsTogether'; readonly outcome: Outcome<Together> }
  /** Those who were found with picture and window, by personId; `pages` is the length of the whole list. */
  | {
      readonly kind: 'list'
      readonly outcome: Outcome<ReadonlyMap<string, PersonSeen>>
      readonly pages: number
    }

/** What is known of many after a revocation: the state of their application, and who is in another level all the same. */
export interface Together extends DoorsTogether {
  /** Levels by personId. */
  readonly elsewhere: ReadonlyMap<string, readonly string[]>
}

/** Makes the one call of a job, or walks through the pages of a list. */
export async function perform(job: Job, needs: PerformNeeds): Promise<Answer> {
  const { step, records } = job
  const [first] = records
  if (!first) throw new Error('a job without a guest')
  const { hcp } = needs
  const members = (): readonly string[] => needs.claim(records).map(personIdOf)
  const isWanted = (): boolean => needs.claim([first]).length > 0

  switch (step.kind) {
    case 'lookUp':
    case 'readBack':
      if (records.length > 1) return walkList(job, hcp)
      return { kind: 'seen', outcome: await hcp.findPerson(job.class, first.personCode) }
    case 'askDoors':
      if (records.length > 1)
        return { kind: 'doorsTogether', outcome: await askTogether(job, hcp, needs.levelIds()) }
      return { kind: 'doors', outcome: await hcp.askDoors(job.class, personIdOf(first)) }
    case 'create':
      return written(hcp.addPerson(job.class, () => newPerson(first, step.window, isWanted, needs)))
    case 'update':
      return written(
        hcp.updatePerson(job.class, () =>
          isWanted() ? { personId: personIdOf(first), ...words(first, step.window) } : null,
        ),
      )
    case 'uploadFace':
      return written(
        hcp.uploadFace(job.class, () => {
          const jpeg = faceOf(first, needs)
          return jpeg && isWanted() ? { personId: personIdOf(first), jpeg } : null
        }),
      )
    case 'addToLevel':
      return written(hcp.addToLevel(job.class, step.levelId, members))
    case 'removeFromLevel':
      return written(hcp.removeFromLevel(job.class, step.levelId, members))
    case 'apply':
      return written(hcp.applyToDoors(job.class, members, step.retryFailed))
    default:
      return assertNever(step, 'step')
  }
}

/**
 * Reads the list of persons until all are found, as long as a page is cheaper than asking for the rest one by one. The
 * first page tells the length; new persons stand at the end of the list, so it is read from there.
 */
async function walkList(job: Job, hcp: AccessHcp): Promise<Answer> {
  const wanted = new Set(job.records.map(personIdOf))
  const found = new Map<string, PersonSeen>()
  let pages = 1
  let pageNo = 1
  for (;;) {
    const page = await hcp.listPersons(job.class, pageNo)
    if (page.kind !== 'done') return { kind: 'list', outcome: page, pages }
    pages = page.value.pages
    for (const person of page.value.persons) {
      if (wanted.delete(person.personId)) found.set(person.personId, person)
    }
    const next = pageNo === 1 ? pages : pageNo - 1
    if (next <= 1 || wanted.size === 0 || next - 1 > wanted.size)
      return { kind: 'list', outcome: done(found), pages }
    pageNo = next
  }
}

/**
 * Have the doors let go of all of them? And is none of them in a level that somebody gave by hand, as the answer about one
 * person alone would tell? Read as long as that is cheaper than asking about each.
 */
async function askTogether(
  job: Job,
  hcp: AccessHcp,
  levelIds: readonly string[],
): Promise<Outcome<Together>> {
  const told = await hcp.askDoorsTogether(job.class)
  if (told.kind !== 'done' || told.value.pending > 0)
    return mapDone(told, (counts) => ({ ...counts, elsewhere: new Map() }))
  const wanted = new Set(job.records.map(personIdOf))
  const elsewhere = new Map<string, string[]>()
  let pagesLeft = job.records.length
  // The level all of them have just been taken off says nothing new.
  const others = levelIds.filter((levelId) => job.records.some((one) => one.desired.levelId !== levelId))
  for (const levelId of others) {
    for (let pageNo = 1, pages = 1; pageNo <= pages; pageNo += 1) {
      if (pagesLeft === 0) return { kind: 'refused', class: 'notUnderstood', code: '', field: '' }
      pagesLeft -= 1
      const page = await hcp.listMembers(job.class, levelId, pageNo)
      if (page.kind !== 'done') return page
      pages = page.value.pages
      for (const personId of page.value.personIds) {
        if (wanted.has(personId)) elsewhere.set(personId, [...(elsewhere.get(personId) ?? []), levelId])
      }
    }
  }
  return done({ ...told.value, elsewhere })
}

async function written(outcome: Promise<Outcome<string | null>>): Promise<Answer> {
  return { kind: 'written', outcome: await outcome }
}

function newPerson(
  record: AccessRecord,
  window: PersonWords['window'],
  isWanted: () => boolean,
  needs: PerformNeeds,
): NewPerson | null {
  const faceJpeg = faceOf(record, needs)
  if (!isWanted()) return null
  return { personCode: record.personCode, orgId: needs.orgId(), faceJpeg, ...words(record, window) }
}

function faceOf(record: AccessRecord, needs: PerformNeeds): Uint8Array | null {
  return record.desired.faceHash === null ? null : needs.readFace(record.desired.faceHash)
}

function words(record: AccessRecord, window: PersonWords['window']): PersonWords {
  return { familyName: record.familyName, givenName: record.givenName, window }
}

export function personIdOf(record: AccessRecord): string {
  const { person } = record.observed
  if (person === 'absent') throw new Error(`guest ${record.guestId} has no person in HCP for this step`)
  return person.personId
}
