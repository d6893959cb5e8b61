import { bareText, done, notThere } from '../answer.ts'
import { type Body, optionalText, page, paging, requiredId, requiredText } from '../fields.ts'
import type { Person } from '../state.ts'
import { personByCode, type World } from '../world.ts'
import { type Endpoint, reads } from './endpoint.ts'
import { customFieldList } from './person-extras.ts'

const FILTER_LENGTH = 256

/** Opaque handle; only the server can resolve it. */
const faceUri = (person: Person): string =>
  person.faceSha === null ? '' : `Vsm://face/${person.personId}/${person.faceSha.slice(0, 16)}`

/** Observed order: given name first. */
const fullName = (person: Person): string => `${person.givenName} ${person.familyName}`

function personInfo(world: World, person: Person): Readonly<Record<string, unknown>> {
  const picUri = faceUri(person)
  const { endTimeWithoutOffset } = world.weather.conditions
  return {
    personId: person.personId,
    personCode: person.personCode,
    personName: fullName(person),
    personFamilyName: person.familyName,
    personGivenName: person.givenName,
    gender: person.gender,
    orgIndexCode: person.orgIndexCode,
    phoneNo: person.phoneNo,
    email: person.email,
    remark: person.remark,
    personPhoto: { picUri, picBigUri: picUri },
    cards: person.cards.map((cardNo) => ({ cardNo })),
    fingerPrint: person.fingerPrints,
    beginTime: person.beginTime,
    endTime: endTimeWithoutOffset ? person.endTime.slice(0, 19) : person.endTime,
    customFieldList: customFieldList(world, person),
  }
}

/** Lists run behind: a new person shows after a while. */
function listed(world: World): readonly Person[] {
  const newestMs = world.now() - world.weather.conditions.listLagMs
  return [...world.state.persons.values()].filter((person) => person.createdAtMs <= newestMs)
}

function infoPage(world: World, persons: readonly Person[], body: Body): Readonly<Record<string, unknown>> {
  const { personListWithoutPhotos } = world.weather.conditions
  return page(persons, paging(body), (person) => {
    const { personPhoto, ...rest } = personInfo(world, person)
    return personListWithoutPhotos ? rest : { ...rest, personPhoto }
  })
}

/** Pictures are bare text `data:image/jpeg;base64,…`; on some versions the text comes in `data`. */
export function picture(world: World, bytes: Buffer): ReturnType<typeof done> {
  const text = `data:image/jpeg;base64,${bytes.toString('base64')}`
  return world.weather.conditions.picturesInEnvelope ? done(text) : bareText(text)
}

export const personReadEndpoints: readonly Endpoint[] = [
  reads('/resource/v1/person/personId/personInfo', (world, body) => {
    const person = world.state.persons.get(requiredId(body, 'personId'))
    if (person === undefined) throw notThere()
    return done(personInfo(world, person))
  }),

  reads('/resource/v1/person/personCode/personInfo', (world, body) => {
    const person = personByCode(world.state, requiredText(body, 'personCode', FILTER_LENGTH))
    if (person === undefined) throw notThere()
    return done(personInfo(world, person))
  }),

  reads('/resource/v1/person/personList', (world, body) => done(infoPage(world, listed(world), body))),

  // Other filters than the name are undocumented, so they filter nothing here.
  reads('/resource/v1/person/advance/personList', (world, body) => {
    const name = optionalText(body, 'personName', { max: FILTER_LENGTH }) ?? ''
    const hits = listed(world).filter((person) => fullName(person).includes(name))
    return done(infoPage(world, hits, body))
  }),

  reads('/resource/v1/person/picture_data', (world, body) => {
    const person = world.state.persons.get(requiredId(body, 'personId'))
    const picUri = body.picUri
    const bytes = person?.faceSha ? world.faces.get(person.faceSha) : undefined
    if (person === undefined || bytes === undefined || picUri !== faceUri(person)) throw notThere()
    return picture(world, bytes)
  }),
]
