import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Bench } from './bench.ts'
import { makePictures } from './photos-made.ts'
import type { BenchCase } from './rows.ts'

/** Of bare sharp calls that make the same three things: the picture, its thumbnail, its measures. */
const GOAL_RATIO = 1.3
/** What a guard takes for "at once" is 100 ms, and the desk has other things to do meanwhile. */
const GOAL_BLOCK_MS = 50
const GOAL_REFUSAL_MS = 10
const GOAL_MB = 150

const speedShape = z.object({
  normalised: z.array(
    z.object({
      what: z.string(),
      oursMs: z.number(),
      bareMs: z.number().nullable(),
      jpegOnlyMs: z.number().nullable(),
    }),
  ),
  refusals: z.array(z.object({ what: z.string(), ms: z.number() })),
  row: z.object({ seconds: z.number(), blockMs: z.number(), cpuBlockMs: z.number() }),
  idleBlockMs: z.number(),
})
const memoryShape = z.object({
  idleMb: z.number(),
  peakMb: z.number(),
  pictures: z.number(),
  taken: z.number(),
})

/** What pictures cost: with sharp as Windows has it, and with its WebAssembly build, which Electron needs on Linux. */
export const photos: Bench = {
  async run(say) {
    const folder = mkdtempSync(join(tmpdir(), 'photos-'))
    const run = async (build: readonly string[], part: string): Promise<unknown> => {
      say(part)
      const file = join(import.meta.dirname, 'photos-run.ts')
      const { stdout } = await promisify(execFile)(process.execPath, [...build, file, part, folder])
      return JSON.parse(stdout)
    }
    try {
      say('pictures are made')
      await makePictures(folder)
      const cases: BenchCase[] = []
      for (const [name, build] of [
        ['native sharp', []],
        ['sharp in WebAssembly', ['--import', new URL('as-electron.ts', import.meta.url).href]],
      ] as const) {
        cases.push(...speedCases(name, speedShape.parse(await run(build, 'speed'))))
        cases.push(memoryCase(name, 'mutated pictures', memoryShape.parse(await run(build, 'mutated'))))
        cases.push(memoryCase(name, 'bombs', memoryShape.parse(await run(build, 'bombs'))))
      }
      return cases
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

function speedCases(
  name: string,
  { normalised, refusals, row, idleBlockMs }: z.infer<typeof speedShape>,
): readonly BenchCase[] {
  const slowest = refusals.reduce((most, one) => (one.ms > most.ms ? one : most))
  return [
    ...normalised.map(({ what, oursMs, bareMs, jpegOnlyMs }) => ({
      case: `${what}, ${name}`,
      measures: [
        { measure: 'until it is ready', unit: 'ms', ours: oursMs },
        ...(bareMs === null
          ? []
          : [
              {
                measure: 'measured by bare calls for the same work',
                unit: '×',
                ours: oursMs / bareMs,
                goal: GOAL_RATIO,
              },
            ]),
        ...(jpegOnlyMs === null
          ? []
          : [
              {
                measure: 'measured by one bare call for the JPEG alone',
                unit: '×',
                ours: oursMs / jpegOnlyMs,
              },
            ]),
      ],
    })),
    {
      case: `${refusals.length} bombs that are refused by their header`,
      measures: [
        { measure: `the slowest, ${slowest.what}`, unit: 'ms', ours: slowest.ms, goal: GOAL_REFUSAL_MS },
      ],
    },
    {
      case: `100 in a row, made and kept, ${name}`,
      measures: [
        { measure: 'until all are kept', unit: 's', ours: row.seconds },
        { measure: 'longest block of the main thread', unit: 'ms', ours: row.blockMs, goal: GOAL_BLOCK_MS },
        { measure: '… in time this thread computed', unit: 'ms', ours: row.cpuBlockMs },
        { measure: '… on this machine when nothing is done', unit: 'ms', ours: idleBlockMs },
      ],
    },
  ]
}

function memoryCase(
  name: string,
  what: string,
  { idleMb, peakMb, pictures, taken }: z.infer<typeof memoryShape>,
): BenchCase {
  return {
    case: `${pictures} ${what}, ${name}`,
    measures: [
      { measure: 'most memory above idle', unit: 'MB', ours: peakMb - idleMb, goal: GOAL_MB },
      { measure: 'memory when idle', unit: 'MB', ours: idleMb },
      { measure: 'taken, the others are refused', unit: '', ours: taken },
    ],
  }
}
