import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { parsers } from '../../src/main/ipc/parse.ts'
import { contract } from '../../src/shared/contract.ts'
import { destructionColumns } from '../../src/shared/export-words.ts'
import { csvColumns, everyPassage } from '../../src/shared/passage-search.ts'
import { defaultPolicy } from '../../src/shared/policy.ts'

const LATEST_MS = 8_639_000_000_000_000
const words = {
  fileName: 'passages',
  delimiter: ',',
  columns: Object.fromEntries(csvColumns.map((column) => [column, column])),
  directions: { entry: 'In', exit: 'Out', none: '–' },
  granted: 'granted',
  denied: 'denied',
  stranger: 'stranger',
  reasons: { 197635: 'no access' },
}
const destructionWords = {
  fileName: 'destroyed',
  delimiter: ';',
  columns: Object.fromEntries(destructionColumns.map((column) => [column, column])),
  byHand: 'by hand',
  inHcp: { never: 'never', waiting: 'waiting', deleted: 'deleted' },
}
const change = { incidentId: 1, state: 'resolved', by: 'A', why: '' }

/** A call of the page that main answers, by channel. */
const good: Readonly<Record<string, object>> = {
  'site.mapDoor': { doorId: '12', direction: 'entry' },
  'site.mapReader': { readerId: '21', direction: null },
  'site.setPolicy': { ...defaultPolicy },
  'site.setWebhook': { url: 'https://x', kinds: ['entry'] },
  'passages.find': { filter: everyPassage, after: { atMs: 1, passageId: 1 } },
  'passages.exportTable': { filter: everyPassage, format: 'xlsx', words },
  'imports.read': { fileName: 'guests.csv', bytes: new Uint8Array(3) },
  'imports.photo': { name: 'a.jpg' },
  'imports.known': { names: [{ familyName: 'A', givenName: 'B' }] },
  'groups.checkOut': { name: 'All', visitIds: [1] },
  'groups.change': { groupId: 1, change: { kind: 'window', untilMs: 1 } },
  'muster.mark': { visitId: 1, safe: true },
  'muster.savePdf': { fileName: 'muster' },
  'care.setKeepDays': { days: 30 },
  'care.exportDestructions': { format: 'csv', words: destructionWords },
  'day.view': { atMs: LATEST_MS },
  'incidents.change': change,
}

/** Strings and lists that would cost memory, numbers that are none, and what is not even data. */
const junk = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
  fc.constantFrom(
    'x'.repeat(100_000),
    Array(5_000).fill('entry'),
    Number.NaN,
    Infinity,
    -0.5,
    2 ** 53,
    undefined,
  ),
  fc.constantFrom("' OR 1=1 --", '../../etc/passwd', '\u0000', '\ud800', '__proto__', 'javascript:alert(1)'),
)

const all = Object.entries(contract).flatMap(([room, verbs]) =>
  Object.keys(verbs).map((verb) => [`${room}.${verb}`, parserOf(room, verb)] as const),
)

function parserOf(room: string, verb: string): z.ZodType {
  const parser = (parsers as unknown as Record<string, Record<string, z.ZodType>>)[room]?.[verb]
  if (!parser) throw new Error(`${room}.${verb} has no parser`)
  return parser
}

/** Each part of a payload in its turn, however deep. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, part]) => places(part, [...path, key]))]
}

function spoilt(value: unknown, [key, ...rest]: readonly string[], bad: unknown): unknown {
  if (key === undefined) return bad
  const part = (value as Record<string, unknown>)[key]
  const made = spoilt(part, rest, bad)
  return Array.isArray(value) ? [made] : { ...(value as object), [key]: made }
}

describe('what the page sends', () => {
  it.each(all)('%s: junk is refused and nothing throws', (channel, parser) => {
    fc.assert(
      fc.property(junk, (payload) => {
        const answer = parser.safeParse(payload)
        const isNothing = payload === null && parser.safeParse(null).success
        expect(answer.success, channel).toBe(isNothing)
      }),
      { numRuns: 200 },
    )
  })

  it.each(Object.entries(good))('%s: each part of it is bounded', (channel, payload) => {
    const [room = '', verb = ''] = channel.split('.')
    const parser = parserOf(room, verb)
    expect(parser.safeParse(payload).success).toBe(true)
    for (const place of places(payload)) {
      fc.assert(
        fc.property(junk, (bad) => {
          const answer = parser.safeParse(spoilt(payload, place, bad))
          // What is let through is small, whatever was put into it, and can be kept by the store.
          if (answer.success) expect(JSON.stringify(answer.data).length).toBeLessThan(20_000)
        }),
        { numRuns: 100 },
      )
    }
  })

  it('a time is one that has a day around it', () => {
    for (const atMs of [-1, LATEST_MS + 1, 8_640_000_000_000_000, 0.5, Number.NaN])
      expect(parsers.day.view.safeParse({ atMs }).success).toBe(false)
  })
})
