/** What a known guest brings along. */
export type Filled = 'name' | 'photo' | 'host' | 'phone' | 'purpose' | 'level'
const filledWords: Record<Filled, string> = {
  name: 'name',
  photo: 'photo',
  host: 'host',
  purpose: 'purpose',
  phone: 'phone',
  level: 'access level',
}
export const listed = (filled: readonly Filled[], words: Record<Filled, string>): string =>
  filled.map((one) => words[one]).join(', ')

/** The panel of a new guest, and of one who comes again. */
export const enrol = {
  title: 'New guest',
  titleAgain: 'Enrol again',
  titlePhoto: (name: string) => `New photo of ${name}`,
  familyName: 'Family name',
  givenName: 'Given name',
  optional: 'optional',
  host: 'Host',
  phone: 'Phone',
  purpose: 'Purpose',
  purposes: ['Meeting', 'Interview', 'Delivery', 'Maintenance', 'Tour'],
  level: 'Access level',
  chooseLevel: 'Choose…',
  noLevels: 'No access level has arrived from HCP yet.',
  window: 'Stay',
  chips: {
    hours: (hours: number) => `${hours} h`,
    until: (time: string) => `Until ${time}`,
    endOfDay: 'End of day',
    own: 'Own times',
  },
  windowSummary: (from: string, until: string) => `${from} – ${until}`,
  now: 'now',
  from: 'From',
  until: 'Until',
  enrol: 'Enrol',
  enrolNext: 'Enrol and next',
  savePhoto: 'Save photo',
  discardTitle: 'Throw away what you typed?',
  discardMeaning: 'This guest is not enrolled yet.',
  discardYes: 'Throw away',
  discardNo: 'Keep typing',
  matches: 'Known guests',
  matchHint: 'Enter fills everything in',
  returning: (filled: readonly Filled[]) => `Known guest. Filled in: ${listed(filled, filledWords)}.`,
  replace: 'Replace',
  forget: 'Not this person',
  showVisit: 'Show the visit',
}
