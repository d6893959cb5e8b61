/** A break a text may have got on its way: white space, or its name in a JSON text or an address. */
const BREAK = '(?:\\s|\\\\[nrt]|%0[ad]){0,8}'

/** One pattern for all these words, as they are, in an address, in a JSON text, as hex, inside base64, and broken into lines. */
export function wordsAsWritten(words: Iterable<string>): RegExp {
  const forms = [...words].flatMap(formsOf).filter((form) => form.length >= 6)
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length)
  return new RegExp(longestFirst.map(brokenAnywhere).join('|'), 'gi')
}

function formsOf(word: string): readonly string[] {
  const bytes = Buffer.from(word, 'utf8')
  return [
    word,
    encodeURIComponent(word.toWellFormed()),
    JSON.stringify(word).slice(1, -1),
    bytes.toString('hex'),
    ...[0, 1, 2].map((before) => insideBase64(bytes, before)),
  ]
}

/** What of its base64 is the same whatever stands around it, with so many bytes before it (modulo three). */
function insideBase64(bytes: Uint8Array, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
  const from = Math.ceil((before * 8) / 6)
  const until = Math.floor(((before + bytes.length) * 8) / 6)
  // In addresses two signs of the alphabet are others.
  return text.slice(from, until)
}

function brokenAnywhere(form: string): string {
  return Array.from(form, (sign) => sign.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')).join(BREAK)
}
