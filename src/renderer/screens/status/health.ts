import { assertNever } from '../../../shared/assert-never.ts'
import type { AnswerCode } from '../../../shared/hcp-codes.ts'
import type { HcpHealth } from '../../../shared/status.ts'
import { spanOf } from '../../text/duration.ts'
import type { Text } from '../../text/en.ts'
import type { IconName } from '../../ui/Icon.tsx'

export interface Sign {
  readonly tone: 'calm' | 'ok' | 'warn' | 'bad'
  readonly icon: IconName
  readonly words: string
  /** Without the time that passes, where a date stands beside it. */
  readonly short?: string
  readonly detail?: string
  readonly code?: AnswerCode
}

/** The state of the connection as a sentence, and the way on. */
export function signOf(hcp: HcpHealth, t: Text, nowMs: number): Sign {
  switch (hcp.state) {
    case 'connecting':
      return { tone: 'calm', icon: 'retry', words: t.hcp.connecting }
    case 'ok':
      return { tone: 'ok', icon: 'check', words: t.hcp.ok }
    case 'slow':
      return { tone: 'warn', icon: 'clock', words: t.hcp.slow }
    case 'unreachable': {
      const words = t.hcp.unreachable(spanOf(nowMs - hcp.sinceMs))
      return {
        tone: 'bad',
        icon: 'cloud',
        words,
        short: t.hcp.unreachableShort,
        detail: t.hcp.unreachableMeaning,
      }
    }
    case 'refused': {
      const advice = hcp.code === null ? t.problems.access.authRefused : t.codes.answers[hcp.code]
      return {
        tone: 'bad',
        icon: 'ban',
        words: advice.why,
        short: t.hcp.refused,
        detail: advice.todo,
        ...(hcp.code === null ? {} : { code: hcp.code }),
      }
    }
    case 'certificateEnded':
      return {
        tone: 'bad',
        icon: 'shield',
        words: t.hcp.certificateEnded,
        detail: t.hcp.certificateEndedMeaning,
      }
    case 'certificateChanged':
      return {
        tone: 'bad',
        icon: 'shield',
        words: t.hcp.certificateChanged,
        detail: t.hcp.certificateChangedMeaning,
      }
    default:
      return assertNever(hcp, 'hcp health')
  }
}

/** Where key, address or fingerprint have to be entered anew. */
export function needsSetup({ state }: HcpHealth): boolean {
  return state === 'refused' || state === 'certificateChanged' || state === 'certificateEnded'
}
