// What all parts of the double share: the command line, and the refusal of everything not imitated.
import { EventEmitter } from 'node:events'

export type AppPackage = {
  readonly name: string
  readonly productName?: string
  readonly version?: string
  readonly main?: string
  readonly type?: string
}
type CommandLine = {
  readonly appPath: string
  readonly appPackage: AppPackage
  readonly args: readonly string[]
}

export let commandLine: CommandLine = { appPath: '', appPackage: { name: '' }, args: [] }
export const switches = new Map<string, string>()
export const isHeaded = process.env['GUARD_POST_HEADED'] === '1'

export function adoptCommandLine(given: CommandLine): void {
  commandLine = given
  for (const argument of given.args) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? []
    if (name) switches.set(name, value ?? '')
  }
}

export class NotImitated extends Error {
  override readonly name = 'NotImitated'
  constructor(what: string) {
    super(`stand-in: ${what} is not imitated`)
  }
}

// Asked of any object by await, JSON, inspectors and assertion libraries; absence is the honest answer.
const harmlessQuestions = new Set([
  'then',
  'toJSON',
  'nodeType',
  'asymmetricMatch',
  'domain',
  'window',
  'default',
])

function refuseBeyond<T extends object>(known: T, name: string): T {
  return new Proxy(known, {
    get(target, key, receiver): unknown {
      if (typeof key === 'symbol' || key in target || harmlessQuestions.has(key)) {
        return Reflect.get(target, key, receiver)
      }
      throw new NotImitated(`${name}.${key}`)
    },
  })
}

/**
 * Makes reading an unknown member throw. The trap sits at the far end of the prototype chain, so the object
 * keeps its identity and its private fields, and `'x' in object` still answers false.
 */
export function onlyImitated<T extends object>(name: string, object: T): T {
  const end = object instanceof EventEmitter ? EventEmitter.prototype : Object.prototype
  let link: object = object
  while (Object.getPrototypeOf(link) !== end) link = Object.getPrototypeOf(link)
  Object.setPrototypeOf(link, refuseBeyond(end, name))
  return object
}

/** The same for a class: its statics and its instances. */
export function onlyImitatedClass(name: string, type: { prototype: object }): void {
  onlyImitated(name, type.prototype)
  const parent: object = Object.getPrototypeOf(type)
  Object.setPrototypeOf(type, refuseBeyond(parent, name))
}

/** A whole part of Electron that has no double: touching it throws. */
export function notImitated(name: string): () => never {
  // A function, because an arrow could not be refused as a constructor.
  function refuse(): never {
    throw new NotImitated(name)
  }
  return new Proxy(refuse, {
    get(_target, key): unknown {
      if (typeof key === 'symbol' || harmlessQuestions.has(key) || key === 'prototype') return undefined
      throw new NotImitated(`${name}.${key}`)
    },
    set: refuse,
    apply: refuse,
    construct: refuse,
  })
}

export type Preventable = { defaultPrevented: boolean; preventDefault(): void }

export function preventable<T extends object>(details?: T): T & Preventable {
  const event: Preventable = {
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  return Object.assign(event, details)
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
