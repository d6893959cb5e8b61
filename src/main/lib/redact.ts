/**
 * Removes at the last step before the file what no log may hold, so that no call site can forget it: pictures and other
 * long base64, signatures, what could be a document, card or phone number, the words registered as secret (HCP's key and
 * secret, which newer gateways echo in the text of a bad signature), and the names of guests.
 */
export interface Redactor {
  (text: string): string
  /** From now on this word never appears in a line. Short words are ignored: they would blot out ordinary text. */
  hide(word: string): void
  /** From now on no word of this name appears, written as it is here. */
  hideName(name: string): void
}

const BASE64_RUN = /[A-Za-z0-9+/_-]{40,}={0,2}/g
const SIGNATURE = /(x-ca-signature|appsecret|secret|password|faceData)(["']?\s*[:=]\s*["']?)[^\s"',}&]+/gi
const DOCUMENT = /(?<!\p{L})\p{Lu}{1,3}[ -]?\d{6,9}(?!\d)/gu
const DIGIT_RUN = /\d[\d\s().-]{8,}\d/g
/** A date, with the hour if a clock time follows it; anything more is no date any longer. */
const DATE = /^\d{4}-\d{2}-\d{2}( \d{1,2})?$/

const WORD = /\p{L}{2,}/gu
/** More guests than a desk sees in a year; the oldest names go first. */
const NAMES_KEPT = 20_000

export function createRedactor(): Redactor {
  const words = new Set<string>()
  const names = new Set<string>()
  const redact = (text: string): string => {
    let out = text
    for (const word of words) out = out.replaceAll(word, '«hidden»')
    return out
      .replace(SIGNATURE, '$1$2«hidden»')
      .replace(BASE64_RUN, (run) => (/^[0-9a-f]{40,}$/.test(run) ? `${run.slice(0, 6)}…` : '«data»'))
      .replace(DOCUMENT, '«number»')
      .replace(WORD, (word) => (names.has(word) ? '«name»' : word))
      .replace(DIGIT_RUN, (run) => (DATE.test(run) ? run : `…${run.replace(/\D/g, '').slice(-3)}`))
  }
  return Object.assign(redact, {
    hide(word: string) {
      if (word.length >= 6) words.add(word)
    },
    hideName(name: string) {
      for (const [word] of name.matchAll(WORD)) {
        names.delete(word)
        names.add(word)
        const [oldest] = names
        if (names.size > NAMES_KEPT && oldest !== undefined) names.delete(oldest)
      }
    },
  })
}
