import { expect, test } from 'vitest'
import { createDeskStore } from '../../src/renderer/state/store.ts'
import type { Snapshot, StatePatch } from '../../src/shared/desk-state.ts'
import { card, snapshotOf } from './samples.ts'

const first = snapshotOf({ name: 'site', language: 'en', theme: 'system' }, Date.UTC(2027, 4, 12, 11, 32))

/** Main as the store sees it, with every snapshot answered by hand. */
function main() {
  let hear: (patch: StatePatch) => void = () => undefined
  const asks: PromiseWithResolvers<Snapshot>[] = []
  const ask =
    <Answer>(answer: Promise<Answer>) =>
    () =>
      answer
  return {
    asks,
    push: (patch: StatePatch) => hear(patch),
    bridge: {
      desk: {
        snapshot: () => {
          const answer = Promise.withResolvers<Snapshot>()
          asks.push(answer)
          return answer.promise
        },
        setLanguage: ask(Promise.resolve(null)),
        setTheme: ask(Promise.resolve(null)),
        comeForward: ask(Promise.resolve(null)),
      },
      on: {
        patch: (listener: (patch: StatePatch) => void) => {
          hear = listener
          return () => {
            hear = () => undefined
          }
        },
      },
    },
  }
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

test('a patch that overtakes the snapshot is not lost, one that the snapshot knows is not merged twice', async () => {
  const { bridge, asks, push } = main()
  const store = createDeskStore(bridge)
  const stop = store.start()
  push({ revision: 1, cards: [card(77, 0)] })
  push({ revision: 2, cards: [card(88, 0)] })
  expect(store.get()).toBeNull()
  asks[0]?.resolve(first)
  await settle()
  const ids = store.get()?.cards.map(({ visitId }) => visitId)
  expect(ids).toContain(88)
  expect(ids).not.toContain(77)
  expect(store.get()?.revision).toBe(2)
  stop()
})

test('a gap asks again, and an answer as a whole replaces what was there', async () => {
  const { bridge, asks, push } = main()
  const store = createDeskStore(bridge)
  let heard = 0
  store.subscribe(() => {
    heard += 1
  })
  const stop = store.start()
  asks[0]?.resolve(first)
  await settle()
  push({ revision: 9 })
  expect(asks).toHaveLength(2)
  asks[1]?.resolve({ ...first, revision: 9, cards: [] })
  await settle()
  expect(store.get()?.cards).toEqual([])
  expect(heard).toBe(2)
  stop()
  push({ revision: 10, language: 'ru' })
  expect(store.get()?.language).toBe('en')
})

test('a snapshot that fails is asked for again', async () => {
  const { bridge, asks } = main()
  const store = createDeskStore(bridge)
  const stop = store.start()
  asks[0]?.reject(new Error('not-ready r-1'))
  await expect.poll(() => asks.length, { timeout: 2000 }).toBe(2)
  asks[1]?.resolve(first)
  await settle()
  expect(store.get()).toBe(first)
  stop()
})
