import { type ReactNode, useCallback, useRef, useState } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import type { GuestMatch, VisitCard } from '../../../shared/visit.ts'
import { useNow } from '../../state/use-snapshot.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { Board } from '../board/Board.tsx'
import { useCardActions } from '../board/use-card-actions.ts'
import { Doors } from '../doors/Doors.tsx'
import { EnrolPanel } from '../enrol/EnrolPanel.tsx'
import { NewPhotoPanel } from '../enrol/NewPhotoPanel.tsx'
import { Header } from '../header/Header.tsx'
import { Leave } from '../header/Leave.tsx'
import { Help } from '../help/Help.tsx'
import { HikCentral } from '../hikcentral/HikCentral.tsx'
import { Passages } from '../passages/Passages.tsx'
import { Alarms } from '../status/Alarms.tsx'
import { StatusStrip } from '../status/StatusStrip.tsx'
import { Turnstiles } from '../training/Turnstiles.tsx'

type Panel =
  | { readonly kind: 'enrol'; readonly match: GuestMatch | null }
  | { readonly kind: 'photo'; readonly card: VisitCard }

/** The guard's whole working day: one window, no pages to get lost in. */
export function Desk({ snapshot }: { readonly snapshot: Snapshot }): ReactNode {
  const nowMs = useNow(30_000)
  const searchField = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [selectedId, setSelectedId] = useState<number | null>(null)
  const [panel, setPanel] = useState<Panel | null>(null)
  const [hikOpen, setHikOpen] = useState(false)
  const [dialog, setDialog] = useState<'help' | 'doors' | 'leave' | null>(null)

  const takeNewPhoto = useCallback((card: VisitCard) => setPanel({ kind: 'photo', card }), [])
  const act = useCardActions(takeNewPhoto)
  const mapDoors = useCallback(() => setDialog('doors'), [])
  const leave = (): void => setDialog('leave')
  const help = (): void => setDialog('help')
  const closeDialog = (): void => setDialog(null)
  const closePanel = (): void => setPanel(null)
  const openHik = (): void => setHikOpen(true)
  const closeHik = (): void => setHikOpen(false)
  const newGuest = (): void => {
    setHikOpen(false)
    setPanel((open) => (open?.kind === 'enrol' ? open : { kind: 'enrol', match: null }))
  }
  const showVisit = (visitId: number): void => {
    setHikOpen(false)
    setQuery('')
    setPanel(null)
    setSelectedId(visitId)
    // After the search and the panel are gone, so that the card is there to be scrolled to.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-visit-id="${visitId}"]`)?.focus())
  }
  const enrolAgain = (match: GuestMatch): void => {
    setHikOpen(false)
    if (match.openVisitId === null) setPanel({ kind: 'enrol', match })
    else showVisit(match.openVisitId)
  }
  const search = (): void => {
    setHikOpen(false)
    searchField.current?.focus()
    searchField.current?.select()
  }
  const back = (): void => {
    setQuery('')
    searchField.current?.blur()
  }
  const keys = { F1: help, F2: newGuest, F3: search, '/': search }
  useKeys({ ...keys, Escape: back })

  return (
    <div className="desk">
      <Header
        snapshot={snapshot}
        searchField={searchField}
        query={query}
        onQuery={setQuery}
        onPick={enrolAgain}
        onNewGuest={newGuest}
        onHelp={help}
        onDoors={mapDoors}
        onHikCentral={openHik}
        onLeave={leave}
      />
      <StatusStrip
        status={snapshot.status}
        switchedOff={snapshot.hcp?.switchedOff.length ?? 0}
        onConnection={leave}
        onHikCentral={openHik}
      />
      <Alarms status={snapshot.status} cards={snapshot.cards} nowMs={nowMs} onShow={showVisit} />
      <div className="desk-stage">
        {hikOpen && snapshot.hcp && (
          <HikCentral snapshot={snapshot} hcp={snapshot.hcp} nowMs={nowMs} keys={keys} onClose={closeHik} />
        )}
        {/* Kept, not taken away: a half-typed guest and the place in each column are there again afterwards. */}
        <div className="desk-work" hidden={hikOpen}>
          <div className="desk-body">
            <Board
              cards={snapshot.cards}
              query={query}
              selectedId={selectedId}
              nowMs={nowMs}
              onSelect={setSelectedId}
              onAct={act}
              onNewGuest={newGuest}
            />
            <Passages
              rows={snapshot.passages}
              onDoors={snapshot.mode === 'site' && snapshot.status.noEntrance ? mapDoors : null}
            />
          </div>
          {snapshot.mode === 'training' && <Turnstiles cards={snapshot.cards} selectedId={selectedId} />}
          {panel?.kind === 'enrol' && (
            <EnrolPanel
              key={panel.match?.guestId ?? 'new'}
              levels={snapshot.levels}
              match={panel.match}
              onShowVisit={showVisit}
              onEnrolled={setSelectedId}
              onClose={closePanel}
            />
          )}
          {panel?.kind === 'photo' && (
            <NewPhotoPanel key={panel.card.visitId} card={panel.card} onClose={closePanel} />
          )}
        </div>
      </div>
      {dialog === 'help' && <Help onClose={closeDialog} />}
      {dialog === 'doors' && <Doors onClose={closeDialog} />}
      {dialog === 'leave' && <Leave status={snapshot.status} onClose={closeDialog} />}
    </div>
  )
}
