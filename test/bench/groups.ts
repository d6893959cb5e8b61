import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import { GROUP_MAX } from '../../src/shared/group.ts'
import type { Bench } from './bench.ts'
import { bothWays } from './gate.ts'
import { casesOf } from './gate-rows.ts'
import { groupBlock } from './groups-block.ts'
import { preparePhotos } from './groups-photos.ts'
import { typingDuring } from './groups-typing.ts'
import type { BenchCase } from './rows.ts'

const GUESTS = [50, GROUP_MAX] as const
const PHOTOS = 100
/** Above what the process needs when it does nothing. */
const PHOTO_MEMORY_MB = 400
/** What a guard takes for "at once". */
const KEY_GOAL_MS = 100

/** What many guests at once cost HCP, the guard's patience, and the desk itself. */
export const groups: Bench = {
  async run(say) {
    say(`${PHOTOS} photos of 12 megapixels`)
    const photos = await preparePhotos(PHOTOS)
    const cases: BenchCase[] = [
      {
        case: `${PHOTOS} photos of 12 megapixels from a folder, ${photos.mbEach.toFixed(1)} MB each, native sharp`,
        measures: [
          { measure: 'until all are ready and put aside', unit: 's', ours: photos.seconds },
          {
            measure: 'most memory above idle',
            unit: 'MB',
            ours: photos.peakMb - photos.idleMb,
            goal: PHOTO_MEMORY_MB,
          },
          { measure: 'memory when idle', unit: 'MB', ours: photos.idleMb },
          { measure: 'longest block of the main thread', unit: 'ms', ours: photos.blockMs },
        ],
      },
    ]
    say(`typing in the built desk while ${GROUP_MAX} guests come`)
    const typing = await typingDuring(GROUP_MAX)
    cases.push({
      case: `typing in the new-guest form, ${typing.keys} keys, while ${typing.doneLast - typing.doneFirst} of ${GROUP_MAX} guests come to the doors`,
      measures: [
        {
          measure: 'the slowest key, until it is painted',
          unit: 'ms',
          ours: typing.slowestMs,
          goal: KEY_GOAL_MS,
        },
        { measure: '… when no group runs', unit: 'ms', ours: typing.slowestIdleMs },
      ],
    })
    for (const [name, limits] of [
      ['as many calls as HCP takes', { ...mostLimits, ratePerSecond: 1_000, burst: 1_000 }],
      ['default budget', mostLimits],
    ] as const) {
      say(`the main thread while ${GROUP_MAX} guests come, ${name}`)
      const { busy, idleBlockMs } = await groupBlock(GROUP_MAX, limits)
      cases.push({
        case: `the main thread while ${GROUP_MAX} guests come, a quick HCP, ${name}`,
        measures: [
          { measure: 'longest block', unit: 'ms', ours: busy.blockMs },
          { measure: '… in time this thread computed', unit: 'ms', ours: busy.cpuBlockMs },
          { measure: '… on this machine when nothing is done', unit: 'ms', ours: idleBlockMs },
          { measure: 'until the group has its result', unit: 's', ours: busy.seconds },
        ],
      })
    }
    return [...(await bothWays(GUESTS, say)).flatMap(casesOf), ...cases]
  },
}
