import { Activity, type ReactNode, useCallback, useRef, useState } from 'react'
import type { Snapshot } from '../../../shared/desk-state.ts'
import type { GuestMatch, VisitCard } from '../../../shared/visit.ts'
import { useNow } from '../../state/use-snapshot.ts'
import { PausingContext } from '../../ui/pausing.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { Board } from '../board/Board.tsx'
import { useCardActions } from '../board/use-card-actions.ts'
import { RebuildBand } from '../care/Rebuild.tsx'
import { EnrolPanel } from '../enrol/EnrolPanel.tsx'
import { NewPhotoPanel } from '../enrol/NewPhotoPanel.tsx'
import { RunningGroups } from '../groups/RunningGroups.tsx'
import { useGroupNews } from '../groups/use-group-news.ts'
import { Header } from '../header/Header.tsx'
import { Leave } from '../header/Leave.tsx'
import { Help } from '../help/Help.tsx'
import { Import } from '../import/Import.tsx'
import { IncidentBanner } from '../incidents/IncidentBanner.tsx'
import { urgentOnes } from '../incidents/order.ts'
import { useChime } from '../incidents/use-chime.ts'
import { useNotices } from '../incidents/use-notices.ts'
import { Passages } from '../passages/Passages.tsx'
import { Alarms } from '../status/Alarms.tsx'
import { StatusStrip } from '../status/StatusStrip.tsx'
import { Turnstiles } from '../training/Turnstiles.tsx'
import { Stage } from './Stage.tsx'
import type { OpenScreen } from './screens.ts'

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
  const [screen, setScreen] = useState<OpenScreen | null>(null)
  const [isImporting, setImporting] = useState(false)
  if (screen?.kind === 'import' && !isImporting) setImporting(true)
  const sound = useChime(snapshot.incidents)
  const [dialog, setDialog] = useState<'help' | 'leave' | null>(null)

  const takeNewPhoto = useCallback((card: VisitCard) => setPanel({ kind: 'photo', card }), [])
  const act = useCardActions(takeNewPhoto)
  const mapDoors = useCallback(() => setScreen({ kind: 'site' }), [])
  const lookBack = useCallback((visitId: number | null) => setScreen({ kind: 'journal', visitId }), [])
  const lookAtAll = useCallback(() => lookBack(null), [lookBack])
  const leave = (): void => setDialog('leave')
  const help = (): void => setDialog('help')
  const closeDialog = (): void => setDialog(null)
  const closePanel = (): void => setPanel(null)
  const openCare = (): void => setScreen({ kind: 'care' })
  const openHik = (): void => setScreen({ kind: 'hikcentral' })
  const lookAt = useCallback((id: number | null) => setScreen({ kind: 'incidents', id }), [])
  const notices = useNotices(snapshot.incidents, lookAt)
  const openGroup = useCallback((groupId: number | null) => setScreen({ kind: 'groups', groupId }), [])
  useGroupNews(snapshot.groups, openGroup)
  const closeScreen = (): void => setScreen(null)
  const lookAtGroup = (groupId: number): void => setScreen({ kind: 'groups', groupId })
  const endImport = (next: OpenScreen | null): void => {
    setImporting(false)
    setScreen(next)
  }
  const newGuest = (): void => {
    setScreen(null)
    setPanel((open) => (open?.kind === 'enrol' ? open : { kind: 'enrol', match: null }))
  }
  const showVisit = useCallback((visitId: number): void => {
    setScreen(null)
    setQuery('')
    setPanel(null)
    setSelectedId(visitId)
    // After the search and the panel are gone, so that the card is there to be scrolled to.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-visit-id="${visitId}"]`)?.focus())
  }, [])
  const enrolAgain = (match: GuestMatch): void => {
    setScreen(null)
    if (match.openVisitId === null) setPanel({ kind: 'enrol', match })
    else showVisit(match.openVisitId)
  }
  const search = (): void => {
    setScreen(null)
    searchField.current?.focus()
    searchField.current?.select()
  }
  const back = (): void => {
    setQuery('')
    searchField.current?.blur()
  }
  const newest = (): void => lookAt(urgentOnes(snapshot.incidents)[0]?.incidentId ?? null)
  const keys = {
    F1: help,
    F2: newGuest,
    F3: search,
    '/': search,
    F4: newest,
    F6: () => setScreen({ kind: 'day' }),
    F7: lookAtAll,
    F9: () => openGroup(null),
    'Ctrl+F9': () => setScreen({ kind: 'muster' }),
  }
  useKeys({ ...keys, Escape: back })

  return (
    <PausingContext value={snapshot.status.paused !== null}>
      <div className="desk">
        <Header
          snapshot={snapshot}
          searchField={searchField}
          query={query}
          onQuery={setQuery}
          onPick={enrolAgain}
          onNewGuest={newGuest}
          onHelp={help}
          onOpen={setScreen}
          onLeave={leave}
        />
        <StatusStrip
          status={snapshot.status}
          switchedOff={snapshot.hcp?.switchedOff.length ?? 0}
          onConnection={leave}
          onHikCentral={openHik}
        >
          <RunningGroups groups={snapshot.groups} onOpen={openGroup} />
        </StatusStrip>
        <Alarms
          status={snapshot.status}
          cards={snapshot.cards}
          nowMs={nowMs}
          onShow={showVisit}
          onMachine={openCare}
        >
          {snapshot.care.rebuild && screen?.kind !== 'care' && (
            <RebuildBand rebuild={snapshot.care.rebuild} nowMs={nowMs} onLook={openCare} />
          )}
          <IncidentBanner incidents={snapshot.incidents} nowMs={nowMs} sound={sound} onLook={lookAt} />
        </Alarms>
        <div className="desk-stage">
          {/* Kept like the work below: a walk-in comes while a table is being corrected. */}
          {isImporting && (
            <Activity mode={screen?.kind === 'import' ? 'visible' : 'hidden'}>
              <Import
                snapshot={snapshot}
                nowMs={nowMs}
                keys={keys}
                onTaken={(groupId) => endImport({ kind: 'groups', groupId })}
                onLook={lookAtGroup}
                onClose={() => endImport(null)}
              />
            </Activity>
          )}
          {screen && screen.kind !== 'import' && (
            <Stage
              screen={screen}
              snapshot={snapshot}
              nowMs={nowMs}
              sound={sound}
              notices={notices}
              keys={keys}
              onOpen={setScreen}
              onShowVisit={showVisit}
              onClose={closeScreen}
            />
          )}
          {/* Kept, not taken away: a half-typed guest and the place in each column are there again afterwards. */}
          <div className="desk-work" hidden={screen !== null}>
            <div className="desk-body">
              <Board
                cards={snapshot.cards}
                incidents={snapshot.incidents}
                policy={snapshot.policy}
                query={query}
                selectedId={selectedId}
                nowMs={nowMs}
                onSelect={setSelectedId}
                onAct={act}
                onIncident={lookAt}
                onNewGuest={newGuest}
                onHistory={lookBack}
              />
              <Passages
                rows={snapshot.passages}
                cards={snapshot.cards}
                onDoors={snapshot.mode === 'site' && snapshot.status.noEntrance ? mapDoors : null}
                onAll={lookAtAll}
                onShowVisit={showVisit}
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
        {dialog === 'leave' && <Leave status={snapshot.status} onClose={closeDialog} />}
      </div>
    </PausingContext>
  )
}
