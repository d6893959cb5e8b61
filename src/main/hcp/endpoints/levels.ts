import { z } from 'zod'
import type { CallClass } from '../../../shared/hcp-view.ts'
import type { AccessLevel } from '../../../shared/visit.ts'
import { limits } from '../../lib/limits.ts'
import { NotUnderstoodError } from '../errors.ts'
import type { Gate } from '../gate.ts'
import { acceptRefusal, type Outcome } from '../outcome.ts'
import { id, nothing, pagesOf, readAs, readPage, text } from '../wire.ts'

/** Type 1 is access control; 2 would be the visitor module. */
const ACCESS_CONTROL = 1

const levelRow = z
  .object({ privilegeGroupId: id, privilegeGroupName: text })
  .transform((row) => ({ levelId: row.privilegeGroupId, name: row.privilegeGroupName }))

/** `/privilege/group`: all access levels of type 1; a site has a handful, so one page is all there is. */
export function listLevels(gate: Gate): Promise<Outcome<readonly AccessLevel[]>> {
  return gate.send({
    api: 'levels',
    class: 'enrol',
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({ pageNo: 1, pageSize: limits.hcpPageSize, type: ACCESS_CONTROL }),
    parse: (data) => readPage(levelRow, data).rows,
  })
}

/** Persons by id, or an empty list to withdraw the call. */
export type Members = () => readonly string[]

/** `addPersons`: at most 100 per call; somebody who is in already (131) is no refusal. */
export function addToLevel(
  gate: Gate,
  callClass: CallClass,
  levelId: string,
  members: Members,
): Promise<Outcome<null>> {
  return changeMembers(gate, callClass, { api: 'levelAdd', wanted: 'duplicate' }, levelId, members)
}

/** `deletePersons`: at most 100 per call; somebody who is not in (128) is no refusal. */
export function removeFromLevel(
  gate: Gate,
  callClass: CallClass,
  levelId: string,
  members: Members,
): Promise<Outcome<null>> {
  return changeMembers(gate, callClass, { api: 'levelRemove', wanted: 'missing' }, levelId, members)
}

const memberRow = z.object({ id }).transform((row) => row.id)

export interface MemberPage {
  readonly personIds: readonly string[]
  /** Length of the whole list. */
  readonly pages: number
}

/** `/privilege/group/single/personList`: one page of those who are in a level, whoever has put them there. */
export function listMembers(
  gate: Gate,
  callClass: CallClass,
  levelId: string,
  pageNo: number,
): Promise<Outcome<MemberPage>> {
  return gate.send({
    api: 'levelMembers',
    class: callClass,
    timeoutMs: limits.hcpReadTimeoutMs,
    reads: true,
    body: () => ({ privilegeGroupId: levelId, type: ACCESS_CONTROL, pageNo, pageSize: limits.hcpPageSize }),
    parse: (data) => {
      const page = readPage(memberRow, data)
      // Somebody who could not be read may be one of ours.
      if (page.unread > 0) throw new NotUnderstoodError('a member that is none')
      return { personIds: page.rows, pages: pagesOf(page) }
    },
  })
}

interface Change {
  readonly api: 'levelAdd' | 'levelRemove'
  /**
   * The refusal that says it was so already. It is taken as done for one person only: for several it does not say who
   * was meant, and some versions then change nobody, so the caller must ask for each alone.
   */
  readonly wanted: 'duplicate' | 'missing'
}

async function changeMembers(
  gate: Gate,
  callClass: CallClass,
  { api, wanted }: Change,
  levelId: string,
  members: Members,
): Promise<Outcome<null>> {
  let count = 0
  const outcome = await gate.send({
    api,
    class: callClass,
    timeoutMs: limits.hcpWriteTimeoutMs,
    reads: false,
    body: () => {
      const list = members().map((personId) => ({ id: personId }))
      count = list.length
      return count === 0 ? null : { privilegeGroupId: levelId, type: ACCESS_CONTROL, list }
    },
    parse: (data) => readAs(nothing, data),
  })
  return count === 1 ? acceptRefusal(outcome, wanted, null) : outcome
}
