import type { DoorWithReaders } from '../../../shared/door-map.ts'
import type { CheckName, Finding } from '../../../shared/hcp-view.ts'
import type { AccessLevel } from '../../../shared/visit.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Scheduler } from '../../lib/scheduler.ts'
import type { ProductVersion } from '../endpoints/site.ts'
import type { Gate } from '../gate.ts'
import type { GateSettings } from '../open-gate.ts'
import type { Outcome } from '../outcome.ts'

export interface DiagnosisNeeds {
  readonly settings: GateSettings
  readonly gate: Gate
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  /** Access levels that open visits use. */
  readonly levelsInUse: readonly AccessLevel[]
  /** The site's doors as the desk knows them. */
  readonly doorMap: readonly DoorWithReaders[]
}

export interface CheckNeeds extends DiagnosisNeeds {
  /** Asked once for the whole diagnosis: a key that is refused twice may be locked. */
  version(): Promise<Outcome<ProductVersion>>
  /** Ends at the check's time limit: what goes on after that is for nobody. */
  readonly signal: AbortSignal
}

/** One look at the connection. It only measures: time limit, catch, duration and verdict are the frame's. */
export interface Check {
  readonly name: CheckName
  /** Earlier checks without which this one could not tell anything. */
  readonly after: readonly CheckName[]
  readonly timeoutMs: number
  /** What it means when the time is over. */
  readonly late: Finding
  run(needs: CheckNeeds): Promise<Finding>
}
