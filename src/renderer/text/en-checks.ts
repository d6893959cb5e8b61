import { spanOf } from './duration.ts'
import { counted, span } from './en-units.ts'
import { type CheckText, namesIn } from './findings.ts'

const listed = (names: readonly string[]): string => namesIn(names, (n) => `and ${n} more`)
const doors = (n: number): string => counted(n, { one: 'door', other: 'doors' })

/** The nine checks: what each asks, what it found, what helps. */
export const checks: CheckText = {
  names: {
    name: 'Name of the server',
    tcp: 'Port',
    tls: 'Certificate',
    clock: 'Clock',
    signature: 'Key and signature',
    apis: 'Allowed functions',
    levels: 'Access levels',
    doors: 'Doors',
    push: 'Event push',
  },
  asks: {
    name: 'Does the name lead to a computer?',
    tcp: 'Does the server listen?',
    tls: 'Is it the one that was compared, and still valid?',
    clock: 'Does HCP have the same time as this computer?',
    signature: 'Does HCP take AppKey and AppSecret?',
    apis: 'May this AppKey use all that the desk needs?',
    levels: 'Does HCP still have the levels of the open visits?',
    doors: 'Are the doors there, and is it known which lead in?',
    push: 'Can HCP report passages at once?',
  },
  found: {
    nameIsAddress: () => 'The address is a number; no name has to be looked up.',
    nameResolved: ({ addresses }) => `The name leads to ${listed(addresses)}.`,
    nameUnknown: () => 'No computer with this name is known here.',
    nameServerSilent: () => 'The name server of the network does not answer.',
    portOpen: () => 'The server listens.',
    portRefused: () => 'The computer is there, but nothing listens on this port.',
    portSilent: () => 'Nobody answers on this port.',
    certificateAsPinned: ({ validUntilMs }, { date }) =>
      `It is the one that was compared, valid until ${date(validUntilMs)}.`,
    certificateEndsSoon: ({ validUntilMs }, { date }) =>
      `It is the one that was compared, but it ends on ${date(validUntilMs)}.`,
    certificateEnded: ({ validUntilMs }, { date }) => `It ended on ${date(validUntilMs)}.`,
    certificateNotYet: ({ validFromMs }, { date }) =>
      `It is the one that was compared, but it counts from ${date(validFromMs)} only.`,
    certificateOther: () => 'The server shows another certificate than the one that was compared.',
    notTls: () => 'The server does not speak https on this port.',
    clockGood: () => 'HCP and this computer agree.',
    clockOff: ({ offMs }) => `HCP and this computer differ by ${span(spanOf(offMs))}.`,
    clockNotTold: () => 'HCP does not tell its time.',
    signatureGood: ({ product, version }) => `HCP accepts the key: ${product} ${version}.`,
    refused: ({ code }, say) => say.refusal(code),
    unanswered: () => 'HCP gave no answer in time.',
    apisAllowed: () => 'Everything the desk uses is allowed.',
    apisMissing: ({ apis }, say) =>
      `Not allowed: ${apis.map(({ api, code }) => (code ? `${say.api(api)} (${code})` : say.api(api))).join('; ')}.`,
    levelsFound: ({ names }) =>
      `${counted(names.length, { one: 'level', other: 'levels' })}: ${listed(names)}.`,
    levelsNone: () => 'HCP has no access level for guests.',
    levelsGone: ({ names }) => `Open visits use levels that HCP no longer has: ${listed(names)}.`,
    doorsFound: ({ count, entries, exits }) =>
      `${doors(count)}: ${counted(entries, { one: 'leads', other: 'lead' })} in, ${counted(exits, { one: 'leads', other: 'lead' })} out.`,
    doorsNone: () => 'HCP shows no door to this AppKey.',
    doorsGone: ({ names }) => `Gone from HCP, but still on the map of the desk: ${listed(names)}.`,
    doorsUnmapped: ({ count }) => `${doors(count)} without a direction.`,
    pushPossible: () => 'HCP can report passages at once.',
    pushNotAllowed: ({ code }) =>
      code === null ? 'HCP does not report passages on its own.' : `HCP does not report passages (${code}).`,
    notTried: () => 'Not asked, because a check before it failed.',
  },
  advice: {
    nameIsAddress: null,
    nameResolved: null,
    nameUnknown: 'Check the spelling of the address, or connect by the IP address.',
    nameServerSilent: 'Ask the network administrator, or connect by the IP address.',
    portOpen: null,
    portRefused: 'Check the port (usually 443), and whether the HikCentral services run.',
    portSilent: 'Check the address, the cable, and the firewall between here and the server.',
    certificateAsPinned: null,
    certificateEndsSoon: 'Ask the administrator to renew it in HCP, then compare the new fingerprint here.',
    certificateEnded: 'Ask the administrator to renew it in HCP, then compare the new fingerprint here.',
    certificateNotYet: 'Compare the clocks of this computer and of the server.',
    certificateOther: 'If HCP has a new one, compare its fingerprint. If nobody changed it, stop and ask.',
    notTls: 'Use the https port of HCP, usually 443.',
    clockGood: null,
    clockOff: 'Set both to the same time server: a wrong clock moves the hours of every guest.',
    clockNotTold: 'Compare the two clocks by eye.',
    signatureGood: null,
    unanswered: 'Run the checks again. If it stays, look at the load of the HikCentral server.',
    apisAllowed: null,
    apisMissing: 'Tick them for this AppKey in HCP under Authorized APIs, then run the checks again.',
    levelsFound: null,
    levelsNone: 'Create an access level in HCP, or let this AppKey see it.',
    levelsGone: 'Check these guests out and enrol them with another level.',
    doorsFound: null,
    doorsNone: 'Add doors in HCP, or let this AppKey see them.',
    doorsGone: 'If they were replaced, say under “Doors, rules, notices…” what the new ones mean.',
    doorsUnmapped: 'Say under “Doors, rules, notices…” whether they lead in or out.',
    pushPossible: null,
    notTried: null,
  },
  push: 'Nothing is missing: the desk asks for passages once a minute.',
}
