import type { z } from 'zod'
import { createAnswerers } from '../../src/main/ipc/answer.ts'
import { createHandlers } from '../../src/main/ipc/handlers.ts'
import { parsers } from '../../src/main/ipc/parse.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import type { Envelope } from '../../src/shared/contract.ts'
import { dump } from '../store/desk-store.ts'
import { type Chance, tryCases } from './chance.ts'
import { allJunk, type Junk } from './junk.ts'
import { placesIn, sampleOf, spoilt } from './sample-of.ts'
import { openWholeFront, type WholeFront } from './whole-front.ts'

/** Kinds of junk each call gets: everything by itself, and the rest of this number in a random place of a good payload. */
export const KINDS = 200
/** An answer that takes longer than this has been lost. */
const ANSWER_MS = 20_000
/** What passes as an address is asked for in the network, and what passes here is tried by tests of its own. */
const NOT_CARRIED_OUT = /^setup\./

interface Case {
  readonly channel: string
  readonly what: string
  readonly ask: unknown
  readonly sender: 'ours' | 'strange' | 'gone'
}

/**
 * Sends junk to every call of the contract, through the hatch's own answerers, to a whole desk with guests in it. What is
 * refused must be refused in the words of the contract and change neither a table, nor the snapshot, nor a file; what is
 * taken after all, because it happens to be well formed, must be answered. The same seed sends the same.
 */
export async function fuzzIpc(
  seed: number,
  cases: number,
  say: (line: string) => void,
): Promise<{ passed: number; failed: number }> {
  const junk = allJunk()
  const whole = await openWholeFront('site')
  const answerers = createAnswerers(createHandlers(whole.front), silentLog)
  const channels = [...answerers.keys()]
  const samples = new Map(channels.map((channel) => [channel, sampleOf(parserOf(channel))]))
  let before = await stateOf(whole)

  async function tryOne(one: Case): Promise<string | null> {
    const isTaken = one.sender === 'ours' && parserOf(one.channel).safeParse(one.ask).success
    if (isTaken && NOT_CARRIED_OUT.test(one.channel)) return null
    const changesBefore = changesOf(whole)
    const envelope = await inTime(
      answerers.get(one.channel)?.(() => isOurs(one.sender), one.ask) ?? Promise.reject(new Error('nobody')),
    )
    const problem = problemOf(envelope, one.sender === 'ours' ? 'bad-request' : 'not-allowed', isTaken)
    if (problem !== null) return problem
    if (!isTaken && changesOf(whole) === changesBefore) return null
    const now = await stateOf(whole)
    const difference = isTaken ? null : differenceOf(before, now)
    before = now
    return difference
  }

  try {
    const first = Math.floor(seed) % KINDS
    const tried = await tryCases(seed, cases, say, async (chance, number) => {
      const one = caseOf(chance, first, number, channels, samples, junk)
      const problem = await tryOne(one)
      return problem && `${one.channel} with ${one.what}: ${problem}`
    })
    // Also what no table shows.
    const difference = differenceOf(before, await stateOf(whole))
    if (difference === null) return tried
    say(`after all: ${difference}`)
    return { passed: Math.max(0, tried.passed - 1), failed: tried.failed + 1 }
  } finally {
    await whole.close()
  }
}

/** Channels in turn, each through all its kinds, from a kind the seed has chosen. */
function caseOf(
  chance: Chance,
  first: number,
  number: number,
  channels: readonly string[],
  samples: ReadonlyMap<string, unknown>,
  junk: readonly Junk[],
): Case {
  const channel = channels[number % channels.length] ?? ''
  const sample = samples.get(channel)
  const kind = (first + (number % channels.length) * 7 + Math.floor(number / channels.length)) % KINDS
  if (kind === KINDS - 1)
    return { channel, what: 'a good payload from a strange frame', ask: sample, sender: 'strange' }
  if (kind === KINDS - 2)
    return { channel, what: 'a good payload from a frame that is gone', ask: sample, sender: 'gone' }
  const alone = junk[kind]
  // Null is what a call without a payload is asked with.
  if (alone && !(alone.value === null && sample === null))
    return { channel, what: alone.name, ask: alone.value, sender: 'ours' }
  const { name, value } = chance.pick(junk as [Junk, ...Junk[]])
  const place = chance.pick(placesIn(sample) as [readonly string[]])
  if (place.length === 0) return { channel, what: `${name} in a list`, ask: [value], sender: 'ours' }
  return { channel, what: `${name} as ${place.join('.')}`, ask: spoilt(sample, place, value), sender: 'ours' }
}

function isOurs(sender: Case['sender']): boolean {
  if (sender === 'gone') throw new Error('Render frame was disposed')
  return sender === 'ours'
}

function parserOf(channel: string): z.ZodType {
  const [room = '', verb = ''] = channel.split('.')
  const parser = (parsers as unknown as Record<string, Record<string, z.ZodType>>)[room]?.[verb]
  if (!parser) throw new Error(`${channel} has no parser`)
  return parser
}

/** What is wrong with an answer, or null. */
function problemOf(
  envelope: Envelope,
  refusal: 'bad-request' | 'not-allowed',
  isTaken: boolean,
): string | null {
  // An answer that cannot cross the door is a broken call to the page.
  structuredClone(envelope)
  if (isTaken) return envelope.ok || envelope.code === 'not-ready' ? null : `answered ${envelope.code}`
  if (envelope.ok) return 'was carried out'
  return envelope.code === refusal && /^[0-9a-f]{8}$/.test(envelope.requestId)
    ? null
    : `answered ${envelope.code}`
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_MS} ms`)), ANSWER_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Rows written over the desk's connection so far: as long as it stays the same, no table can differ. */
function changesOf({ front }: WholeFront): number {
  return Number(front.current()?.store.prepare('SELECT total_changes()').pluck().get())
}

/** All that must not change: tables, what the screen is told, settings, files. */
async function stateOf(whole: WholeFront): Promise<Readonly<Record<string, string>>> {
  const store = whole.front.current()?.store
  const tables = Object.entries(store ? dump(store) : {}).map(([name, rows]) => [
    `table ${name}`,
    asText(rows),
  ])
  // How far the desk has read, and what it asks HCP, goes on by itself.
  const { revision: _revision, status: _status, hcp: _hcp, ...shown } = await whole.front.snapshot()
  const parts = Object.entries(shown).map(([name, part]) => [`snapshot ${name}`, asText(part)])
  return Object.fromEntries([
    ...tables,
    ...parts,
    ['settings', whole.settings()],
    ['files', whole.files().join()],
  ])
}

const asText = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Uint8Array ? Buffer.from(part).toString('hex') : part,
  ) ?? ''

function differenceOf(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): string | null {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (name) => before[name] !== now[name],
  )
  return names.length === 0 ? null : `changed: ${names.join(', ')}`
}
