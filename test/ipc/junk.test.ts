import { expect, it } from 'vitest'
import { createAnswerers } from '../../src/main/ipc/answer.ts'
import { createHandlers } from '../../src/main/ipc/handlers.ts'
import { parsers } from '../../src/main/ipc/parse.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { fuzzIpc, KINDS } from '../fuzz/ipc.ts'
import { allJunk } from '../fuzz/junk.ts'
import { sampleOf } from '../fuzz/sample-of.ts'
import { openWholeFront } from '../fuzz/whole-front.ts'

const calls = Object.entries(parsers).flatMap(([room, verbs]) =>
  Object.entries(verbs).map(([verb, parser]) => ({ channel: `${room}.${verb}`, parser })),
)
/** Random, and told in the test's name: `FUZZ_SEED=…` sends the same once more. */
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

it(`${calls.length} calls, ${KINDS} kinds of junk each: refused in words, nothing changed, nobody falls (seed ${seed})`, {
  timeout: 120_000,
}, async () => {
  const problems: string[] = []
  const ended = await fuzzIpc(seed, calls.length * KINDS, (line) => void problems.push(line))
  expect(problems).toEqual([])
  expect(ended).toEqual({ passed: calls.length * KINDS, failed: 0 })
})

it('junk of all kinds arrives, as it does through the door between the processes', () => {
  const junk = allJunk()
  expect(junk.length).toBeGreaterThan(120)
  expect(new Set(junk.map(({ name }) => name)).size).toBe(junk.length)
  const cut = junk.filter(({ name }) => /function|symbol|promise|proxy|weak map|throwing/.test(name))
  expect(cut.map(({ name }) => name)).toEqual([])
  expect(junk.find(({ name }) => name === 'a hundred megabytes')?.value).toHaveLength(100 * 1024 * 1024)
})

it('while no desk is open, good payloads are answered in the words of the contract', async () => {
  const whole = await openWholeFront('setup')
  try {
    const answerers = createAnswerers(createHandlers(whole.front), silentLog)
    const codes = new Map<string, string>()
    for (const { channel, parser } of calls.filter((call) => !call.channel.startsWith('setup.'))) {
      const envelope = await answerers.get(channel)?.(() => true, sampleOf(parser))
      codes.set(channel, envelope?.ok ? 'ok' : (envelope?.code ?? 'nobody'))
    }
    expect([...codes].filter(([, code]) => code !== 'ok' && code !== 'not-ready')).toEqual([])
    expect(codes.get('visits.checkOut')).toBe('not-ready')
    expect(codes.get('support.save')).toBe('ok')
  } finally {
    await whole.close()
  }
})
