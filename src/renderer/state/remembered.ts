/**
 * Small comforts of this one screen (last camera, last access level, an opened panel, who sits here). Nothing here is truth: main keeps
 * what matters, and a storage that refuses is treated as empty.
 */
export type Remembered =
  | 'camera'
  | 'level'
  | 'turnstiles'
  | 'guard'
  | 'incidentSound'
  | 'incidentNotices'
  | 'feed'

export function recall(name: Remembered): string | null {
  try {
    return localStorage.getItem(`guard-post.${name}`)
  } catch {
    return null
  }
}

export function remember(name: Remembered, value: string): void {
  try {
    localStorage.setItem(`guard-post.${name}`, value)
  } catch {
    // Comfort only: the next start asks again.
  }
}
