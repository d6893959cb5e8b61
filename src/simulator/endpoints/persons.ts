import { badParameter, done, notThere, Refused } from '../answer.ts'
import { startRemoving } from '../application.ts'
import { type Body, optionalText, requiredId } from '../fields.ts'
import type { Person } from '../state.ts'
import { personByCode, type World } from '../world.ts'
import { type Endpoint, reads, writes } from './endpoint.ts'
import { changedNames, checkedFace, details, faces, names, orgIndexCode, validity } from './person-fields.ts'

const CODE_LENGTH = 16

function personOf(world: World, body: Body): Person {
  const person = world.state.persons.get(requiredId(body, 'personId'))
  if (person === undefined) throw notThere()
  return person
}

function forgetUnusedFace(world: World, faceSha: string | null): void {
  if (faceSha === null) return
  for (const person of world.state.persons.values()) if (person.faceSha === faceSha) return
  world.faces.forget(faceSha)
}

function replace(world: World, before: Person, change: Partial<Person>): void {
  world.state.persons.set(before.personId, { ...before, ...change, changedAtMs: world.now() })
  if (change.faceSha !== undefined && change.faceSha !== before.faceSha)
    forgetUnusedFace(world, before.faceSha)
}

function newCode(world: World, body: Body): string | undefined {
  const personCode = optionalText(body, 'personCode', { max: CODE_LENGTH })
  if (personCode === undefined || personCode === '') return undefined
  if (personByCode(world.state, personCode) === undefined) return personCode
  if (world.weather.conditions.duplicateCodeAnswers2) throw badParameter('personCode')
  throw new Refused('131', 'The resource already exists [personCode]')
}

export const personEndpoints: readonly Endpoint[] = [
  writes('/resource/v1/person/single/add', (world, body) => {
    const personCode = newCode(world, body)
    const fields = {
      ...names(body),
      ...details(body),
      ...validity(world, body, undefined),
      orgIndexCode: orgIndexCode(world, body),
    }
    const face = faces(world, body)
    const nowMs = world.now()
    const personId = String(world.state.nextId)
    world.state.nextId += 1
    world.state.persons.set(personId, {
      ...fields,
      personId,
      personCode: personCode ?? personId,
      customValues: {},
      faceSha: face === undefined ? null : world.faces.put(face),
      createdAtMs: nowMs,
      changedAtMs: nowMs,
    })
    return done(personId)
  }),

  // A `personPhoto` sent here is accepted and ignored, as in the field.
  writes('/resource/v1/person/single/update', (world, body) => {
    const person = personOf(world, body)
    const personCode = optionalText(body, 'personCode', { max: CODE_LENGTH }) ?? person.personCode
    if (personCode !== person.personCode) throw badParameter('personCode')
    const change = {
      ...changedNames(body),
      ...details(body, person),
      ...validity(world, body, person),
      orgIndexCode: body.orgIndexCode === undefined ? person.orgIndexCode : orgIndexCode(world, body),
    }
    const face = faces(world, body)
    replace(world, person, face === undefined ? change : { ...change, faceSha: world.faces.put(face) })
    return done()
  }),

  writes('/resource/v1/person/single/delete', (world, body) => {
    const person = personOf(world, body)
    world.state.persons.delete(person.personId)
    for (const level of world.state.levels.values()) level.members.delete(person.personId)
    forgetUnusedFace(world, person.faceSha)
    if (world.weather.conditions.deleteClearsDoors) startRemoving(world, person.personId)
    return done()
  }),

  // The shape of this reply is unknown; only "yes" and code 2 are told apart.
  reads('/acs/v1/faceCheck', (world, body) => {
    const device = requiredId(body, 'acsDevIndexCode')
    if (!world.state.devices.some((row) => row.acsDevIndexCode === device)) throw notThere()
    checkedFace(world, body.faceData)
    return done()
  }),

  writes('/resource/v1/person/face/update', (world, body) => {
    if (body.personCode !== undefined) throw new Refused('2', 'personId and personCode can only have one')
    const unknown = Object.keys(body).find((field) => field !== 'personId' && field !== 'faceData')
    if (unknown !== undefined) throw badParameter(unknown)
    const person = personOf(world, body)
    replace(world, person, { faceSha: world.faces.put(checkedFace(world, body.faceData)) })
    return done()
  }),
]
