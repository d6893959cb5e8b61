import { Worker } from 'node:worker_threads'
import type { PhotoProblem } from '../../shared/contract.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import type { Scheduler } from '../lib/scheduler.ts'
import type { DarkroomAnswer, DarkroomAsk } from './darkroom-worker.ts'
import { refusal } from './judge.ts'
import type { NormalPhoto } from './normalise.ts'

export type Developed<Picture> =
  | { readonly ok: true; readonly picture: Picture }
  | { readonly ok: false; readonly problem: PhotoProblem }

/** The one place where pictures are decoded: one at a time, on a thread of its own, whoever they are for. */
export interface Darkroom {
  /** Refused by its header or its content, or made the picture HCP is known to take. Nothing is kept anywhere. */
  normalise(bytes: Uint8Array, turn: Turn): Promise<Developed<NormalPhoto>>
  /** A small copy for a row of a list. */
  shrink(bytes: Uint8Array): Promise<Developed<Buffer>>
  /** Starts the thread, so that the first picture of the day need not wait for its tools. */
  warm(): void
  /** Lets go of whatever waits (`busy`); resolves when the picture under way is done and nothing runs any more. */
  close(): Promise<void>
}

/** A guard looks at the screen until his picture is there; a list can wait. */
export type Turn = 'next' | 'last'

export interface DarkroomNeeds {
  readonly scheduler: Scheduler
  readonly log: Log
  /** Another thread than the one that decodes pictures. */
  readonly threadFile?: URL
}

/** The built main has the thread's file beside it. */
const builtFile = import.meta.url.endsWith('.ts')
  ? new URL('./darkroom-worker.ts', import.meta.url)
  : new URL('darkroom-worker.js', import.meta.url)

interface Job {
  readonly ask: DarkroomAsk
  readonly answer: Promise<Answer>
  /** The first answer counts. */
  readonly end: (answer: Answer) => void
}
type Answer = Exclude<DarkroomAnswer, { readonly kind: 'ready' }> | Refused
type Refused = { readonly kind: 'refused'; readonly problem: PhotoProblem }

const refused = (problem: PhotoProblem): Refused => ({ kind: 'refused', problem })

export function openDarkroom({ scheduler, log, threadFile = builtFile }: DarkroomNeeds): Darkroom {
  const waiting: Job[] = []
  let job: Job | null = null
  let thread: Worker | null = null
  /** It has its tools and has not been told to end. */
  let isReady = false
  let isClosed = false
  let stopWatch = (): void => undefined

  function ask(what: DarkroomAsk['what'], bytes: Uint8Array, turn: Turn): Promise<Answer> {
    const problem = refusal(bytes)
    if (problem) return Promise.resolve(refused(problem))
    if (isClosed || waiting.length >= limits.photosWaiting) return Promise.resolve(refused('busy'))
    const { promise: answer, resolve: end } = Promise.withResolvers<Answer>()
    const one: Job = { ask: { what, bytes }, answer, end }
    if (turn === 'next') waiting.unshift(one)
    else waiting.push(one)
    goOn()
    return answer
  }

  function goOn(): void {
    if (job || waiting.length === 0) return
    thread ??= start()
    if (!isReady) return
    job = waiting.shift() ?? null
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    thread.postMessage(job?.ask)
    stopWatch = scheduler.after(limits.photoTimeMs, tooLong)
  }

  function start(): Worker {
    const started = new Worker(threadFile, {
      resourceLimits: { maxYoungGenerationSizeMb: limits.photoYoungHeapMb },
    })
    let hasBegun = false
    started.on('message', (said: DarkroomAnswer) => {
      if (said.kind === 'ready') {
        hasBegun = true
        isReady = true
      } else done(said)
      goOn()
    })
    started.on('error', (error) => log.error('the thread that decodes pictures broke', error))
    started.on('exit', () => {
      // One that cannot even begin would not the next time either, and nobody may wait for it for ever.
      if (!hasBegun) for (const one of waiting.splice(0)) one.end(refused('damaged'))
      thread = null
      isReady = false
      done(refused('damaged'))
      goOn()
    })
    return started
  }

  function done(answer: Answer): void {
    stopWatch()
    job?.end(answer)
    job = null
  }

  /** The next one begins when this thread has ended: only then is the memory free, and a decoder cannot be interrupted. */
  function tooLong(): void {
    log.warn(`a picture of ${job?.ask.bytes.byteLength} bytes was given up after ${limits.photoTimeMs} ms`)
    job?.end(refused('tooHeavy'))
    isReady = false
    void thread?.terminate()
  }

  return {
    async normalise(bytes, turn) {
      const answer = await ask('normalise', bytes, turn)
      if (answer.kind !== 'normal') return { ok: false, problem: problemOf(answer) }
      const { jpeg, thumb } = answer.photo
      return { ok: true, picture: { ...answer.photo, jpeg: asBuffer(jpeg), thumb: asBuffer(thumb) } }
    },
    async shrink(bytes) {
      const answer = await ask('shrink', bytes, 'last')
      if (answer.kind !== 'small') return { ok: false, problem: problemOf(answer) }
      return { ok: true, picture: asBuffer(answer.jpeg) }
    },
    warm() {
      thread ??= start()
    },
    async close() {
      isClosed = true
      for (const one of waiting.splice(0)) one.end(refused('busy'))
      // Waited for rather than ended: what a decoder holds while its thread is ended is never given back.
      await job?.answer
      await thread?.terminate()
    },
  }
}

function problemOf(answer: Answer): PhotoProblem {
  return answer.kind === 'refused' ? answer.problem : 'damaged'
}

/** Between threads a Buffer becomes a plain array of bytes. */
const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
