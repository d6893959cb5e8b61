import type { BudgetLimits } from '../../src/shared/hcp-view.ts'
import { someGuest, somePortrait } from '../desk-harness.ts'
import { openBusyDesk, until } from './busy-desk.ts'
import { type Watched, watched } from './watched.ts'

export interface GroupBlock {
  readonly busy: Watched
  /** For five seconds without a group: what this machine does to anybody. */
  readonly idleBlockMs: number
}

const LIMIT_MS = 120_000
const IDLE_MS = 5_000

/** What the main thread goes through from the guard's confirmation until the group's result is written. */
export async function groupBlock(guests: number, limits: BudgetLimits): Promise<GroupBlock> {
  const { desk, close } = await openBusyDesk(limits)
  try {
    await until('the site is read', () => desk.state().hcp?.server && desk.doorMap.doors().length > 0)
    const photo = await desk.acceptPhoto(await somePortrait())
    if (!photo.ok) throw new Error(photo.problem)
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, IDLE_MS))
    const idle = await watched(pause)
    const asks = Array.from({ length: guests }, (_, i) =>
      someGuest({ familyName: `Guest ${i}`, photoHash: photo.photoHash }),
    )
    const busy = await watched(async () => {
      const answer = desk.groups.enrol('Tour', asks)
      if (!answer.ok) throw new Error(`not enrolled: ${JSON.stringify(answer)}`)
      await until('the result', () => desk.groups.view()[0]?.result, LIMIT_MS)
      if (desk.groups.view()[0]?.result?.succeeded !== guests) throw new Error('not everybody came in')
    })
    return { busy, idleBlockMs: idle.blockMs }
  } finally {
    await close()
  }
}
