import { assertNever } from '../../shared/assert-never.ts'
import type { CallClass } from '../../shared/hcp-view.ts'
import type { DoorsVerdict } from '../hcp/endpoints/doors.ts'
import type { NewPerson, PersonSeen, PersonWords } from '../hcp/endpoints/persons.ts'
import type { Outcome } from '../hcp/outcome.ts'
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
}

export interface PerformNeeds {
  readonly hcp: AccessHcp
  /** Where guests are filed in HCP. */
  readonly orgId: () => string
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

/** Makes the one call of a job. */
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
      return { kind: 'seen', outcome: await hcp.findPerson(job.class, first.personCode) }
    case 'askDoors':
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

function personIdOf(record: AccessRecord): string {
  const { person } = record.observed
  if (person === 'absent') throw new Error(`guest ${record.guestId} has no person in HCP for this step`)
  return person.personId
}
