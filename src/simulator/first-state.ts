import type { FaceStore } from './face-store.ts'
import { PLACEHOLDER_FACE } from './placeholder-face.ts'
import type { CustomField, Direction, Door, Level, Person, Reader, State } from './state.ts'
import { formatTime, parseTime } from './times.ts'

/** Latest end of a validity that HCP takes in practice; wall clock, whatever the offset. */
export const LAST_END = '2037-12-31T23:59:59'

export const CUSTOM_FIELDS: readonly CustomField[] = [
  { id: '1', name: 'Company', type: 0, presetValues: [] },
  { id: '2', name: 'Plate', type: 0, presetValues: [] },
  { id: '3', name: 'Badge colour', type: 3, presetValues: ['green', 'yellow', 'red'] },
]

const ENTRY_DEVICE = '31'
const EXIT_DEVICE = '32'

const RESIDENTS = [
  { personId: '8501', personCode: 'E0001', givenName: 'Dana', familyName: 'Akhmetova', gender: 2 },
  { personId: '8502', personCode: 'E0002', givenName: 'Timur', familyName: 'Orlov', gender: 1 },
  { personId: '8503', personCode: 'E0003', givenName: 'Saule', familyName: 'Nurlan', gender: 2 },
] as const

function door(doorIndexCode: string, doorName: string, doorNo: string, direction: Direction): Door {
  const acsDevIndexCode = direction === 'entry' ? ENTRY_DEVICE : EXIT_DEVICE
  return { doorIndexCode, doorName, doorNo, direction, acsDevIndexCode, regionIndexCode: '1', doorState: 1 }
}

const DOORS = [
  door('12', 'Gate in', '1', 'entry'),
  door('13', 'Gate out', '1', 'exit'),
  door('14', 'Parking in', '2', 'entry'),
  door('15', 'Parking out', '2', 'exit'),
]

function reader(readerIndexCode: string, { doorName, doorIndexCode }: Door, number: number): Reader {
  return { readerIndexCode, readerName: `${doorName} reader ${number}`, doorIndexCode }
}

/** The barrier of the parking opens from both sides, for deliveries: what a passage there means, its reader says. */
const SECOND_READERS = DOORS.filter((row) => row.doorIndexCode === '15').map((row) => reader('25', row, 2))

/** Every door of the site. */
export const DOOR_CODES: readonly string[] = DOORS.map((row) => row.doorIndexCode)

function level(id: string, name: string, type: number, doorIds: readonly string[]): Level {
  return { id, name, description: '', type, doorIds, members: new Set() }
}

/** A small site: two turnstiles, a parking, a level for each kind of guest, a few people who work there. */
export function firstState(faces: FaceStore, nowMs: number, offsetMinutes: number): State {
  const faceSha = faces.put(PLACEHOLDER_FACE)
  const beginTime = formatTime(nowMs, offsetMinutes)
  const endTime = `${LAST_END}${beginTime.slice(-6)}`
  const persons = RESIDENTS.map((resident): Person => {
    const validity = { beginTime, endTime, beginMs: nowMs, endMs: parseTime(endTime) ?? nowMs }
    const rest = { orgIndexCode: '2', phoneNo: '', email: '', remark: '', cards: [], faceSha }
    const extras = { fingerPrints: [], customValues: {} }
    return { ...resident, ...validity, ...rest, ...extras, createdAtMs: nowMs, changedAtMs: nowMs }
  })
  const all = level('8', 'Visitors + parking', 1, ['12', '13', '14', '15'])
  const levels = [level('7', 'Visitors', 1, ['12', '13']), all, level('9', 'Visitor module', 2, ['12', '13'])]
  for (const person of persons) all.members.add(person.personId)
  const copies = persons.map((person) => {
    const { personId, personCode, familyName, givenName, beginMs, endMs } = person
    return { personId, personCode, familyName, givenName, beginMs, endMs, faceSha, levelIds: [all.id] }
  })

  return {
    nextId: 8562,
    orgs: new Map(
      [
        { orgIndexCode: '1', orgName: 'All Departments', parentOrgIndexCode: '0' },
        { orgIndexCode: '2', orgName: 'Administration', parentOrgIndexCode: '1' },
        { orgIndexCode: '65', orgName: 'Visitor Management', parentOrgIndexCode: '1' },
      ].map((org) => [org.orgIndexCode, org]),
    ),
    persons: new Map(persons.map((person) => [person.personId, person])),
    levels: new Map(levels.map((row) => [row.id, row])),
    doors: new Map(DOORS.map((row) => [row.doorIndexCode, row])),
    readers: [...DOORS.map((row, index) => reader(String(21 + index), row, 1)), ...SECOND_READERS],
    devices: [
      { acsDevIndexCode: ENTRY_DEVICE, acsDevName: 'Entry terminal' },
      { acsDevIndexCode: EXIT_DEVICE, acsDevName: 'Exit terminal' },
    ],
    terminals: new Map(
      DOORS.map((row) => [row.doorIndexCode, new Map(copies.map((copy) => [copy.personId, copy]))]),
    ),
    jobs: [],
    failed: new Set(),
    events: [],
    customFields: CUSTOM_FIELDS,
    subscriptions: [],
  }
}
