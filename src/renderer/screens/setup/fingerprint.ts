const BYTES_PER_GROUP = 4

/** "AA:BB:CC:DD:EE…" in groups a person can read aloud: "AA BB CC DD", "EE …". */
export function fingerprintGroups(
  fingerprint: string,
): readonly { readonly place: number; readonly text: string }[] {
  const bytes = fingerprint.split(':')
  return Array.from({ length: Math.ceil(bytes.length / BYTES_PER_GROUP) }, (_, place) => ({
    place,
    text: bytes.slice(place * BYTES_PER_GROUP, (place + 1) * BYTES_PER_GROUP).join(' '),
  }))
}
