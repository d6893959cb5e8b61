import type { AccessProblem, AccessStage, VisitCard } from '../../../shared/visit.ts'

export type CardAction =
  | { readonly kind: 'checkOut' | 'giveBack' | 'tryAgain' | 'newPhoto' | 'reapply' | 'checkIn' | 'cancel' }
  | { readonly kind: 'extend'; readonly untilMs: number }
export type SimpleAction = Exclude<CardAction['kind'], 'extend'>

export interface CardActions {
  /** The one action that fits the card's state; null when there is nothing left to do. */
  readonly main: SimpleAction | null
  readonly more: readonly SimpleAction[]
  readonly mayExtend: boolean
}

const PHOTO_HELPS: ReadonlySet<AccessProblem> = new Set(['faceRefused', 'photoMissing', 'doorsRefused'])

/** Stages in which HCP has something it could send to the doors once more. */
const ON_ITS_WAY: ReadonlySet<AccessStage> = new Set<AccessStage>(['working', 'accepted', 'onDoors'])
const DOORS: ReadonlySet<AccessProblem> = new Set<AccessProblem>(['deviceOffline', 'doorsRefused'])

function mayReapply({ access, problem }: VisitCard): boolean {
  return ON_ITS_WAY.has(access) || (access === 'attention' && problem !== null && DOORS.has(problem))
}

export function actionsFor(card: VisitCard, nowMs: number): CardActions {
  const open = card.status === 'expected' || card.status === 'inside'
  if (!open) {
    // A revocation that hangs is tried again by itself without end; the button is for who cannot wait.
    if (card.alarm || card.access === 'attention') return { main: 'tryAgain', more: [], mayExtend: false }
    return { main: card.untilMs > nowMs ? 'giveBack' : null, more: [], mayExtend: false }
  }
  const doors: SimpleAction[] = mayReapply(card) ? ['reapply'] : []
  const ends: SimpleAction[] = card.status === 'expected' ? ['checkIn', 'cancel'] : []
  if (card.access !== 'attention') {
    return { main: 'checkOut', more: ['newPhoto', ...doors, ...ends], mayExtend: true }
  }
  const photoFirst = card.problem !== null && PHOTO_HELPS.has(card.problem)
  const [main, second] = photoFirst
    ? (['newPhoto', 'tryAgain'] as const)
    : (['tryAgain', 'newPhoto'] as const)
  return { main, more: [second, ...doors, 'checkOut', ...ends], mayExtend: true }
}

/** From the end of the window, or from now when that is over: "+1 h" always means an hour more from the guard's view. */
export function extendedUntilMs(card: VisitCard, addMs: number, nowMs: number): number {
  return Math.max(card.untilMs, nowMs) + addMs
}
