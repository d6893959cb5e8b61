import { badParameter, done, notThere } from '../answer.ts'
import { type Body, optionalText, page, paging, requiredId, requiredText } from '../fields.ts'
import type { Org } from '../state.ts'
import type { World } from '../world.ts'
import { type Endpoint, reads, writes } from './endpoint.ts'

const NAME_LENGTH = 64
const ROOT = '1'

function orgOf(world: World, body: Body, field: string): Org {
  const org = world.state.orgs.get(requiredId(body, field))
  if (org === undefined) throw notThere()
  return org
}

/** A name search brings the parents of its hits along. */
function withParents(world: World, hits: readonly Org[]): readonly Org[] {
  const wanted = new Set<string>()
  for (const hit of hits)
    for (
      let org: Org | undefined = hit;
      org !== undefined && !wanted.has(org.orgIndexCode);
      org = world.state.orgs.get(org.parentOrgIndexCode)
    )
      wanted.add(org.orgIndexCode)
  return [...world.state.orgs.values()].filter((org) => wanted.has(org.orgIndexCode))
}

function isUsed(world: World, orgIndexCode: string): boolean {
  return (
    [...world.state.orgs.values()].some((org) => org.parentOrgIndexCode === orgIndexCode) ||
    [...world.state.persons.values()].some((person) => person.orgIndexCode === orgIndexCode)
  )
}

export const orgEndpoints: readonly Endpoint[] = [
  reads('/resource/v1/org/orgList', (world, body) =>
    done(page([...world.state.orgs.values()], paging(body))),
  ),

  reads('/resource/v1/org/advance/orgList', (world, body) => {
    const name = optionalText(body, 'orgName', { max: NAME_LENGTH }) ?? ''
    const hits = [...world.state.orgs.values()].filter((org) => org.orgName.includes(name))
    return done(page(withParents(world, hits), paging(body)))
  }),

  reads('/resource/v1/org/rootOrg', (world) => done(world.state.orgs.get(ROOT))),

  reads('/resource/v1/org/parentOrgIndexCode/subOrgList', (world, body) => {
    const parent = requiredId(body, 'parentOrgIndexCode')
    const rows = [...world.state.orgs.values()].filter((org) => org.parentOrgIndexCode === parent)
    return done(page(rows, paging(body)))
  }),

  reads('/resource/v1/org/orgIndexCode/orgInfo', (world, body) => done(orgOf(world, body, 'orgIndexCode'))),

  writes('/resource/v1/org/single/add', (world, body) => {
    const orgName = requiredText(body, 'orgName', NAME_LENGTH)
    // The request says parentIndexCode where the answer says parentOrgIndexCode.
    const parent = orgOf(world, body, 'parentIndexCode')
    const orgIndexCode = String(world.state.nextId)
    const org: Org = { orgIndexCode, orgName, parentOrgIndexCode: parent.orgIndexCode }
    world.state.nextId += 1
    world.state.orgs.set(orgIndexCode, org)
    return done(org)
  }),

  writes('/resource/v1/org/single/update', (world, body) => {
    const org = orgOf(world, body, 'orgIndexCode')
    const orgName = requiredText(body, 'orgName', NAME_LENGTH)
    world.state.orgs.set(org.orgIndexCode, { ...org, orgName })
    return done()
  }),

  writes('/resource/v1/org/single/delete', (world, body) => {
    const { orgIndexCode } = orgOf(world, body, 'orgIndexCode')
    if (orgIndexCode === ROOT || isUsed(world, orgIndexCode)) throw badParameter('orgIndexCode')
    world.state.orgs.delete(orgIndexCode)
    return done()
  }),
]
