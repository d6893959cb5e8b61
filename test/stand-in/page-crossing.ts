// How a value gets from the page's world to the preload's and back, synchronously, as contextBridge does it.
// The source text runs in both worlds, so the function must not use anything outside itself.
// oxlint-disable unicorn/consistent-function-scoping -- its text must hold everything it uses
// oxlint-disable typescript/no-unsafe-type-assertion -- values of any shape cross here, and are given back as they came
type Call = (...args: unknown[]) => unknown
type Answer = { readonly value?: unknown; readonly error?: string }
type Handle = { readonly crossedFunction?: number; readonly crossedPromise?: number }
export type Crossing = {
  readonly pack: (value: unknown) => unknown
  readonly unpack: (value: unknown) => unknown
  readonly fire: (name: string, detail?: unknown) => void
  readonly listen: (name: string, listener: (detail: never) => void) => void
}

/**
 * Both worlds share the document: an event's `detail` is structured-cloned from one to the other. Functions and
 * promises cross as numbers under which the owner keeps them.
 */
export function makeCrossing(tag: string, here: string, there: string): Crossing {
  const kept: Call[] = []
  let answer: Answer | undefined

  const fire = (name: string, detail?: unknown): void => {
    document.dispatchEvent(new CustomEvent(tag + name, { detail }))
  }
  const listen = (name: string, listener: (detail: never) => void): void => {
    document.addEventListener(tag + name, (event) => listener((event as CustomEvent).detail as never))
  }
  const isPlain = (value: unknown): value is object => {
    if (typeof value !== 'object' || value === null) return false
    const prototype: unknown = Object.getPrototypeOf(value)
    return prototype === Object.prototype || prototype === null
  }
  const overValues = (value: object, change: (item: unknown) => unknown): object =>
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]))

  function pack(value: unknown): unknown {
    if (typeof value === 'function') return { crossedFunction: kept.push(value as Call) - 1 }
    if (value instanceof Promise) {
      const settle: Call = (resolve, reject) => {
        value.then(resolve as Call, (e: unknown) => (reject as Call)(e instanceof Error ? e.message : e))
      }
      return { crossedPromise: kept.push(settle) - 1 }
    }
    if (Array.isArray(value)) return value.map(pack)
    return isPlain(value) ? overValues(value, pack) : value
  }

  function unpack(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(unpack)
    if (!isPlain(value)) return value
    const { crossedFunction, crossedPromise } = value as Handle
    if (crossedFunction !== undefined) return (...args: unknown[]) => callThere(crossedFunction, args)
    if (crossedPromise === undefined) return overValues(value, unpack)
    return new Promise((resolve, reject) => {
      // Electron, too, carries only the message of a rejection across.
      const fail = (e: unknown): void => reject(typeof e === 'string' ? new Error(e) : e)
      callThere(crossedPromise, [resolve, fail])
    })
  }

  function callThere(id: number, args: unknown[]): unknown {
    answer = undefined
    fire(`call-${there}`, { id, args: args.map(pack) })
    const got = answer as Answer | undefined
    answer = undefined
    // What cannot be cloned arrives as nothing, and nothing is not answered.
    if (!got) throw new Error('An object could not be cloned.')
    if (got.error !== undefined) throw new Error(got.error)
    return unpack(got.value)
  }

  listen(`answer-${here}`, (given: Answer) => {
    answer = given
  })
  listen(`call-${here}`, (call: { id: number; args: unknown[] } | null) => {
    if (!call) return
    const { id, args } = call
    let given: Answer
    try {
      given = { value: pack(kept[id]?.(...args.map(unpack))) }
    } catch (error) {
      given = { error: error instanceof Error ? error.message : String(error) }
    }
    fire(`answer-${there}`, given)
  })
  return { pack, unpack, fire, listen }
}
