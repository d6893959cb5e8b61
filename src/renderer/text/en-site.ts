import type { NoticeKind } from '../../shared/webhook.ts'
import { counted } from './en-units.ts'

const doors = (n: number): string => counted(n, { one: 'door', other: 'doors' })

const kinds: Record<NoticeKind, string> = {
  entry: 'A guest came in',
  exit: 'A guest went out',
  incident: 'An incident',
  group: 'A whole group is enrolled',
}

/** What is true of this site and of no other: what its doors mean, its rules (`en-rules.ts`), whom it tells. */
export const site = {
  menu: 'Doors, rules, notices…',
  title: 'This site',

  doors: {
    title: 'Doors and readers',
    meaning:
      'HikCentral does not tell the direction. “In” checks an expected guest in, “Out” does what the rules say, “Neither” is only shown.',
    first:
      'Begin with the door guests come in by and the one they leave by. Not sure which is which? Walk through one and look which lights up here.',
    unsure: 'Not sure? Walk through it once and look which door lights up here; it takes up to a minute.',
    none: 'No door has arrived from HikCentral yet.',
    ways: { entry: 'In', exit: 'Out', none: 'Neither' },
    unsaid: 'Not set yet',
    byReaders: 'Set at its readers',
    unsaidOf: (n: number, all: number) => `${n} of ${doors(all)} not set yet`,
    allSaid: 'Every door is set',
    takeBack: (name: string) => `Take back what is set for ${name}`,
    search: 'Find a door',
    noMatch: 'No door of this name.',
    latest: (name: string) => `Seen last: ${name}`,
    nobody: 'Nobody seen here yet',
    fresh: 'Just seen',
    newest: 'Seen last',
    show: 'Show it',
    readers: (n: number) => counted(n, { one: 'reader', other: 'readers' }),
    reader: (id: string) => `Reader ${id}`,
    asDoor: 'As the door',
  },

  notices: {
    title: 'Notices to another system',
    meaning:
      'What happens is sent to an address of yours: a JSON message each, signed as Standard Webhooks describe (headers webhook-id, webhook-timestamp, webhook-signature: HMAC-SHA-256).',
    off: 'Switched off',
    idle: 'Nothing sent yet',
    delivered: (when: string) => `Last one taken: ${when}`,
    failed: (when: string, why: string) => `Last try ${when}: ${why}`,
    nothingSent: (why: string) => `Nothing is sent: ${why}`,
    failures: {
      noAnswer: 'the receiver does not answer.',
      certificate: 'this computer does not trust the receiver’s certificate.',
      status: (status: number) => `the receiver refused with status ${status}.`,
      keyLost: 'the key store of this computer cannot read the signing key any more. Make a new key.',
    },
    waiting: (n: number) =>
      `${counted(n, { one: 'notice waits', other: 'notices wait' })} and will be sent again.`,
    dropped: (n: number) =>
      `${counted(n, { one: 'notice was', other: 'notices were' })} given up: too old, too many, or refused.`,
    address: 'Address of the receiver',
    addressEmpty: 'Type an address, or press “Switch off”.',
    addressNeeded: 'Type the address of the receiver.',
    badAddress: 'This is no address to send to. It begins with https:// or http:// and names a computer.',
    open: 'Over http:// the names of guests travel unencrypted. Use https:// wherever the receiver can.',
    kindsTitle: 'What to tell',
    kinds,
    kindsEmpty: 'Tick at least one.',
    save: 'Save',
    saved: 'The notices are kept as set.',
    switchOff: 'Switch off',
    switchedOff: 'Notices are switched off; nothing is sent any more.',
    secretNotKept: 'The key store of this computer could not keep the key. Nothing was changed.',
    key: 'Signing key',
    keyOnce: 'Give it to the receiver now: it is not shown again.',
    keyKept: 'Kept by the system’s key store and not shown again.',
    copy: 'Copy the key',
    copied: 'The key is on the clipboard.',
    notCopied: 'The key could not be copied.',
    keyDone: 'The receiver has it',
    newKey: 'New key',
    newKeyTitle: 'Make a new signing key?',
    newKeyMeaning:
      'The old one is worth nothing from then on: the receiver refuses every notice until it is given the new one.',
    newKeyYes: 'Make a new key',
    newKeyNo: 'Keep the old one',
    trial: 'Send a trial',
    trialTaken: 'The receiver has taken the trial.',
    trialFailed: (why: string) => `The trial did not arrive: ${why}`,
    trialOff: 'nothing is switched on.',
  },
}
