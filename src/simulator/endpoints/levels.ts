import { badParameter, done, notThere, Refused } from '../answer.ts'
import {
  type Body,
  idOf,
  isRecord,
  optionalList,
  page,
  paging,
  requiredId,
  requiredNumber,
} from '../fields.ts'
import type { Level } from '../state.ts'
import type { World } from '../world.ts'
import { type Endpoint, reads, writes } from './endpoint.ts'

const typeOf = (body: Body): number => requiredNumber(body, 'type', 1, 2)

function levelOf(world: World, body: Body): Level {
  const type = typeOf(body)
  const level = world.state.levels.get(requiredId(body, 'privilegeGroupId'))
  if (level === undefined || level.type !== type) throw notThere()
  return level
}

/** For type 1 the ids are personIds. Visitors (type 2) do not exist here, so every id of them is unknown. */
function memberIds(world: World, body: Body, level: Level): readonly string[] {
  const list = optionalList(body, 'list')
  if (list === undefined || list.length === 0) throw badParameter('list')
  const ids = list.map((entry) => {
    if (!isRecord(entry)) throw badParameter('list')
    return idOf(entry.id, 'id')
  })
  if (level.type !== 1 || ids.some((id) => !world.state.persons.has(id))) throw notThere()
  return ids
}

function touch(world: World, ids: readonly string[]): void {
  for (const id of ids) {
    const person = world.state.persons.get(id)
    if (person !== undefined) world.state.persons.set(id, { ...person, changedAtMs: world.now() })
  }
}

function levelRow(world: World, level: Level): Readonly<Record<string, unknown>> {
  return {
    privilegeGroupId: level.id,
    privilegeGroupName: level.name,
    description: level.description,
    timeSchedule: { indexCode: '1', name: 'All-Day Template' },
    ElementList: level.doorIds.map((doorId) => ({
      Element: { ID: doorId, BaseInfo: { Name: world.state.doors.get(doorId)?.doorName ?? '' } },
    })),
  }
}

export const levelEndpoints: readonly Endpoint[] = [
  reads('/acs/v1/privilege/group', (world, body) => {
    const type = typeOf(body)
    const rows = [...world.state.levels.values()].filter((level) => level.type === type)
    return done(page(rows, paging(body), (level) => levelRow(world, level)))
  }),

  reads('/acs/v1/privilege/group/single/personList', (world, body) =>
    done(page([...levelOf(world, body).members], paging(body), (id) => ({ id }))),
  ),

  writes('/acs/v1/privilege/group/single/addPersons', (world, body) => {
    const level = levelOf(world, body)
    const ids = memberIds(world, body, level)
    // Which code a re-add gives is recorded nowhere.
    if (world.weather.conditions.readdAnswers131 && ids.some((id) => level.members.has(id)))
      throw new Refused('131', 'The resource already exists')
    for (const id of ids) level.members.add(id)
    touch(world, ids)
    return done()
  }),

  writes('/acs/v1/privilege/group/single/deletePersons', (world, body) => {
    const level = levelOf(world, body)
    const ids = memberIds(world, body, level)
    if (world.weather.conditions.removeAnswers128 && ids.some((id) => !level.members.has(id)))
      throw notThere()
    for (const id of ids) level.members.delete(id)
    touch(world, ids)
    return done()
  }),
]
