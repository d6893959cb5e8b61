import type { ReactNode } from 'react'
import type { DeskStatus } from '../../../shared/status.ts'
import { useText } from '../../text/text.ts'
import { Confirm } from '../../ui/Dialog.tsx'
import { useCall } from '../../ui/Toasts.tsx'

interface Props {
  readonly status: DeskStatus
  readonly onClose: () => void
}

/** Out to the set-up screen, where the connection is compared and changed. */
export function Leave({ status, onClose }: Props): ReactNode {
  const t = useText()
  const call = useCall()
  return (
    <Confirm
      title={t.header.leaveTitle}
      meaning={status.revocations > 0 ? t.header.leaveUnconfirmed(status.revocations) : t.header.leaveMeaning}
      yes={t.header.leaveYes}
      no={t.header.leaveNo}
      onYes={() => call(window.desk.setup.leave()).then(onClose)}
      onNo={onClose}
    />
  )
}
