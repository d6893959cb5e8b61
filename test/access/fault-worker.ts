import { parentPort, workerData } from 'node:worker_threads'
import { openPlace, type Place } from './fault-bench.ts'
import { allCases, type CaseEnd, type Share } from './fault-groups.ts'

/** Desks in one thread at once: mostly they wait. */
const PLACES = 10

const { part, parts, only } = workerData as Share
const queue = allCases().filter(({ name }, i) => i % parts === part && name.includes(only))

async function work(place: Place): Promise<void> {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { name } = next
    const error = await next.run(place).then(
      () => null,
      (reason: unknown) => (reason instanceof Error ? reason.message : String(reason)),
    )
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is a window's; this is a thread's.
    parentPort?.postMessage({ name, error } satisfies CaseEnd)
  }
  await place.close()
}

const working: Promise<void>[] = []
// One after the other, while the first are at work.
for (let i = 0; i < PLACES && queue.length > 0; i += 1) working.push(work(await openPlace()))
await Promise.all(working)
// Answers that are still to come late need not be waited for.
process.exit()
