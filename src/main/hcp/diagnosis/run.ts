import type { Doorway } from '../../../shared/desk-state.ts'
import type { Diagnosis } from '../../../shared/hcp-view.ts'
import type { AccessLevel } from '../../../shared/visit.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Gate } from '../gate.ts'
import type { GateSettings } from '../open-gate.ts'

export interface DiagnosisNeeds {
  readonly settings: GateSettings
  readonly gate: Gate
  readonly clock: Clock
  /** Access levels that open visits use. */
  readonly levelsInUse: readonly AccessLevel[]
  /** The site's doors as the desk knows them. */
  readonly doorMap: readonly Doorway[]
}

/** Runs the checks one after another; `progress` hears of each as it ends. */
export async function runDiagnosis(
  needs: DiagnosisNeeds,
  progress: (diagnosis: Diagnosis) => void,
): Promise<void> {
  progress({ startedAtMs: needs.clock.nowMs(), running: false, checks: [] })
}
