import type { AccessHcp } from '../../src/main/access/perform.ts'
import type { DoorsVerdict } from '../../src/main/hcp/endpoints/doors.ts'
import type { PersonSeen } from '../../src/main/hcp/endpoints/persons.ts'
import type { Outcome } from '../../src/main/hcp/outcome.ts'
import type { VirtualTime } from '../virtual-time.ts'

/** What may befall a call. */
export type Fate =
  | 'fine'
  | 'busy'
  | 'notReached'
  /** Nothing is done, and no answer comes. */
  | 'lostBefore'
  /** The work is done, and no answer comes. */
  | 'lostAfter'
  /** No answer comes; the work is done long after the caller has given up. */
  | 'late'

export interface ModelPerson {
  readonly personId: string
  readonly personCode: string
  names: string
  window: { readonly fromMs: number; readonly untilMs: number }
  face: string | null
  readonly levels: Set<string>
  /** What the doors hold of him. */
  onDoors: {
    readonly levels: ReadonlySet<string>
    readonly untilMs: number
    readonly face: string | null
  } | null
}

const CALL_MS = 40
const GIVES_UP_MS = 20_000
const LATE_MS = 50_000

/** A small HCP of the property tests: it keeps persons, levels and doors, and does to calls what fate says. */
export class ModelHcp implements AccessHcp {
  readonly persons = new Map<string, ModelPerson>()
  /** Every call that HCP got to see, in order: the verb and who it was about. */
  readonly calls: { readonly verb: string; readonly about: string; readonly result: string }[] = []
  fate: (verb: string) => Fate = () => 'fine'
  /** Hears of every creation and every joining of a level at the moment it leaves the desk: the codes or ids meant. */
  onGrantSent: (about: string) => void = () => {}
  onGrantLanded: (person: ModelPerson) => void = () => {}
  #nextId = 100
  readonly #time: VirtualTime

  constructor(time: VirtualTime) {
    this.#time = time
  }

  byId(personId: string): ModelPerson | undefined {
    return [...this.persons.values()].find((person) => person.personId === personId)
  }

  findPerson: AccessHcp['findPerson'] = (_class, personCode) =>
    this.#read('find', personCode, (): PersonSeen | null => {
      const person = this.persons.get(personCode)
      if (!person) return null
      const { personId, window } = person
      return { personId, personCode, window, hasFace: person.face !== null }
    })

  addPerson: AccessHcp['addPerson'] = (_class, make) =>
    this.#write(
      'create',
      make,
      (p) => p.personCode,
      (p) => {
        if (this.persons.has(p.personCode)) return 'duplicate'
        this.#nextId += 1
        this.persons.set(p.personCode, {
          personId: String(this.#nextId),
          personCode: p.personCode,
          names: `${p.familyName}\n${p.givenName}`,
          window: p.window,
          face: p.faceJpeg && Buffer.from(p.faceJpeg).toString(),
          levels: new Set(),
          onDoors: null,
        })
        return { value: String(this.#nextId) }
      },
    )

  updatePerson: AccessHcp['updatePerson'] = (_class, make) =>
    this.#write(
      'update',
      make,
      (c) => c.personId,
      (c) => {
        const person = this.byId(c.personId)
        if (!person) return 'missing'
        person.names = `${c.familyName}\n${c.givenName}`
        person.window = c.window
        return { value: null }
      },
    )

  uploadFace: AccessHcp['uploadFace'] = (_class, make) =>
    this.#write(
      'face',
      make,
      (f) => f.personId,
      (f) => {
        const person = this.byId(f.personId)
        if (!person) return 'missing'
        person.face = Buffer.from(f.jpeg).toString()
        return { value: null }
      },
    )

  addToLevel: AccessHcp['addToLevel'] = (_class, levelId, members) =>
    this.#write(
      'add',
      () => nonEmpty(members()),
      (ids) => ids.join(','),
      (ids) => {
        const persons = ids.map((id) => this.byId(id))
        if (persons.some((person) => !person)) return 'missing'
        for (const person of persons) {
          person?.levels.add(levelId)
          if (person) this.onGrantLanded(person)
        }
        return { value: null }
      },
    )

  removeFromLevel: AccessHcp['removeFromLevel'] = (_class, levelId, members) =>
    this.#write(
      'remove',
      () => nonEmpty(members()),
      (ids) => ids.join(','),
      (ids) => {
        for (const id of ids) this.byId(id)?.levels.delete(levelId)
        return { value: null }
      },
    )

  applyToDoors: AccessHcp['applyToDoors'] = (_class, members) =>
    this.#write(
      'apply',
      () => nonEmpty(members()),
      (ids) => ids.join(','),
      (ids) => {
        for (const id of ids) {
          const person = this.byId(id)
          if (person) {
            person.onDoors = {
              levels: new Set(person.levels),
              untilMs: person.window.untilMs,
              face: person.face,
            }
          }
        }
        return { value: null }
      },
    )

  askDoors: AccessHcp['askDoors'] = (_class, personId) =>
    this.#read('doors', personId, (): DoorsVerdict => {
      const person = this.byId(personId)
      if (!person || (person.levels.size === 0 && !person.onDoors?.levels.size)) return 'none'
      return isOnDoors(person) ? 'done' : 'pending'
    })

  askDoorsTogether: AccessHcp['askDoorsTogether'] = () =>
    this.#read('together', '', () => ({
      pending: [...this.persons.values()].filter((person) => !isOnDoors(person)).length,
      failedIds: new Set<string>(),
    }))

  listPersons: AccessHcp['listPersons'] = () =>
    this.#read('list', '', () => ({
      pages: 1,
      persons: [...this.persons.values()]
        .filter((person) => person.face !== null)
        .map(({ personId, personCode, window }) => ({ personId, personCode, window, hasFace: true })),
    }))

  listMembers: AccessHcp['listMembers'] = (_class, levelId) =>
    this.#read('members', levelId, () => ({
      pages: 1,
      personIds: [...this.persons.values()]
        .filter((one) => one.levels.has(levelId))
        .map((one) => one.personId),
    }))

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#time.after(ms, resolve)
    })
  }

  async #read<T>(verb: string, about: string, look: () => T): Promise<Outcome<T>> {
    const fate = this.fate(verb)
    await this.#wait(CALL_MS)
    if (fate === 'busy') return { kind: 'refused', class: 'busy', code: '6', field: '' }
    if (fate !== 'fine') return { kind: 'notSent', why: 'unreachable' }
    const value = look()
    this.calls.push({ verb, about, result: value === null ? 'null' : 'found' })
    return { kind: 'done', value }
  }

  async #write<Body, T>(
    verb: string,
    make: () => Body | null,
    aboutOf: (body: Body) => string,
    work: (body: Body) => { readonly value: T } | 'missing' | 'duplicate',
  ): Promise<Outcome<T>> {
    // The body is made when the request leaves, a moment after it was asked for.
    await this.#wait(CALL_MS)
    const body = make()
    if (body === null) return { kind: 'notSent', why: 'withdrawn' }
    if (verb === 'create' || verb === 'add') this.onGrantSent(aboutOf(body))
    const fate = this.fate(verb)
    const act = () => {
      const result = work(body)
      this.calls.push({ verb, about: aboutOf(body), result: typeof result === 'string' ? result : 'done' })
      return result
    }
    switch (fate) {
      case 'notReached':
        return { kind: 'notSent', why: 'unreachable' }
      case 'busy':
        return { kind: 'refused', class: 'busy', code: '6', field: '' }
      case 'lostBefore':
        await this.#wait(GIVES_UP_MS)
        return { kind: 'unknown', class: 'unanswered' }
      case 'lostAfter':
        act()
        await this.#wait(GIVES_UP_MS)
        return { kind: 'unknown', class: 'unanswered' }
      case 'late':
        this.#time.after(LATE_MS, act)
        await this.#wait(GIVES_UP_MS)
        return { kind: 'unknown', class: 'unanswered' }
      case 'fine': {
        await this.#wait(CALL_MS)
        const result = act()
        if (typeof result === 'string') return { kind: 'refused', class: result, code: '128', field: '' }
        return { kind: 'done', value: result.value }
      }
    }
  }
}

function isOnDoors({ levels, onDoors }: ModelPerson): boolean {
  return [...levels].sort().join() === [...(onDoors?.levels ?? [])].sort().join()
}

function nonEmpty(ids: readonly string[]): readonly string[] | null {
  return ids.length === 0 ? null : ids
}
