/** Crockford's base 32: no I, L, O, U, so that a code read aloud is written down right. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 14

const OURS = /^GP[0-9A-HJKMNP-TV-Z]{14}$/

/** Whether a desk has made this code. */
export function isPersonCode(code: string): boolean {
  return OURS.test(code)
}

/**
 * A new personCode: `GP` and 14 characters, 70 random bits; HCP takes 16 characters at most, unique and never changed.
 * It is the key by which a person whose creation was never answered is found again.
 */
export function newPersonCode(random: (bytes: number) => Uint8Array): string {
  return `GP${Array.from(random(LENGTH), (byte) => ALPHABET[byte % 32]).join('')}`
}
