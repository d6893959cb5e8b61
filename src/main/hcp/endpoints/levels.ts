import { z } from 'zod'
import type { AccessLevel } from '../../../shared/visit.ts'
import { limits } from '../../lib/limits.ts'
import type { CallClass } from '../budget.ts'
import type { Gate } from '../gate.ts'
import { acceptRefusal, type Outcome } from '../outcome.ts'
import { id, nothing, page, readAs, text } from '../wire.ts'

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
    parse: (data) => readAs(page(levelRow), data).list,
  })
}

/** Persons by id, or an empty list to withdraw the call. */
export type Members = () => readonly string[]

/** `addPersons`: at most 100 per call. Somebody who is in already is no refusal. */
export async function addToLevel(
  gate: Gate,
  callClass: CallClass,
  levelId: string,
  members: Members,
): Promise<Outcome<null>> {
  return acceptRefusal(
    await changeMembers(gate, callClass, 'addPersons', levelId, members),
    'duplicate',
    null,
  )
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
  let count = 0
  const counted: Members = () => {
    const now = members()
    count = now.length
    return now
  }
  const outcome = await changeMembers(gate, callClass, 'deletePersons', levelId, counted)
  return count === 1 ? acceptRefusal(outcome, 'missing', null) : outcome
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
