import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import type { GroupView } from '../../../shared/group.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Figures, ProgressBar, StateWords } from './Progress.tsx'
import { stepFocus } from './step-focus.ts'

interface Props {
  readonly groups: readonly GroupView[]
  readonly nowMs: number
  /** Where the guard comes back from; its row has the focus. */
  readonly cameFrom: number | null
  readonly onOpen: (groupId: number) => void
  readonly onImport: () => void
}

/** Groups with work left, and those of the last day. */
export function GroupList({ groups, nowMs, cameFrom, onOpen, onImport }: Props): ReactNode {
  const t = useText()
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (cameFrom !== null)
      list.current?.querySelector<HTMLElement>(`[data-group-id="${cameFrom}"] button`)?.focus()
  }, [cameFrom])
  if (groups.length === 0) {
    return (
      <div className="groups-none">
        <Icon name="users" size={48} />
        <h3>{t.groups.none}</h3>
        <p>{t.groups.noneMeaning}</p>
        <Button look="primary" size="large" icon="table" onPress={onImport}>
          {t.groups.import}
        </Button>
      </div>
    )
  }
  const onKeyDown = (event: KeyboardEvent): void => stepFocus(event, list.current, '.group-name button')
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows between its buttons, on top of Tab
    <ul className="groups" data-step ref={list} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <GroupRow key={group.groupId} group={group} nowMs={nowMs} onOpen={onOpen} />
      ))}
    </ul>
  )
}

interface RowProps {
  readonly group: GroupView
  readonly nowMs: number
  readonly onOpen: (groupId: number) => void
}

function GroupRow({ group, nowMs, onOpen }: RowProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const { groupId, kind, name, createdAtMs } = group
  return (
    <li className="group" data-testid="group" data-group-id={groupId}>
      <Icon name={kind === 'enrol' ? 'enter' : 'exit'} size={24} />
      <div className="group-name">
        <h3>
          <button type="button" title={name} onClick={() => onOpen(groupId)}>
            {name}
          </button>
        </h3>
        <p>{t.groups.startedAt(t.groups.kinds[kind], format.moment(createdAtMs, nowMs))}</p>
      </div>
      <ProgressBar group={group} />
      <StateWords group={group} />
      <Figures group={group} />
    </li>
  )
}
