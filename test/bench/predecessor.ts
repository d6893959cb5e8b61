import type { Client } from '../simulator/client.ts'
import { GUEST, LEVEL_ID } from './turnstiles.ts'

type Hcp = Pick<Client, 'call'>

/** What the predecessor's tasks know of a guest between two calls. */
interface Guest {
  readonly personCode: string
  readonly familyName: string
}

const OFFSET = '+00:00'
const isoTime = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}${OFFSET}`

export const guestNo = (index: number): Guest => ({
  personCode: `OLD${index}`,
  familyName: `${GUEST} ${index}`,
})

/**
 * The predecessor's task "enrol": find the department by name, look the person up by code, add, write the face, apply,
 * read back. Its order of look-up, add, face, apply is on record, as is that it makes about six calls; the first and the
 * last are the two others of the calls it is known to make.
 */
export async function enrol(hcp: Hcp, guest: Guest, faceData: string): Promise<string> {
  await must(hcp, '/resource/v1/org/advance/orgList', {
    pageNo: 1,
    pageSize: 100,
    orgName: 'Visitor Management',
  })
  const known = await hcp.call('/resource/v1/person/personCode/personInfo', { personCode: guest.personCode })
  if (known.code !== '128') throw new Error(`the predecessor's look-up was answered ${known.code}`)
  const personId = await must(hcp, '/resource/v1/person/single/add', {
    personCode: guest.personCode,
    personFamilyName: guest.familyName,
    personGivenName: 'Old',
    orgIndexCode: '65',
    beginTime: isoTime(Date.now() - 60_000),
    endTime: isoTime(Date.now() + 86_400_000),
  })
  await must(hcp, '/resource/v1/person/face/update', { personId, faceData })
  await apply(hcp, personId)
  await readById(hcp, personId)
  return personId
}

/** Its task "assign": the person must exist; then add to the level, apply. */
export async function assign(hcp: Hcp, personId: string): Promise<void> {
  await readById(hcp, personId)
  await must(hcp, '/acs/v1/privilege/group/single/addPersons', membership(personId))
  await apply(hcp, personId)
}

/** Its task "revoke": off the level, apply. The window stays open. */
export async function revoke(hcp: Hcp, personId: string): Promise<void> {
  await must(hcp, '/acs/v1/privilege/group/single/deletePersons', membership(personId))
  await apply(hcp, personId)
}

/** Minutes between two ticks of its monitor, and how far each looked back. */
export const MONITOR_MINUTES = 5

/**
 * One tick of its first monitor: for each visit under way, one question for what happened in the last five minutes. Sent
 * as HCP takes it: the page size, the event code and the doors are legal here, which its own were not; more types than one
 * would be more calls on a strict server. (Later it asked once for all, for the wrong code, and read one page.)
 */
export async function watchVisits(
  hcp: Hcp,
  visits: readonly { readonly personId: string; readonly familyName: string }[],
  doorIds: readonly string[],
  nowMs: number,
): Promise<void> {
  for (const { personId, familyName } of visits) {
    await must(hcp, '/acs/v1/door/events', {
      startTime: isoTime(nowMs - MONITOR_MINUTES * 60_000),
      endTime: isoTime(nowMs),
      eventType: 196_893,
      doorIndexCodes: doorIds,
      personName: familyName,
      personId,
      pageNo: 1,
      pageSize: 500,
    })
  }
}

const membership = (personId: string): object => ({
  privilegeGroupId: LEVEL_ID,
  type: 1,
  list: [{ id: personId }],
})

async function apply(hcp: Hcp, personId: string): Promise<void> {
  await must(hcp, '/visitor/v1/auth/reapplication', { ImmediateDownload: 1, personIds: personId })
}

async function readById(hcp: Hcp, personId: string): Promise<void> {
  await must(hcp, '/resource/v1/person/personId/personInfo', { personId })
}

async function must(hcp: Hcp, path: string, body: object): Promise<string> {
  const { code, msg, data } = await hcp.call(path, body)
  if (code !== '0') throw new Error(`the predecessor's way broke: ${path} answered ${code} ${msg}`)
  return data
}

/** So many calls in any 60 s, in each of its processes. */
export const LIMIT_CALLS = 10
const LIMIT_SECONDS = 60

/**
 * When the last of so many calls arrives, one at a time, under the predecessor's own limit. Worked out, because nobody
 * would wait for it.
 */
export function secondsUnderLimit(calls: number, secondsPerCall: number): number {
  const starts: number[] = []
  for (let call = 0; call < calls; call += 1) {
    const afterLast = call === 0 ? 0 : (starts[call - 1] ?? 0) + secondsPerCall
    const allowed = call < LIMIT_CALLS ? 0 : (starts[call - LIMIT_CALLS] ?? 0) + LIMIT_SECONDS
    starts.push(Math.max(afterLast, allowed))
  }
  return starts.at(-1) ?? 0
}
