import type { Span } from './duration.ts'
import { counted, span } from './en-units.ts'

/** The set-up screen: read once per site, by an administrator. */
export const setup = {
  welcome: 'Welcome to Guard Post',
  welcomeMeaning: 'The reception desk for HikCentral Professional.',
  language: 'Language',
  trainingTitle: 'Training mode',
  trainingMeaning:
    'A built-in HikCentral simulator with doors and turnstiles. Nothing leaves this computer; nothing can break.',
  reopen: (address: string) => `Open the desk of ${address} again`,
  reopenTitle: 'You have left this desk',
  reopenMeaning: 'Guests, visits and the connection are as they were left.',
  notReopened: 'This desk cannot be opened again like this. Connect it once more.',
  connectTitle: 'Connect to HikCentral',
  connectMeaning: 'For the administrator: you need the address of the server, its AppKey and its AppSecret.',
  startTraining: 'Start training',
  startConnect: 'Connect',
  settingsLostTitle: 'The settings of this program could not be read',
  settingsLost:
    'The file was set aside as settings.json.unreadable. Guests and visits are safe; please connect to the same server once more.',
  secretLostTitle: 'The AppSecret is needed again',
  secretLost:
    'The key store of this computer could not open it. Guests and visits are safe; please enter the AppKey and AppSecret once more.',
  closedWork: (inside: number, expected: number) =>
    `On this desk: ${counted(inside, { one: 'guest', other: 'guests' })} inside, ${expected} expected.`,
  closedRevocations: (n: number) =>
    `${counted(n, { one: 'guest has', other: 'guests have' })} left and may still have access until the desk is open; who cannot wait ends it in HikCentral by hand.`,
  steps: { address: 'Address', certificate: 'Certificate', key: 'Key', check: 'Check' },
  address: 'Server address',
  addressHint: 'For example 192.168.1.20 or hcp.example.com:443',
  probe: 'Look at the server',
  probing: 'Asking the server…',
  fingerprint: 'SHA-256 fingerprint',
  fingerprintMeaning:
    'Open the certificate on the HikCentral server itself and compare all groups. This desk will trust this one certificate and no other.',
  subject: 'Issued to',
  valid: 'Valid',
  validity: (from: string, until: string) => `${from} – ${until}`,
  notValidNow: 'not valid today',
  compared: 'I compared it with the server’s',
  next: 'Next',
  appKey: 'AppKey',
  appSecret: 'AppSecret',
  secretHint: 'It is kept in the key store of this computer and never shown again.',
  secretKept: 'Leave empty to keep the stored one.',
  test: 'Test the connection',
  testing: 'Testing…',
  testOk: 'HikCentral accepts this desk',
  testFailed: 'It does not work yet',
  product: 'Product',
  levels: 'Access levels',
  doors: 'Doors',
  clock: 'Clock',
  clockSame: 'agrees with this computer',
  clockOff: (value: Span) => `differs from this computer by ${span(value)}`,
  clockUnknown: 'HCP does not tell',
  clockAdvice: 'A wrong clock moves the hours of every guest. Set both clocks to the same time server.',
  open: 'Open the desk',
  opening: 'Opening…',
}
