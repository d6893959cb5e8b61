import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isPresetName, PRESETS } from '../../src/simulator/presets.ts'
import { FAIR } from '../../src/simulator/weather.ts'
import { parseWeatherPatch } from '../../src/simulator/weather-patch.ts'
import { createClient } from './client.ts'
import { openSite, PATHS, PERSON } from './site.ts'

describe('presets', () => {
  test.each(Object.entries(PRESETS))('%s could come from outside', (_name, { about, weather }) => {
    expect(about).not.toBe('')
    expect(parseWeatherPatch(weather)).toEqual(weather)
  })

  test('names are names', () => {
    expect(isPresetName('strict')).toBe(true)
    expect(isPresetName('toString')).toBe(false)
  })

  test('a preset is all of the weather; fair is none', async () => {
    const { simulator } = await openSite()
    await simulator.weather.set({ leaky: true, troubles: [{ kind: 'huge' }] })
    await simulator.usePreset('quota')
    expect(simulator.weather.conditions).toEqual({ ...FAIR, quotaPerSecond: 5 })
    await simulator.usePreset('fair')
    expect(simulator.weather.conditions).toEqual(FAIR)
  })

  test('several at once', async () => {
    const { simulator } = await openSite()
    await simulator.usePreset('strict', 'slow', 'busy')
    const { doorsRequired, troubles } = simulator.weather.conditions
    expect(doorsRequired).toBe(true)
    expect(troubles.map((trouble) => trouble.kind)).toEqual(['delay', 'code'])
  })

  test('strict refuses what lenient lets pass', async () => {
    const { client, simulator } = await openSite()
    const member = { privilegeGroupId: '8', type: 1, list: [{ id: '8501' }] }
    const DAY = { startTime: '2025-10-03T00:00:00+05:00', endTime: '2025-10-03T23:59:59+05:00' }
    const codes = async () => [
      (await client.call(PATHS.events, { ...DAY, pageNo: 1, pageSize: 10 })).code,
      (await client.call(PATHS.addPersons, member)).code,
      (await client.call(PATHS.add, { ...PERSON, personCode: 'E0001' })).code,
      (await client.send(PATHS.version, {}, { key: '1' })).httpStatus,
    ]
    await simulator.usePreset('strict')
    expect(await codes()).toEqual(['2', '131', '2', 401])
    await simulator.usePreset('lenient')
    expect(await codes()).toEqual(['0', '0', '131', 200])
  })

  test.each([
    ['wrong-key-64', 200, '64'],
    ['not-authorised-69', 200, '69'],
    ['no-permission-17', 200, '17'],
    ['bad-signature', 200, '0x02401003'],
    ['http-401', 401, null],
    ['http-401-json', 401, '0x02401003'],
    ['not-entitled-403', 403, null],
    ['html-503', 503, null],
    ['http-429', 429, null],
    ['busy', 200, '6'],
    ['garbage', 200, null],
    ['redirect', 302, null],
  ] as const)('%s: HTTP %i, code %s', async (name, httpStatus, code) => {
    const { client, simulator } = await openSite()
    await simulator.usePreset(name)
    expect((await client.send(PATHS.version, {})).httpStatus).toBe(httpStatus)
    expect(simulator.journal.rows[0]).toMatchObject({ httpStatus, code })
  })

  test('bad-signature echoes no secret, leaky-signature does', async () => {
    const { client, simulator } = await openSite()
    await simulator.usePreset('bad-signature')
    expect((await client.send(PATHS.version, {})).text).not.toContain(simulator.appSecret)
    await simulator.usePreset('leaky-signature')
    expect((await client.send(PATHS.version, {})).text).toContain(simulator.appSecret)
  })
})

function runProgram(...args: readonly string[]) {
  const all = ['src/simulator/cli.ts', '--json', '--port', '0', '--control', '0', ...args]
  const child = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { ended, line: async (): Promise<string> => (await lines.next()).value ?? '' }
}

describe('the command line', () => {
  test('starts with a preset and more weather, and prints each request', async () => {
    const { line } = runProgram('--journal', '--preset', 'busy', '--weather', '{"idsAsNumbers":true}')
    const banner = JSON.parse(await line())
    const client = createClient(banner)
    onTestFinished(() => client.close())
    expect(await client.call(PATHS.version, {})).toMatchObject({ code: 6 })
    expect(JSON.parse(await line())).toMatchObject({ path: PATHS.version, code: '6', answered: true })
  })

  test('lists the presets', async () => {
    const { line, ended } = runProgram('--preset', 'list')
    expect(await line()).toMatch(/^fair +Nothing special$/)
    expect(await ended).toBe(0)
  })

  test.each([
    ['--preset', 'sunshine'],
    ['--weather', '{"sunshine":true}'],
    ['--weather', 'rain'],
  ])('%s %s is refused', async (...args) => {
    expect(await runProgram(...args).ended).toBe(1)
  })
})
