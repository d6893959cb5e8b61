import type { StoreTrouble } from '../../shared/care.ts'
import type { PhotoAnswer } from '../../shared/contract.ts'
import type { Snapshot, StatePatch } from '../../shared/desk-state.ts'
import type { IncidentChange } from '../../shared/incident.ts'
import type { SitePolicy } from '../../shared/policy.ts'
import type { Guards } from '../guards/resources.ts'
import type { GateSettings } from '../hcp/open-gate.ts'
import type { Clock } from '../lib/clock.ts'
import type { LogFile } from '../lib/log.ts'
import type { Scheduler } from '../lib/scheduler.ts'
import type { Store } from '../store/open-store.ts'
import type { Desk } from '../visits/desk.ts'
import type { Care } from './care.ts'
import type { DoorMap } from './door-map.ts'
import type { Groups } from './groups.ts'
import type { HcpScreen } from './hcp-screen.ts'
import type { Imports } from './imports.ts'
import type { Journal } from './journal.ts'
import type { Keeping } from './keeping.ts'
import type { MusterRoll } from './muster.ts'
import type { ChooseFile, ChoosePhotos, PrintPage } from './save-file.ts'
import type { Secrets } from './secrets.ts'
import type { WebhookScreen } from './webhook-screen.ts'

/** What one desk tells of itself; the rest of a snapshot is the app's. */
export type DeskState = Pick<
  Snapshot,
  | 'levels'
  | 'cards'
  | 'passages'
  | 'status'
  | 'hcp'
  | 'incidents'
  | 'policy'
  | 'webhook'
  | 'groups'
  | 'muster'
  | 'care'
>

export interface DeskPlace {
  /** Folder of this desk's store and pictures. */
  readonly folder: string
  readonly hcp: GateSettings
  readonly tickMs: number
  /** Where Prometheus may ask on this machine; null for nowhere. */
  readonly metricsPort: number | null
}

export interface DeskTools {
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: LogFile
  /** What this machine can bear; the same for every desk on it. */
  readonly guards: Guards
  readonly push: (change: Omit<StatePatch, 'revision'>) => void
  /** The key the desk in this folder signs its notices with. */
  readonly webhookSecrets: (folder: string) => Secrets
  readonly chooseFile: ChooseFile
  readonly choosePhotos: ChoosePhotos
  readonly printPage: PrintPage
  /** The desk's store has turned out to be broken: this desk can only be closed. */
  readonly broken?: (trouble: StoreTrouble) => void
}

/** One desk with all its rooms running: its actions, its state, and the way to close it. */
export interface OpenDesk {
  readonly store: Store
  readonly desk: Desk
  acceptPhoto(bytes: Uint8Array): Promise<PhotoAnswer>
  /** The first picture then need not wait for its tools. */
  warmPhotos(): void
  readPhoto(hash: string, size: 'full' | 'thumb'): Buffer | null
  /** The picture a terminal took of a passage, or null. */
  readPassagePicture(passageId: number): Promise<Buffer | null>
  state(): DeskState
  readonly doorMap: DoorMap
  readonly journal: Journal
  readonly webhook: WebhookScreen
  readonly keeping: Keeping
  readonly imports: Imports
  readonly groups: Groups
  readonly muster: MusterRoll
  readonly care: Care
  setPolicy(policy: SitePolicy): void
  /** A guard's word on an incident; false when there is none. */
  changeIncident(incidentId: number, change: IncidentChange): boolean
  /** The HikCentral screen: what it shows and does. */
  readonly hcp: HcpScreen
  /** Asks HCP at once, whatever the gate was waiting for. */
  tryNow(): void
  /** The machine goes to sleep. Revocations go on as long as it lets them. */
  suspend(): void
  /** The machine slept: nothing was seen meanwhile, so look now. */
  resume(): void
  close(): Promise<void>
}
