import { type ProductVersion, readVersion } from '../endpoints/site.ts'
import type { Gate } from '../gate.ts'
import { type AskedHarmlessly, askHarmlessly } from './harmless.ts'

const READING: readonly AskedHarmlessly[] = [
  ...(['org', 'levels', 'doors', 'personInfo', 'personPages', 'levelMembers'] as const),
  ...(['applyErrors', 'doorStatus', 'events'] as const),
]

/**
 * Gets to know a server, once: what it calls itself (empty where it may not be asked), and which of the reading APIs this
 * partner may use. Those he may not are closed by the gate as they are refused, so that no guest has to find out; of the
 * writing ones the first guest does, because nobody but an administrator should have them tried. Null when HCP could not be
 * asked to the end; what was learned until then stays.
 */
export async function learnServer(
  gate: Gate,
  nowMs: () => number,
  isOver: () => boolean,
): Promise<ProductVersion | null> {
  const version = await readVersion(gate)
  const isNotTold = version.kind === 'refused' && version.class === 'entitlement'
  if (version.kind !== 'done' && !isNotTold) return null
  for (const api of READING) {
    const outcome = await askHarmlessly(gate, api, nowMs, isOver, 'monitor')
    if (outcome.kind === 'notSent' || outcome.kind === 'unknown') return null
  }
  return version.kind === 'done' ? version.value : { product: '', version: '' }
}
