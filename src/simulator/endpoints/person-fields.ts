import { badParameter, databaseFull, notThere } from '../answer.ts'
import { acceptFace } from '../face-rules.ts'
import {
  type Body,
  idOf,
  isRecord,
  optionalList,
  optionalNumber,
  optionalText,
  optionalTime,
  requiredId,
  requiredText,
} from '../fields.ts'
import { LAST_END } from '../first-state.ts'
import type { FingerPrint, Person } from '../state.ts'
import { formatTime, parseTime } from '../times.ts'
import type { World } from '../world.ts'

const NAME_LENGTH = 256
const REMARK_LENGTH = 128
/** Phone and mail have no documented limit. */
const CONTACT_LENGTH = 128
const FINGER_PRINT_LENGTH = 8_192

export type Validity = Pick<Person, 'beginTime' | 'endTime' | 'beginMs' | 'endMs'>
export type Names = Pick<Person, 'familyName' | 'givenName'>

export function names(body: Body): Names {
  return {
    familyName: requiredText(body, 'personFamilyName', NAME_LENGTH),
    givenName: requiredText(body, 'personGivenName', NAME_LENGTH),
  }
}

/** Either both names or none. */
export function changedNames(body: Body): Names | undefined {
  const none = body.personFamilyName === undefined && body.personGivenName === undefined
  return none ? undefined : names(body)
}

/** Missing ends are taken from `before`; a new person without any is valid from now for as long as possible. */
export function validity(world: World, body: Body, before: Validity | undefined): Validity {
  const begin = optionalTime(body, 'beginTime')
  const end = optionalTime(body, 'endTime')
  // The limit is a wall-clock one, whatever the offset.
  if (end !== undefined && end.text.slice(0, 19) > LAST_END) throw badParameter('endTime')
  const beginTime = begin?.text ?? before?.beginTime ?? formatTime(world.now(), world.rules.zoneOffsetMinutes)
  const endTime = end?.text ?? before?.endTime ?? `${LAST_END}${beginTime.slice(-6)}`
  const beginMs = begin?.atMs ?? before?.beginMs ?? world.now()
  const endMs = end?.atMs ?? before?.endMs ?? parseTime(endTime) ?? beginMs
  if (endMs <= beginMs) throw badParameter('endTime')
  return { beginTime, endTime, beginMs, endMs }
}

export function orgIndexCode(world: World, body: Body): string {
  const code = requiredId(body, 'orgIndexCode')
  if (!world.state.orgs.has(code)) throw notThere()
  return code
}

export type Details = Pick<Person, 'gender' | 'phoneNo' | 'email' | 'remark' | 'cards' | 'fingerPrints'>

const NO_DETAILS: Details = { gender: 0, phoneNo: '', email: '', remark: '', cards: [], fingerPrints: [] }

export function details(body: Body, before: Details = NO_DETAILS): Details {
  return {
    gender: optionalNumber(body, 'gender', 0, 2) ?? before.gender,
    phoneNo: optionalText(body, 'phoneNo', { max: CONTACT_LENGTH }) ?? before.phoneNo,
    email: optionalText(body, 'email', { max: CONTACT_LENGTH }) ?? before.email,
    remark: optionalText(body, 'remark', { max: REMARK_LENGTH }) ?? before.remark,
    cards: optionalList(body, 'cards')?.map(cardNo) ?? before.cards,
    fingerPrints: fingerPrints(body) ?? before.fingerPrints,
  }
}

function cardNo(card: unknown): string {
  if (!isRecord(card)) throw badParameter('cards')
  return idOf(card.cardNo, 'cardNo')
}

function fingerPrint(print: unknown): FingerPrint {
  if (!isRecord(print)) throw badParameter('fingerPrint')
  const text = (field: string): string => optionalText(print, field, { max: FINGER_PRINT_LENGTH }) ?? ''
  const { fingerPrintData } = print
  // Encoded bytes may hold what names must not.
  if (typeof fingerPrintData !== 'string' || fingerPrintData === '') throw badParameter('fingerPrintData')
  if (fingerPrintData.length > FINGER_PRINT_LENGTH) throw badParameter('fingerPrintData')
  return {
    fingerPrintIndexCode: text('fingerPrintIndexCode'),
    fingerPrintName: text('fingerPrintName'),
    fingerPrintData,
    relatedCardNo: text('relatedCardNo'),
  }
}

/** undefined = not sent. */
export function fingerPrints(body: Body): readonly FingerPrint[] | undefined {
  return optionalList(body, 'fingerPrint')?.map(fingerPrint)
}

/** The checks every written face goes through; bytes of the picture. */
export function checkedFace(world: World, faceData: unknown): Buffer {
  if (world.weather.conditions.databaseFull) throw databaseFull()
  const bytes = acceptFace(faceData)
  if (bytes === null || world.weather.conditions.faceQualityBad) throw badParameter('faceData')
  return bytes
}

/** `faces` of add and update: an array of one, or empty. undefined = none. */
export function faces(world: World, body: Body): Buffer | undefined {
  const list = optionalList(body, 'faces')
  if (list === undefined || list.length === 0) return undefined
  const [face] = list
  if (list.length > 1 || !isRecord(face)) throw badParameter('faces')
  return checkedFace(world, face.faceData)
}
