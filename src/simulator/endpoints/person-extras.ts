import { badParameter, done, notThere } from '../answer.ts'
import { type Body, idOf, isRecord, optionalList, optionalText, page, paging, requiredId } from '../fields.ts'
import type { CustomField, Person } from '../state.ts'
import type { World } from '../world.ts'
import { type Endpoint, reads, writes } from './endpoint.ts'
import { fingerPrints } from './person-fields.ts'

const VALUE_LENGTH = 128
/** The customFieldType of fields with a list of values. */
const CHOICE = 3
const EVERYTHING = { pageNo: 1, pageSize: 500 }

function personOf(world: World, body: Body): Person {
  const person = world.state.persons.get(requiredId(body, 'personId'))
  if (person === undefined) throw notThere()
  return person
}

/** `customFiledName` is spelled like that. */
function definitionRow({ id, name, type, presetValues }: CustomField): Readonly<Record<string, unknown>> {
  return {
    id,
    customFiledName: name,
    customFieldType: type,
    isPublic: 1,
    isShow: 1,
    ...(type === CHOICE ? { presetValueList: presetValues } : {}),
  }
}

export function customFieldList(world: World, person: Person): readonly object[] {
  return world.state.customFields.map((field) => ({
    ...definitionRow(field),
    customFieldValue: person.customValues[field.id] ?? '',
  }))
}

/** [id, value]. Name and type may be sent along; they change nothing. */
function changedValue(world: World, entry: unknown): readonly [string, string] {
  if (!isRecord(entry)) throw badParameter('list')
  const id = idOf(entry.id, 'id')
  const field = world.state.customFields.find((candidate) => candidate.id === id)
  if (field === undefined) throw notThere()
  const value = optionalText(entry, 'customFieldValue', { max: VALUE_LENGTH })
  const isForeign = field.type === CHOICE && value !== '' && !field.presetValues.includes(value ?? '')
  if (value === undefined || isForeign) throw badParameter('customFieldValue')
  return [id, value]
}

export const personExtraEndpoints: readonly Endpoint[] = [
  reads('/resource/v1/person/customFields', (world, body) => {
    const asked = body.pageNo === undefined && body.pageSize === undefined ? EVERYTHING : paging(body)
    return done(page(world.state.customFields, asked, definitionRow))
  }),

  writes('/resource/v1/person/personId/customFieldsUpdate', (world, body) => {
    const person = personOf(world, body)
    const list = optionalList(body, 'list')
    if (list === undefined || list.length === 0) throw badParameter('list')
    const changed = Object.fromEntries(list.map((entry) => changedValue(world, entry)))
    world.state.persons.set(person.personId, {
      ...person,
      customValues: { ...person.customValues, ...changed },
    })
    return done()
  }),

  // The whole list of a person's prints is replaced.
  writes('/resource/v1/person/fingerPrints/update', (world, body) => {
    const person = personOf(world, body)
    const prints = fingerPrints(body)
    if (prints === undefined) throw badParameter('fingerPrint')
    world.state.persons.set(person.personId, { ...person, fingerPrints: prints, changedAtMs: world.now() })
    return done()
  }),
]
