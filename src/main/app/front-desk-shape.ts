import type { BackupComparison, CareAnswer } from '../../shared/care.ts'
import type {
  ConnectAsk,
  ConnectionVerdict,
  Language,
  ProbeVerdict,
  Snapshot,
  StatePatch,
  Theme,
} from '../../shared/desk-state.ts'
import type { BudgetLimits } from '../../shared/hcp-view.ts'
import type { Redactor } from '../lib/redact.ts'
import type { DeskTools, OpenDesk } from './one-desk.ts'
import type { Secrets } from './secrets.ts'
import type { SettingsFile } from './settings.ts'
import type { Support } from './support-bundle.ts'
import type { Training } from './training.ts'

export interface FrontDeskNeeds extends Omit<DeskTools, 'push' | 'broken'> {
  readonly folder: string
  readonly version: string
  /** Milliseconds between ticks on a real site. */
  readonly siteTickMs: number
  readonly settings: SettingsFile
  readonly secrets: Secrets
  readonly redact: Redactor
  readonly push: (patch: StatePatch) => void
  readonly showTheme: (theme: Theme) => void
  readonly comeForward: () => void
  readonly quit: () => void
}

/** Which desk is open, and the way from one to another. */
export interface FrontDesk {
  /** Opens what the settings say; a site whose secret is lost waits in set-up. */
  open(): Promise<null>
  current(): OpenDesk | null
  training(): Training | null
  readonly support: Support
  /** The state as it is once a change of desk under way is over: no screen of a desk that is about to close. */
  snapshot(): Promise<Snapshot>
  setLanguage(language: Language): null
  setTheme(theme: Theme): null
  comeForward(): null
  startTraining(): Promise<null>
  probe(address: string): Promise<ProbeVerdict>
  test(ask: ConnectAsk): Promise<ConnectionVerdict>
  connect(ask: ConnectAsk): Promise<ConnectionVerdict>
  leave(): Promise<null>
  /** The site's desk as it was connected last; false when it could not be opened. */
  reopen(): Promise<boolean>
  /** Takes effect at once; more than the desk's own limits is brought down to them. */
  setLimits(limits: BudgetLimits): null
  setMetrics(port: number | null): Promise<null>
  /** Puts a backup, or an empty store (null), in the place of the store; the desk opens again on whatever is there then. */
  replaceStore(name: string | null): Promise<CareAnswer>
  weigh(name: string): Promise<BackupComparison>
  /** Tries once more what did not open. */
  tryAgain(): Promise<null>
  quit(): null
  close(): Promise<null>
}
