import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A process beside this one, from its start until it is killed. */
export interface DeskProcess<Order, Word> {
  order(order: Order): void
  /** Everything it has said, oldest first. */
  words(): readonly Word[]
  /** Throws when it has ended by itself. */
  check(): void
  /** SIGKILL; resolves when the process is gone. What it has sent may still be on its way to HCP. */
  kill(): Promise<void>
}

/** Starts a program of this folder; `place` is its first argument, as JSON. */
export function startDeskProcess<Order extends object, Word>(
  program: string,
  place: { readonly folder: string },
): DeskProcess<Order, Word> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), JSON.stringify(place)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    // A start costs half as much once it is known how to read the code.
    env: { ...process.env, NODE_COMPILE_CACHE: join(place.folder, 'compiled') },
  })
  const words: Word[] = []
  let cries = ''
  child.stderr?.on('data', (text: Buffer) => {
    cries += text.toString()
  })
  child.on('message', (word) => words.push(word as Word))
  // An order that meets a dying desk is the point of it all.
  child.on('error', () => undefined)
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null
  return {
    order: (order) => void child.send(order, () => undefined),
    words: () => words,
    check() {
      if (isOver()) throw new Error(`the desk ended by itself: ${cries}`)
    },
    async kill() {
      if (isOver()) return
      const gone = once(child, 'close')
      child.kill('SIGKILL')
      await gone
    },
  }
}
