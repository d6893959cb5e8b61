import { parseArgs } from 'node:util'
import { startControl } from './control.ts'
import { type SimulatorOptions, startSimulator } from './simulator.ts'

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
  --json            print one line of JSON instead of the banner
  --help
`

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^-?\d{1,6}$/.test(text)) throw new Error(`--${name} must be a whole number`)
  return Number(text)
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
  return {
    options,
    controlPort: wholeNumber('control', values.control) ?? 0,
    json: values.json,
    help: values.help,
  }
}

async function run(): Promise<void> {
  const { options, controlPort, json, help } = readArguments()
  if (help) {
    console.log(HELP)
    return
  }
  const simulator = await startSimulator(options)
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
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

run().catch(fail)
