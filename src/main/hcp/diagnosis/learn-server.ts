import { type ProductVersion, readVersion } from '../endpoints/site.ts'
import type { Gate } from '../gate.ts'
import { askedHarmlessly, askHarmlessly } from './harmless.ts'

/**
 * Gets to know a server, once: what it calls itself, and which APIs this partner may use. Those he may not are closed by
 * the gate as they are refused, so that no guest has to find out. Null when HCP could not be asked to the end; what was
 * learned until then stays.
 */
export async function learnServer(
  gate: Gate,
  nowMs: () => number,
  isOver: () => boolean,
): Promise<ProductVersion | null> {
  const version = await readVersion(gate)
  if (version.kind !== 'done') return null
  for (const api of askedHarmlessly) {
    const outcome = await askHarmlessly(gate, api, nowMs, isOver, 'monitor')
    if (outcome.kind === 'notSent' || outcome.kind === 'unknown') return null
  }
  return version.value
}
