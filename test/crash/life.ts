import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { GroupView } from '../../src/shared/group.ts'
import type { LifePlace, Order, Word } from './words.ts'

/** A desk in a process of its own, from its start until it is killed. */
export interface Life {
  /** As last told; null until it is open. */
  groups(): readonly GroupView[] | null
  order(order: Order): void
  /** The first word of this kind since the birth of this life; undefined while there is none. */
  heard<Kind extends Word['kind']>(kind: Kind): Extract<Word, { kind: Kind }> | undefined
  words(): readonly Word[]
  /** Throws when it has ended by itself. */
  check(): void
  /** SIGKILL; resolves when the process is gone. What it has sent may still be on its way to HCP. */
  kill(): Promise<void>
}

export function startLife(place: LifePlace): Life {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'desk-life.ts'), JSON.stringify(place)],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      // A start costs half as much once it is known how to read the code.
      env: { ...process.env, NODE_COMPILE_CACHE: join(place.folder, 'compiled') },
    },
  )
  const words: Word[] = []
  let groups: readonly GroupView[] | null = null
  let cries = ''
  child.stderr?.on('data', (text: Buffer) => {
    cries += text.toString()
  })
  child.on('message', (word: Word) => {
    words.push(word)
    if (word.kind === 'open' || word.kind === 'groups') groups = word.groups
  })
  // An order that meets a dying desk is the point of it all.
  child.on('error', () => undefined)
  return {
    groups: () => groups,
    order: (order) => void child.send(order, () => undefined),
    heard: <Kind extends Word['kind']>(kind: Kind) =>
      words.find((word): word is Extract<Word, { kind: Kind }> => word.kind === kind),
    words: () => words,
    check() {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`the desk ended by itself: ${cries}`)
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'close')
      child.kill('SIGKILL')
      await gone
    },
  }
}
