/**
 * What stands for the name of a guest whose data was destroyed: his number, so that counts and hours stay right. A star
 * cannot be in the name of a living guest, because HCP takes none.
 */
export function pseudonymOf(guestId: number): string {
  return `*${guestId}`
}

/** The guest's number when this is no name any more, else null. */
export function pseudonymNumber(familyName: string): number | null {
  const [, number] = /^\*([1-9]\d*)$/.exec(familyName) ?? []
  return number === undefined ? null : Number(number)
}

/** The name as it is written in a table or a list; `guest` is the language's word for one. */
export function shownFamilyName(familyName: string, guest: string): string {
  const number = pseudonymNumber(familyName)
  return number === null ? familyName : `${guest} ${number}`
}
