import { badParameter, done, notThere, Refused, unsupported } from '../answer.ts'
import { doorStatus, isApplying, pendingChanges, startApplying } from '../application.ts'
import { type Body, idOf, optionalNumber, page, paging, requiredNumber } from '../fields.ts'
import type { World } from '../world.ts'
import { type Endpoint, reads, writes } from './endpoint.ts'

/** 'a,b' → ['a', 'b']; undefined = all. An array gets code 0 in the field and is ignored. */
function idList(body: Body, field: string): readonly string[] | undefined {
  const value = body[field]
  if (value === undefined || value === null || value === '' || Array.isArray(value)) return undefined
  if (typeof value !== 'string') throw badParameter(field)
  return value.split(',').map((id) => idOf(id.trim(), field))
}

const FACE_CERTIFICATE = 2

/** Proven for visitors; for persons an assumption. */
function elementOf(world: World, doorIndexCode: string, personId: string): object | null {
  const status = doorStatus(world, doorIndexCode, personId)
  if (status === null) return null
  const hasFace = world.state.persons.get(personId)?.faceSha != null
  return {
    ID: doorIndexCode,
    BaseInfo: {
      Name: world.state.doors.get(doorIndexCode)?.doorName ?? '',
      ElementType: 1,
      Network: world.weather.conditions.offlineDoors.includes(doorIndexCode) ? 2 : 1,
    },
    ElementStatus: [{ elementStatus: status, ErrorModule: 0, ErrorCode: status === 2 ? 1 : 0 }],
    CertificateStatusList: { CertificateStatus: hasFace ? [{ type: FACE_CERTIFICATE, status }] : [] },
  }
}

export const applyingEndpoints: readonly Endpoint[] = [
  writes('/visitor/v1/auth/reapplication', (world, body) => {
    const leaveFailedOut = optionalNumber(body, 'ImmediateDownload', 0, 1) === 1
    const personIds = idList(body, 'personIds')
    const doorIndexCodes = idList(body, 'doorIndexCodes')
    if (isApplying(world)) throw new Refused('1', 'Unknow Error(0, 3651)')
    startApplying(world, { personIds, doorIndexCodes, leaveFailedOut })
    return done()
  }),

  // The shape of this reply is unverified; a client must not depend on it.
  reads('/acs/v1/auth/applicationResult', (world, body) => {
    if (world.weather.conditions.applicationResultUnsupported) throw unsupported()
    const kind = requiredNumber(body, 'applicationResultType', 1, 2)
    const type = requiredNumber(body, 'type', 1, 2)
    const pending = type === 1 ? pendingChanges(world, { leaveFailedOut: false }) : []
    const failed = pending.filter((change) =>
      world.state.failed.has(`${change.doorIndexCode}/${change.personId}`),
    )
    if (kind === 1) return done({ failed: failed.length, pending: pending.length - failed.length })
    return done(
      page(failed, paging(body), (change) => ({
        id: change.personId,
        doorIndexCode: change.doorIndexCode,
        ErrorCode: 1,
      })),
    )
  }),

  // The letters ID are literally in the path. The guide's table says `id`, its sample `visitorId`.
  reads('/visitor/v1/person/ID/elementDownloadDetail', (world, body) => {
    if (world.weather.conditions.applyStatusUnsupported) throw unsupported()
    const personId = idOf(body.id ?? body.visitorId, 'id')
    if (!world.state.persons.has(personId)) throw notThere()
    const elements = [...world.state.terminals.keys()]
      .map((doorIndexCode) => elementOf(world, doorIndexCode, personId))
      .filter((element) => element !== null)
    const single = world.weather.conditions.singleEntryAsObject && elements.length === 1
    return done({ ElementDetailList: { ElementDetail: single ? elements[0] : elements } })
  }),
]
