import type { ReactNode, RefObject } from 'react'
import type { Language, Snapshot, Theme } from '../../../shared/desk-state.ts'
import type { GuestMatch } from '../../../shared/visit.ts'
import { useNow } from '../../state/use-snapshot.ts'
import { useFormat, useText } from '../../text/text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { useCall } from '../../ui/Toasts.tsx'
import type { OpenScreen } from '../desk/screens.ts'
import { openOnes } from '../incidents/order.ts'
import { Mark } from './Mark.tsx'
import { Search } from './Search.tsx'

interface Props {
  readonly snapshot: Snapshot
  readonly searchField: RefObject<HTMLInputElement | null>
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly onPick: (match: GuestMatch) => void
  readonly onNewGuest: () => void
  readonly onHelp: () => void
  readonly onOpen: (screen: OpenScreen) => void
  readonly onLeave: () => void
}

export function Header(props: Props): ReactNode {
  const { snapshot, searchField, query, onQuery, onPick, onNewGuest } = props
  const { onHelp, onOpen, onLeave } = props
  const t = useText()
  const open = openOnes(snapshot.incidents)
  const badge = open.length === 0 ? null : { count: open.length, words: t.incidents.openCount(open.length) }
  const place = snapshot.mode === 'training' ? t.app.training : snapshot.address

  return (
    <header className="header">
      <div className="header-name">
        <Mark />
        <div>
          <h1>{t.app.name}</h1>
          <p title={place}>{place}</p>
        </div>
      </div>
      <Search field={searchField} query={query} onQuery={onQuery} onPick={onPick} />
      <Button look="primary" icon="userPlus" hotkey="F2" onPress={onNewGuest}>
        {t.header.newGuest}
      </Button>
      <div className="header-quiet">
        <LanguageChoice language={snapshot.language} />
        <ThemeChoice theme={snapshot.theme} />
        <Clock />
        <IconButton icon="help" label={t.header.help} onClick={onHelp} />
        <Menu icon="menu" label={t.header.menu} badge={badge}>
          {() => (
            <>
              <MenuItem
                icon="alert"
                hotkey="F4"
                testId="open-incidents"
                onPick={() => onOpen({ kind: 'incidents', id: null })}
              >
                {t.incidents.menu} {open.length > 0 && <span className="count">{open.length}</span>}
              </MenuItem>
              <MenuItem
                icon="users"
                hotkey="F9"
                testId="open-groups"
                onPick={() => onOpen({ kind: 'groups', groupId: null })}
              >
                {t.groups.menu}
              </MenuItem>
              <MenuItem
                icon="idCard"
                hotkey="Ctrl+F9"
                testId="open-muster"
                onPick={() => onOpen({ kind: 'muster' })}
              >
                {t.muster.menu}
              </MenuItem>
              <MenuItem icon="chart" hotkey="F6" testId="open-day" onPick={() => onOpen({ kind: 'day' })}>
                {t.day.menu}
              </MenuItem>
              <MenuItem
                icon="list"
                hotkey="F7"
                testId="open-journal"
                onPick={() => onOpen({ kind: 'journal', visitId: null })}
              >
                {t.journal.menu}
              </MenuItem>
              <MenuItem icon="door" testId="open-site" onPick={() => onOpen({ kind: 'site' })}>
                {t.site.menu}
              </MenuItem>
              <MenuItem icon="pulse" onPick={() => onOpen({ kind: 'hikcentral' })}>
                {t.hik.open}
              </MenuItem>
              <MenuItem icon="shield" testId="open-care" onPick={() => onOpen({ kind: 'care' })}>
                {t.care.menu}
              </MenuItem>
              <MenuItem icon="exit" onPick={onLeave}>
                {t.header.leave}
              </MenuItem>
              <p className="menu-note">{t.header.version(snapshot.version)}</p>
            </>
          )}
        </Menu>
      </div>
    </header>
  )
}

export function LanguageChoice({ language }: { readonly language: Language }): ReactNode {
  const t = useText()
  const call = useCall()
  return (
    <Choice<Language>
      label={t.header.language}
      hideLabel
      value={language}
      options={[
        { value: 'en', label: 'English', short: 'EN' },
        { value: 'ru', label: 'Русский', short: 'RU' },
      ]}
      onChoose={(next) => void call(window.desk.desk.setLanguage({ language: next }))}
    />
  )
}

function ThemeChoice({ theme }: { readonly theme: Theme }): ReactNode {
  const t = useText()
  const call = useCall()
  return (
    <Choice<Theme>
      label={t.header.theme}
      hideLabel
      value={theme}
      options={[
        { value: 'system', label: t.header.themes.system, icon: 'monitor' },
        { value: 'light', label: t.header.themes.light, icon: 'sun' },
        { value: 'dark', label: t.header.themes.dark, icon: 'moon' },
      ]}
      onChoose={(next) => void call(window.desk.desk.setTheme({ theme: next }))}
    />
  )
}

function Clock(): ReactNode {
  const format = useFormat()
  const nowMs = useNow(1000)
  return (
    <div className="clock">
      <time>{format.time(nowMs)}</time>
      <span>{format.day(nowMs)}</span>
    </div>
  )
}
