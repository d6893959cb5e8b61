import { z } from 'zod'
import type { AccessLevel } from '../../../shared/visit.ts'
import { limits } from '../../lib/limits.ts'
import type { CallClass } from '../budget.ts'
import type { Gate } from '../gate.ts'
import { acceptRefusal, type Outcome } from '../outcome.ts'
import { id, nothing, readAs, readPage, text } from '../wire.ts'

/** Type 1 is access control; 2 would be the visitor module. */
const ACCESS_CONTROL = 1

const levelRow = z
  .object({ privilegeGroupId: id, privilegeGroupName: text })
  .transform((row) => ({ levelId: row.privilegeGroupId, name: row.privilegeGroupName }))

/** `/privilege/group`: all access levels of type 1; a site has a handful, so one page is all there is. */
export function listLevels(gate: Gate): Promise<Outcome<readonly AccessLevel[]>> {
  return gate.send({
    path: '/acs/v1/privilege/group',
    class: 'enrol',
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({ pageNo: 1, pageSize: limits.hcpPageSize, type: ACCESS_CONTROL }),
    parse: (data) => readPage(levelRow, data).rows,
  })
}

/** Persons by id, or an empty list to withdraw the call. */
export type Members = () => readonly string[]

/**
 * `addPersons`: at most 100 per call. For one person "exists" (131) is what was wanted; for several some versions add
 * nobody then, so the caller must ask for each alone.
 */
export async function addToLevel(
  gate: Gate,
  callClass: CallClass,
  levelId: string,
  members: Members,
): Promise<Outcome<null>> {
  const { counted, isOne } = countMembers(members)
  const outcome = await changeMembers(gate, callClass, 'addPersons', levelId, counted)
  return isOne() ? acceptRefusal(outcome, 'duplicate', null) : outcome
}

/**
 * `deletePersons`: at most 100 per call. For one person "does not exist" (128) is what was wanted; for several it does
 * not say who was meant, so the caller must ask for each alone.
 */
export async function removeFromLevel(
  gate: Gate,
  callClass: CallClass,
  levelId: string,
  members: Members,
): Promise<Outcome<null>> {
  const { counted, isOne } = countMembers(members)
  const outcome = await changeMembers(gate, callClass, 'deletePersons', levelId, counted)
  return isOne() ? acceptRefusal(outcome, 'missing', null) : outcome
}

/** Who is meant is decided at the moment of sending; so is whether it is one. */
function countMembers(members: Members): { readonly counted: Members; readonly isOne: () => boolean } {
  let count = 0
  const counted: Members = () => {
    const now = members()
    count = now.length
    return now
  }
  return { counted, isOne: () => count === 1 }
}

function changeMembers(
  gate: Gate,
  callClass: CallClass,
  verb: 'addPersons' | 'deletePersons',
  levelId: string,
  members: Members,
): Promise<Outcome<null>> {
  return gate.send({
    path: `/acs/v1/privilege/group/single/${verb}`,
    class: callClass,
    timeoutMs: limits.hcpWriteTimeoutMs,
    reads: false,
    body: () => {
      const list = members().map((personId) => ({ id: personId }))
      return list.length === 0 ? null : { privilegeGroupId: levelId, type: ACCESS_CONTROL, list }
    },
    parse: (data) => readAs(nothing, data),
  })
}
