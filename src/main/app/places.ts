import { join } from 'node:path'
import type { BudgetLimits } from '../../shared/hcp-view.ts'
import { type GateSettings, mostLimits } from '../hcp/open-gate.ts'
import { parseAddress } from '../hcp/pinned-agent.ts'
import type { DeskPlace } from './one-desk.ts'
import type { Settings } from './settings.ts'

/** The simulator is our own and on this machine, so a trainee need not wait a minute to see a passage. */
const TRAINING_TICK_MS = 2_000

/** Where the training desk lives. */
export function trainingPlace(folder: string, hcp: GateSettings, settings: Settings): DeskPlace {
  return {
    folder: join(folder, 'training'),
    hcp: { ...hcp, limits: settings.hcpLimits },
    tickMs: TRAINING_TICK_MS,
    metricsPort: settings.metricsPort,
  }
}

/** Where the site's desk lives, and with whom it speaks; null while nobody has connected it. */
export function sitePlace(
  folder: string,
  settings: Settings,
  appSecret: string | null,
  tickMs: number,
): DeskPlace | null {
  const { site, hcpLimits, metricsPort } = settings
  const address = site && parseAddress(site.address)
  if (!site || !address || appSecret === null) return null
  const { appKey, certificatePem } = site
  const hcp = { address, appKey, appSecret, certificatePem, limits: hcpLimits }
  return { folder: join(folder, 'site'), hcp, tickMs, metricsPort }
}

/** Settings may ask less of HCP than the desk's own limits, never more. */
export function tightened(limits: BudgetLimits): BudgetLimits {
  return {
    ratePerSecond: Math.max(0.5, Math.min(limits.ratePerSecond, mostLimits.ratePerSecond)),
    burst: Math.min(limits.burst, mostLimits.burst),
    concurrency: Math.min(limits.concurrency, mostLimits.concurrency),
  }
}
