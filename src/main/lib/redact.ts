import { wordsAsWritten } from './secret-forms.ts'

/**
 * Removes at the last step before the file what no log may hold, so that no call site can forget it: pictures and other
 * long base64, signatures, what could be a document, card or phone number, person codes, what stands behind the question
 * mark of an address, the words registered as secret (HCP's key and secret, which newer gateways echo in the text of a
 * bad signature) however they are encoded or broken, and the names of guests. Takes time in proportion to the text.
 */
export interface Redactor {
  (text: string): string
  /** From now on this word never appears in a line. Short words are ignored: they would blot out ordinary text. */
  hide(word: string): void
  /** From now on no word of this name appears, as it is written here, capitalised, or in capitals. */
  hideName(name: string): void
}

// Also where a text or a mail has broken it into lines.
const BASE64_RUN = /[A-Za-z0-9+/_-]{40,}(?:(?:\\r|\\n|\r|\n){1,4}[A-Za-z0-9+/_-]+){0,5000}={0,2}/g
/** `/resource/v1/person/personCode/personInfo`: as long as that, and no data. */
const API_PATH = /^(?:\/(?:v\d|[a-z][A-Za-z]{1,23})){3,}$/
const LABEL =
  /(x-ca-(?:signature|key)|webhook-signature|app_?key|(?:secret|token|password)\w{0,20}|passwd|passphrase|pwd|face_?data|pic_?data|private_?key)/
const BEHIND = /([\\"']{0,4}\s{0,4}(?::|=>?|["'],)\s{0,4})/
const VALUE =
  /\[?\s{0,4}(?:\\{1,3}"[^"\\]*(?:\\{1,3}")?|"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|[^\s"',;}&\\[]+)/
const LABELLED = new RegExp(`${LABEL.source}${BEHIND.source}${VALUE.source}`, 'gi')
/** What follows these has parts of its own, so the rest of the line goes. */
const HEADER = new RegExp(`(authorization|cookie)${BEHIND.source}[^\r\n]+`, 'gi')
const ADDRESS_USER = /(\bhttps?:\/\/)[^\s/@"']{1,200}@/gi
const ADDRESS_QUERY = /(\bhttps?:\/\/[^\s?#"']{1,300})\?[^\s"']+/gi
const MAIL = /(?<![\p{L}\p{N}])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,64}\.[\p{L}\p{N}.-]{1,64}/gu
/** Letters of other alphabets on their way through an address or a JSON text: very likely a name. */
const ESCAPED_LETTERS = /(?:%[0-9a-f]{2}){4,}|(?:\\u[0-9a-f]{4}){2,}/gi
/** Folders of a person at this computer. */
const HOME = /((?:\/home|\/Users|\b[A-Z]:\\{1,2}Users)[\\/]{1,2})[^\\/\s"':]+/gi
const PERSON_CODE = /\bGP[0-9A-HJKMNP-TV-Z]{14}\b/gi
const DOCUMENT = /(?<![\p{L}\p{Nd}])\p{Lu}{1,3}[ -]?\d{6,9}(?!\d)/gu
const DIGIT_RUN = /\p{Nd}[\p{Nd}\s().\u2010-\u2015-]{8,}\p{Nd}/gu
/** A date, with the hour if a clock time follows it; anything more is no date any longer. */
const DATE = /^\d{4}-\d{2}-\d{2}( \d{1,2})?$/

// With the marks some alphabets write above or below a letter.
const WORD = /[\p{L}\p{M}]{2,}/gu
/** More guests than a desk sees in a year; the oldest names go first. */
const NAMES_KEPT = 20_000

export function createRedactor(): Redactor {
  const words = new Set<string>()
  let secrets: RegExp | null = null
  /** In small letters; true when it was given so, for else `will` and `rose` would vanish with their namesakes. */
  const names = new Map<string, boolean>()

  function isName(word: string): boolean {
    const small = word.toLowerCase()
    const isSmallToo = names.get(small)
    return isSmallToo !== undefined && (isSmallToo || word !== small)
  }

  const redact = (text: string): string => {
    const composed = text.normalize('NFC')
    return (secrets ? composed.replace(secrets, '«hidden»') : composed)
      .replace(HEADER, '$1$2«hidden»')
      .replace(LABELLED, '$1$2«hidden»')
      .replace(ADDRESS_USER, '$1«hidden»@')
      .replace(ADDRESS_QUERY, '$1?«hidden»')
      .replace(BASE64_RUN, (run) =>
        /^[0-9a-f]{40,}$/.test(run) ? `${run.slice(0, 6)}…` : API_PATH.test(run) ? run : '«data»',
      )
      .replace(ESCAPED_LETTERS, '«data»')
      .replace(MAIL, '«mail»')
      .replace(HOME, '$1«user»')
      .replace(PERSON_CODE, '«person»')
      .replace(DOCUMENT, '«number»')
      .replace(WORD, (word) => (isName(word) ? '«name»' : word))
      .replace(DIGIT_RUN, (run) => (DATE.test(run) ? run : `…${run.replace(/\P{Nd}/gu, '').slice(-3)}`))
  }
  return Object.assign(redact, {
    hide(word: string) {
      if (word.length < 6 || words.has(word)) return
      words.add(word)
      secrets = wordsAsWritten(words)
    },
    hideName(name: string) {
      for (const [word] of name.normalize('NFC').matchAll(WORD)) {
        const small = word.toLowerCase()
        const isSmallToo = word === small || names.get(small) === true
        names.delete(small)
        names.set(small, isSmallToo)
        const [oldest] = names.keys()
        if (names.size > NAMES_KEPT && oldest !== undefined) names.delete(oldest)
      }
    },
  })
}
