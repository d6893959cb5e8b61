import { counted } from './en-units.ts'

export const rules = {
  title: 'Rules of this site',
  exit: 'When a guest goes out through an exit',
  exits: {
    first: {
      name: 'The visit ends at once',
      meaning: 'Whoever only steps out needs you to give the access back.',
    },
    grace: {
      name: 'The visit ends when nobody comes back for',
      meaning: 'Stepping out for a moment costs nothing; the card says until when.',
    },
    never: {
      name: 'Nothing ends',
      meaning: 'You check out every guest yourself; until then the face opens the doors.',
    },
  },
  grace: 'Minutes to come back',
  stay: 'Long stay',
  stayAfter: 'Inside for more than',
  stayMeaning: 'Inside for longer is an incident: the guest may have left unseen, or need help.',
  hours: 'Opening hours',
  from: 'From',
  until: 'Until',
  hoursMeaning: 'An entry outside them is an incident; the doors open all the same.',
  hoursNight: 'Over midnight. An entry outside them is an incident; the doors open all the same.',
  hoursAlways: 'Around the clock: no entry is at a strange hour.',
  hoursNever: 'Never open: every entry is an incident.',
  refusals: 'Refusals',
  refusalsCount: 'Refusals of one guest',
  refusalsWithin: 'Within',
  refusalsMeaning: 'So many are an incident: somebody needs help at the door, or should not be there.',
  times: (n: number) => counted(n, { one: 'refusal', other: 'refusals' }),
  within: (n: number) => `in ${n} min`,
  minutes: (n: number) => `${n} min`,
  stayHours: (n: number) => `${n} h`,
}

/** On a card: out, but still a guest. */
export const out = {
  grace: (wentOut: string, ends: string) =>
    `Went out at ${wentOut}. The visit ends at ${ends} unless the guest comes back.`,
  ending: (wentOut: string) => `Went out at ${wentOut}. The visit ends as soon as the doors have been read.`,
}
