import type { Answer } from '../answer.ts'
import type { Body } from '../fields.ts'
import type { World } from '../world.ts'

/** One business call. It runs without a pause, so it is done whole or not at all. */
export interface Endpoint {
  /** Without `/artemis/api`. */
  readonly path: string
  /** Saved before it is answered. */
  readonly writes: boolean
  /** Throws Refused for an expected "no", before it has changed anything. */
  readonly run: (world: World, body: Body) => Answer
}

export const reads = (path: string, run: Endpoint['run']): Endpoint => ({ path, writes: false, run })

export const writes = (path: string, run: Endpoint['run']): Endpoint => ({ path, writes: true, run })
