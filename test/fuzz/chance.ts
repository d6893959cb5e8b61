import { seeded } from '../crash/kill-plan.ts'

/** What a part of the fuzz suite is: so many cases from one seed; what has failed is said with its number. */
export type Fuzz = (
  seed: number,
  cases: number,
  say: (line: string) => void,
) => Promise<{ readonly passed: number; readonly failed: number }>

/** Everything that is left to chance in one case. */
export interface Chance {
  /** 0 ≤ number < 1 */
  random(): number
  /** 0 ≤ whole number < below */
  below(below: number): number
  pick<T>(those: readonly [T, ...T[]]): T
  /** True once in so many times. */
  once(inTimes: number): boolean
}

export function chanceOf(random: () => number): Chance {
  const below = (limit: number): number => Math.floor(random() * limit)
  return {
    random,
    below,
    pick: (those) => those[below(those.length)] ?? those[0],
    once: (inTimes) => below(inTimes) === 0,
  }
}

/** The chance of one case; it does not depend on how many were tried before it. */
export const caseChance = (seed: number, number: number): Chance =>
  chanceOf(seeded((seed ^ Math.imul(number + 1, 0x9e_37_79_b1)) >>> 0))

/** Tries each case, from 0; whatever it throws, or answers, is what is wrong with it. */
export async function tryCases(
  seed: number,
  cases: number,
  say: (line: string) => void,
  tryOne: (chance: Chance, number: number) => Promise<string | null>,
): Promise<{ readonly passed: number; readonly failed: number }> {
  let failed = 0
  for (let number = 0; number < cases; number += 1) {
    const problem = await tryOne(caseChance(seed, number), number).catch((error: unknown) =>
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    )
    if (problem === null) continue
    failed += 1
    say(`case ${number}: ${problem}`)
  }
  return { passed: cases - failed, failed }
}

/** Bytes with a few of them flipped, cut out, repeated, overwritten, or taken from another file. */
export function mutated(bytes: Uint8Array, chance: Chance, other: Uint8Array = bytes): Buffer {
  let out: Buffer = Buffer.from(bytes)
  for (let left = 1 + chance.below(4); left > 0 && out.length > 0; left -= 1)
    out = mutatedOnce(out, chance, other)
  return out
}

function mutatedOnce(out: Buffer, chance: Chance, other: Uint8Array): Buffer {
  const at = chance.below(out.length)
  const length = 1 + chance.below(chance.once(3) ? out.length : 64)
  switch (chance.below(7)) {
    case 0:
      out[at] = (out[at] ?? 0) ^ (1 << chance.below(8))
      return out
    case 1:
      return Buffer.from(out.subarray(0, at))
    case 2:
      return Buffer.concat([out.subarray(0, at), out.subarray(at + length)])
    case 3:
      return Buffer.concat([out.subarray(0, at + length), out.subarray(at)])
    case 4:
      return out.fill(chance.pick([0, 0xff, 0x20, 0x22, 0x3c]), at, Math.min(out.length, at + length))
    case 5: {
      const from = chance.below(other.length)
      return Buffer.concat([out.subarray(0, at), other.subarray(from, from + length), out.subarray(at)])
    }
    default:
      for (let i = at; i < Math.min(out.length, at + length); i += 1) out[i] = chance.below(256)
      return out
  }
}
