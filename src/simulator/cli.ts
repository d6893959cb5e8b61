import { parseArgs } from 'node:util'
import { startControl } from './control.ts'
import type { JournalRow } from './journal.ts'
import { isPresetName, PRESETS, type PresetName, presetWeather } from './presets.ts'
import { type SimulatorOptions, startSimulator } from './simulator.ts'
import { formatTime, machineOffsetMinutes } from './times.ts'
import type { Conditions } from './weather.ts'
import { parseWeatherPatch } from './weather-patch.ts'

const HELP = `HikCentral simulator of Guard Post

  npm run simulator -- [options]

  --port N          HTTPS port on 127.0.0.1 (default 8443; 0 = any free one)
  --control N       port of the control page (default 8444; 0 = any free one)
  --data DIR        keep certificate, key, secret and everything else in DIR
  --key TEXT        AppKey (default: random, or the one kept in DIR)
  --secret TEXT     AppSecret (likewise)
  --apply-delay MS  time until a reapplication reaches the doors (default 1500)
  --zone MINUTES    offset of event times, east of UTC (default: this machine's)
  --event-type-required, --doors-required
                    door/events refuses a query without them
  --preset NAME     start with this weather; more than once: together. "--preset list" prints the names
  --weather JSON    start with these conditions, e.g. '{"quotaPerSecond":5}'
  --journal         print a line for every finished request
  --json            print JSON instead of text
  --help
`

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^-?\d{1,6}$/.test(text)) throw new Error(`--${name} must be a whole number`)
  return Number(text)
}

const isText = (value: string | boolean): value is string => typeof value === 'string'

function presetNames(names: readonly (string | boolean)[]): readonly PresetName[] {
  return names.filter(isText).map((name) => {
    if (!isPresetName(name)) throw new Error(`There is no preset ${name}; --preset list prints them`)
    return name
  })
}

function weatherOf(text: string | undefined): Partial<Conditions> {
  if (text === undefined) return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = null
  }
  const patch = parseWeatherPatch(value)
  if (patch === null) throw new Error('--weather is no weather')
  return patch
}

function presetList(): string {
  const rows = Object.entries(PRESETS)
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, { about }]) => `${name.padEnd(width)}  ${about}`).join('\n')
}

/** '09:00:00  200  0  12 ms  1 in flight  /common/v1/version' */
function journalLine(row: JournalRow): string {
  const { atMs, path, code, httpStatus, durationMs, inFlight, answered } = row
  return [
    formatTime(atMs, machineOffsetMinutes(atMs)).slice(11, 19),
    String(httpStatus ?? '-').padEnd(3),
    (code ?? '-').padEnd(10),
    `${durationMs} ms`.padStart(9),
    `${inFlight} in flight`.padStart(13),
    path,
    ...(answered ? [] : ['(not answered)']),
  ].join('  ')
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8443' },
      control: { type: 'string', default: '8444' },
      data: { type: 'string' },
      key: { type: 'string' },
      secret: { type: 'string' },
      'apply-delay': { type: 'string' },
      zone: { type: 'string' },
      'event-type-required': { type: 'boolean', default: false },
      'doors-required': { type: 'boolean', default: false },
      preset: { type: 'string', multiple: true, default: [] },
      weather: { type: 'string' },
      journal: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const applyDelayMs = wholeNumber('apply-delay', values['apply-delay'])
  const zoneOffsetMinutes = wholeNumber('zone', values.zone)
  const options: SimulatorOptions = {
    port: wholeNumber('port', values.port) ?? 0,
    eventTypeRequired: values['event-type-required'],
    doorsRequired: values['doors-required'],
    ...(values.data === undefined ? {} : { dataDir: values.data }),
    ...(values.key === undefined ? {} : { appKey: values.key }),
    ...(values.secret === undefined ? {} : { appSecret: values.secret }),
    ...(applyDelayMs === undefined ? {} : { applyDelayMs }),
    ...(zoneOffsetMinutes === undefined ? {} : { zoneOffsetMinutes }),
  }
  const listPresets = values.preset.includes('list')
  const presets = listPresets ? [] : presetNames(values.preset)
  return {
    options,
    listPresets,
    weather: { ...presetWeather(presets), ...weatherOf(values.weather) },
    journal: values.journal,
    controlPort: wholeNumber('control', values.control) ?? 0,
    json: values.json,
    help: values.help,
  }
}

async function run(): Promise<void> {
  const { options, weather, listPresets, journal, controlPort, json, help } = readArguments()
  if (help || listPresets) {
    console.log(help ? HELP : presetList())
    return
  }
  const simulator = await startSimulator(options)
  await simulator.weather.become(weather)
  const control = await startControl(simulator, controlPort)
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    Promise.all([control.stop(), simulator.stop()])
      .then(() => {
        if (!json) console.log('HikCentral simulator has ended.')
        process.exit(0)
      })
      .catch((error: unknown) => fail(error))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  const { url, port, appKey, appSecret, fingerprint256, certificatePem } = simulator

  // The one place where the secret is shown: whoever started the simulator has to type it into the desk.
  if (json)
    console.log(
      JSON.stringify({
        url,
        port,
        appKey,
        appSecret,
        fingerprint256,
        certificatePem,
        controlUrl: control.url,
      }),
    )
  else
    console.log(
      [
        'HikCentral simulator is running. Ctrl+C ends it.',
        '',
        `  Address      ${url}`,
        `  AppKey       ${appKey}`,
        `  AppSecret    ${appSecret}`,
        `  Fingerprint  ${fingerprint256}`,
        `  Control      ${control.url}`,
        '',
      ].join('\n'),
    )
  if (journal) simulator.journal.onEnd((row) => console.log(json ? JSON.stringify(row) : journalLine(row)))
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

run().catch(fail)
