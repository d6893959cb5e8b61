import type { GroupView } from '../../src/shared/group.ts'
import { type DeskProcess, startDeskProcess } from './desk-process.ts'
import type { LifePlace, Order, Word } from './words.ts'

/** A desk in a process of its own, from its start until it is killed. */
export interface Life extends DeskProcess<Order, Word> {
  /** As last told; null until it is open. */
  groups(): readonly GroupView[] | null
  /** The first word of this kind since the birth of this life; undefined while there is none. */
  heard<Kind extends Word['kind']>(kind: Kind): Extract<Word, { kind: Kind }> | undefined
}

export function startLife(place: LifePlace): Life {
  const desk = startDeskProcess<Order, Word>('desk-life.ts', place)
  return {
    ...desk,
    groups: () => desk.words().findLast((word) => 'groups' in word)?.groups ?? null,
    heard: <Kind extends Word['kind']>(kind: Kind) =>
      desk.words().find((word): word is Extract<Word, { kind: Kind }> => word.kind === kind),
  }
}
