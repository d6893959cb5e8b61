import type { CheckResult, Diagnosis, Finding, HcpView } from '../../../shared/hcp-view.ts'
import { apiPaths } from '../../text/api-paths.ts'
import type { Text } from '../../text/en.ts'
import { findingAdvice, findingWords, sayIn } from '../../text/findings.ts'
import type { Format } from '../../text/format.ts'

export interface ReportOf {
  readonly version: string
  readonly address: string
  readonly hcp: HcpView
  readonly diagnosis: Diagnosis
}

/**
 * The diagnosis as a mail to the administrator: sentences in the language of the screen, and behind each the finding as
 * the program calls it. Findings hold no secret, and nothing else goes in.
 */
export function reportOf({ version, address, hcp, diagnosis }: ReportOf, t: Text, format: Format): string {
  const { server, switchedOff, limits } = hcp
  const at = `${format.date(diagnosis.startedAtMs)}, ${format.seconds(diagnosis.startedAtMs)}`
  const product = server ? `${server.product} ${server.version}` : t.hik.noProduct
  return [
    t.hik.report,
    `Guard Post ${version} · ${at}`,
    `${t.hik.product}: ${product}, ${address || t.hik.simulator}`,
    `${t.hik.limits}: ${t.hik.rateWords(limits.ratePerSecond)}, ${t.hik.burstWords(limits.burst)}, ${t.hik.concurrencyWords(limits.concurrency)}`,
    '',
    ...diagnosis.checks.flatMap((result) => linesOf(result, t, format)),
    ...(switchedOff.length > 0 ? ['', `${t.hik.offTitle}:`] : []),
    ...switchedOff.map(
      ({ api, code }) => `- ${t.hik.apis[api].name}: ${apiPaths[api]}${code === null ? '' : ` (${code})`}`,
    ),
    '',
  ].join('\n')
}

function linesOf(result: CheckResult, t: Text, format: Format): readonly string[] {
  const { check, verdict, durationMs, finding } = result
  const advice = findingAdvice(t.checks, t.codes, result)
  const technical = technicalOf(finding)
  return [
    `[${t.hik.verdicts[verdict]}] ${t.checks.names[check]} (${t.hik.tookMs(durationMs)})`,
    `    ${findingWords(t.checks, finding, sayIn(t, format.date))}`,
    ...(advice === null ? [] : [`    → ${advice}`]),
    `    ${check} ${verdict}: ${technical}`,
  ]
}

/** `apisMissing events=69`: the same in every language, for who reads many of these. */
function technicalOf(finding: Finding): string {
  switch (finding.kind) {
    case 'refused':
    case 'pushNotAllowed':
      return `${finding.kind} ${finding.code ?? '?'}`
    case 'apisMissing':
      return `${finding.kind} ${finding.apis.map(({ api, code }) => `${api}=${code ?? '?'}`).join(' ')}`
    case 'certificateOther':
      return `${finding.kind} ${finding.fingerprint} ≠ ${finding.pinned}`
    case 'certificateAsPinned':
    case 'certificateEndsSoon':
    case 'certificateNotYet':
    case 'certificateEnded':
      return `${finding.kind} ${finding.fingerprint}`
    case 'clockOff':
    case 'clockGood':
      return `${finding.kind} ${finding.offMs} ms`
    default:
      return finding.kind
  }
}
