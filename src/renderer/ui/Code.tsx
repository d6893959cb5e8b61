import type { ReactNode } from 'react'
import type { AnswerCode } from '../../shared/hcp-codes.ts'
import { useText } from '../text/text.ts'

/** HCP's own code: small, because only the administrator can use it. */
export function Code({ code }: { readonly code: AnswerCode }): ReactNode {
  const t = useText()
  return <span className="code">{t.codes.label(code)}</span>
}
