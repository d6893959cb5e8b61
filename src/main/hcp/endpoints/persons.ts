import { z } from 'zod'
import type { CallClass } from '../../../shared/hcp-view.ts'
import { limits } from '../../lib/limits.ts'
import type { Gate } from '../gate.ts'
import { acceptRefusal, type Outcome } from '../outcome.ts'
import {
  fromWireTime,
  id,
  nothing,
  pagesOf,
  readAs,
  readPage,
  shortText,
  someId,
  text,
  toWireTime,
} from '../wire.ts'

export interface ValidityWindow {
  readonly fromMs: number
  readonly untilMs: number
}

/** What the desk writes of a person; HCP wants both names, so an empty given name goes out as a dash. */
export interface PersonWords {
  readonly familyName: string
  readonly givenName: string
  readonly window: ValidityWindow
}

export interface NewPerson extends PersonWords {
  readonly personCode: string
  readonly orgId: string
  readonly faceJpeg: Uint8Array | null
}

export interface PersonSeen {
  readonly personId: string
  readonly personCode: string
  readonly window: ValidityWindow | null
  /** HCP names a place where it keeps a picture. */
  readonly hasFace: boolean
}

const addAnswer = z.union([id, z.object({ personId: id }).transform((data) => data.personId)])

/** `/person/single/add`: answers the new personId. Never sent twice without a look-up by personCode in between. */
export async function addPerson(
  gate: Gate,
  callClass: CallClass,
  person: () => NewPerson | null,
): Promise<Outcome<string>> {
  const made = await sendPerson(gate, callClass, person)
  // Some versions answer a personCode in use with 131, others with 2 and the name of the field.
  const isInUse = made.kind === 'refused' && made.class === 'callerBug' && made.field === 'personCode'
  return isInUse ? { ...made, class: 'duplicate' } : made
}

function sendPerson(
  gate: Gate,
  callClass: CallClass,
  person: () => NewPerson | null,
): Promise<Outcome<string>> {
  return gate.send({
    api: 'personAdd',
    class: callClass,
    timeoutMs: limits.hcpWriteTimeoutMs,
    reads: false,
    body: () => {
      const now = person()
      return (
        now && {
          personCode: now.personCode,
          ...words(now),
          orgIndexCode: now.orgId,
          ...(now.faceJpeg ? { faces: [{ faceData: Buffer.from(now.faceJpeg).toString('base64') }] } : {}),
        }
      )
    },
    parse: (data) => readAs(addAnswer, data),
  })
}

/** `/person/single/update`: names and validity. */
export function updatePerson(
  gate: Gate,
  callClass: CallClass,
  change: () => (PersonWords & { readonly personId: string }) | null,
): Promise<Outcome<null>> {
  return gate.send({
    api: 'personUpdate',
    class: callClass,
    timeoutMs: limits.hcpWriteTimeoutMs,
    reads: false,
    body: () => {
      const now = change()
      return now && { personId: now.personId, ...words(now) }
    },
    parse: (data) => readAs(nothing, data),
  })
}

/** `/person/face/update`: exactly personId and the bare base64 of a JPEG. */
export function uploadFace(
  gate: Gate,
  callClass: CallClass,
  face: () => { readonly personId: string; readonly jpeg: Uint8Array } | null,
): Promise<Outcome<null>> {
  return gate.send({
    api: 'personFace',
    class: callClass,
    timeoutMs: limits.hcpWriteTimeoutMs,
    reads: false,
    body: () => {
      const now = face()
      return now && { personId: now.personId, faceData: Buffer.from(now.jpeg).toString('base64') }
    },
    parse: (data) => readAs(nothing, data),
  })
}

const personInfo = z.object({
  personId: id,
  personCode: someId,
  beginTime: text,
  endTime: text,
  personPhoto: z
    .object({ picUri: text })
    .nullish()
    // Null where the answer does not speak of pictures at all.
    .transform((photo) => photo?.picUri ?? null),
})

/** `/person/personCode/personInfo`: the person by our own code, or null when HCP has none (code 128). */
export async function findPerson(
  gate: Gate,
  callClass: CallClass,
  personCode: string,
): Promise<Outcome<PersonSeen | null>> {
  const seen = await gate.send<PersonSeen | null>({
    api: 'personInfo',
    class: callClass,
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({ personCode }),
    parse: (data) => toPersonSeen(readAs(personInfo, data)),
  })
  return acceptRefusal(seen, 'missing', null)
}

export interface PersonPage {
  /** Only those the list tells everything of: who has no picture or no window here may have one all the same. */
  readonly persons: readonly PersonSeen[]
  /** Length of the whole list, in pages; infinite where it tells of nobody. */
  readonly pages: number
}

/** `/person/personList`: one page of all persons of the site. New persons show here some seconds late. */
export function listPersons(gate: Gate, callClass: CallClass, pageNo: number): Promise<Outcome<PersonPage>> {
  return gate.send({
    api: 'personPages',
    class: callClass,
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({ pageNo, pageSize: limits.hcpPageSize }),
    parse: (data) => {
      const page = readPage(personInfo, data)
      const persons = page.rows.filter(tellsAll).map(toPersonSeen)
      const isMute = page.received > 0 && page.rows.every((row) => row.personPhoto === null)
      return { persons, pages: isMute ? Number.POSITIVE_INFINITY : pagesOf(page) }
    },
  })
}

export interface ListedPerson extends PersonSeen {
  readonly familyName: string
  readonly givenName: string
}

const listedPerson = personInfo
  .extend({
    beginTime: text.catch(''),
    endTime: text.catch(''),
    personFamilyName: shortText,
    personGivenName: shortText,
  })
  .transform(
    (info): ListedPerson => ({
      personId: info.personId,
      personCode: info.personCode,
      familyName: info.personFamilyName,
      givenName: info.personGivenName === NO_NAME ? '' : info.personGivenName,
      window: isTime(info.beginTime) && isTime(info.endTime) ? windowOf(info) : null,
      hasFace: !!info.personPhoto,
    }),
  )

/** The same page with names, and with those it does not tell everything of: a window it does not tell is null. */
export function listNamedPersons(
  gate: Gate,
  callClass: CallClass,
  pageNo: number,
): Promise<Outcome<{ readonly persons: readonly ListedPerson[]; readonly pages: number }>> {
  return gate.send({
    api: 'personPages',
    class: callClass,
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({ pageNo, pageSize: limits.hcpPageSize }),
    parse: (data) => {
      const page = readPage(listedPerson, data)
      return { persons: page.rows, pages: pagesOf(page) }
    },
  })
}

const isTime = (time: string): boolean => !Number.isNaN(Date.parse(time))

function tellsAll({ personPhoto, beginTime, endTime }: z.infer<typeof personInfo>): boolean {
  return !!personPhoto && isTime(beginTime) && isTime(endTime)
}

function toPersonSeen(info: z.infer<typeof personInfo>): PersonSeen {
  return {
    personId: info.personId,
    personCode: info.personCode,
    window: info.beginTime === '' || info.endTime === '' ? null : windowOf(info),
    hasFace: !!info.personPhoto,
  }
}

function windowOf(info: { readonly beginTime: string; readonly endTime: string }): ValidityWindow {
  return { fromMs: fromWireTime(info.beginTime), untilMs: fromWireTime(info.endTime) }
}

/** What stands in HCP for a name that is empty. */
const NO_NAME = '-'

function words(person: PersonWords) {
  return {
    personFamilyName: person.familyName,
    personGivenName: person.givenName === '' ? NO_NAME : person.givenName,
    beginTime: toWireTime(person.window.fromMs),
    endTime: toWireTime(person.window.untilMs),
  }
}

/** `/person/single/delete`, with all his rights and his picture. A person HCP does not know any more is deleted, too. */
export async function deletePerson(
  gate: Gate,
  callClass: CallClass,
  personId: () => string | null,
): Promise<Outcome<null>> {
  const deleted = await gate.send({
    api: 'personDelete',
    class: callClass,
    timeoutMs: limits.hcpWriteTimeoutMs,
    reads: false,
    body: () => {
      const now = personId()
      return now === null ? null : { personId: now }
    },
    parse: (data) => readAs(nothing, data),
  })
  return acceptRefusal(deleted, 'missing', null)
}
