import { assertNever } from '../../../shared/assert-never.ts'
import type { AnswerCode } from '../../../shared/hcp-codes.ts'
import type { Api, CheckName, CheckResult, Finding } from '../../../shared/hcp-view.ts'
import { meaningOf } from '../codes.ts'

/** HCP's gateway takes a request of another quarter of an hour for a replay; and every window would be wrong by as much. */
const CLOCK_BAD_MS = 15 * 60_000

/** APIs the desk replaces by something dearer or less certain; without any of the others guests do not get in or out. */
const DOES_WITHOUT: Readonly<Record<Api, boolean>> = {
  version: true,
  org: true,
  levels: false,
  doors: false,
  personAdd: false,
  personUpdate: false,
  personFace: false,
  personInfo: false,
  // Guests get in and out; the desk says whom HCP still holds.
  personDelete: true,
  personPages: true,
  levelAdd: false,
  levelRemove: false,
  levelMembers: true,
  apply: false,
  applyErrors: true,
  doorStatus: true,
  events: false,
  eventPicture: true,
  eventPush: true,
}

/** What a finding means for the desk. */
export function judge(check: CheckName, finding: Finding): CheckResult['verdict'] {
  switch (finding.kind) {
    case 'nameIsAddress':
    case 'nameResolved':
    case 'portOpen':
    case 'certificateAsPinned':
    case 'clockGood':
    case 'signatureGood':
    case 'apisAllowed':
    case 'levelsFound':
    case 'pushPossible':
      return 'good'
    case 'certificateEndsSoon':
    case 'clockNotTold':
    case 'doorsUnmapped':
    case 'pushNotAllowed':
      return 'warning'
    case 'doorsFound':
      // Nobody would be checked in by passing one.
      return finding.entries > 0 ? 'good' : 'warning'
    case 'clockOff':
      return Math.abs(finding.offMs) < CLOCK_BAD_MS ? 'warning' : 'bad'
    case 'apisMissing':
      return finding.apis.every(({ api }) => DOES_WITHOUT[api]) ? 'warning' : 'bad'
    case 'refused':
      return check === 'signature' && provesKey(finding.code) ? 'warning' : 'bad'
    case 'nameUnknown':
    case 'nameServerSilent':
    case 'portRefused':
    case 'portSilent':
    case 'certificateNotYet':
    case 'certificateEnded':
    case 'certificateOther':
    case 'notTls':
    case 'unanswered':
    case 'levelsNone':
    case 'levelsGone':
    case 'doorsNone':
    case 'doorsGone':
      return 'bad'
    case 'notTried':
      return 'skipped'
    default:
      return assertNever(finding, 'judge')
  }
}

/** Whether HCP only refuses this one API: then it knows the key, and the signature is good. */
function provesKey(code: AnswerCode | null): boolean {
  return code !== null && meaningOf(code).class === 'entitlement'
}
