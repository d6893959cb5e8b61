import { type ReactNode, useEffect, useRef, useState } from 'react'
import { NAME_MAX, PHONE_MAX, TEXT_MAX } from '../../../shared/enrol-rules.ts'
import type { AccessLevel, GuestMatch } from '../../../shared/visit.ts'
import { recall } from '../../state/remembered.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Dialog.tsx'
import { type Fix, SelectField, TextField } from '../../ui/Field.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { changed, type Draft, emptyDraft, filledFrom, forgotten, isTouched, nextOfGroup } from './draft.ts'
import { FamilyName } from './FamilyName.tsx'
import { withoutForbidden } from './forbidden.ts'
import { PhotoFrame } from './PhotoFrame.tsx'
import { SidePanel } from './SidePanel.tsx'
import { useEnrol } from './use-enrol.ts'
import { WindowPicker } from './WindowPicker.tsx'

interface Props {
  readonly levels: readonly AccessLevel[]
  /** The returning guest this panel was opened for, or null for a new face. */
  readonly match: GuestMatch | null
  readonly onShowVisit: (visitId: number) => void
  /** The new card is the one the guard will look for. */
  readonly onEnrolled: (visitId: number) => void
  readonly onClose: () => void
}

export function EnrolPanel({ levels, match, onShowVisit, onEnrolled, onClose }: Props): ReactNode {
  const t = useText()
  const form = useRef<HTMLDivElement>(null)
  const familyName = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState<Draft>(() => firstDraft(levels, match))
  const [discarding, setDiscarding] = useState(false)
  const { problems, errorOf, forgive, enrol } = useEnrol(draft, levels, onShowVisit)

  const change = (part: Partial<Draft>): void => {
    forgive(fieldsOf(part))
    setDraft((before) => changed(before, part))
  }
  const pick = (found: GuestMatch): void => {
    // A second open visit would be refused; show the first one instead of letting the guard type in vain.
    if (found.openVisitId !== null) return onShowVisit(found.openVisitId)
    forgive(['familyName', 'givenName', 'photo'])
    return setDraft((before) => filledFrom(before, found, levels))
  }
  const fixOf = (field: 'familyName' | 'givenName' | 'host' | 'purpose' | 'phone'): Fix | undefined =>
    problems[field] === 'forbiddenCharacters'
      ? { label: t.enrol.replace, run: () => change({ [field]: withoutForbidden(draft[field]) }) }
      : undefined
  const close = (): void => (isTouched(draft) ? setDiscarding(true) : onClose())
  const submit = async (): Promise<void> => {
    const visitId = await enrol()
    if (visitId === null) return
    onEnrolled(visitId)
    onClose()
  }
  const submitAndNext = async (): Promise<void> => {
    if ((await enrol()) === null) return
    setDraft(nextOfGroup)
    familyName.current?.focus()
  }
  useKeys({
    Escape: close,
    'Ctrl+Enter': () => void submit(),
    'Ctrl+Shift+Enter': () => void submitAndNext(),
  })

  useEffect(() => familyName.current?.focus(), [familyName])
  useEffect(() => {
    if (Object.keys(problems).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [problems, form])

  // Levels may arrive after the panel was opened; a single one needs no choosing.
  const levelId = draft.levelId === '' && levels.length === 1 ? (levels[0]?.levelId ?? '') : draft.levelId
  if (levelId !== draft.levelId) setDraft({ ...draft, levelId })

  return (
    <SidePanel title={match && draft.known ? t.enrol.titleAgain : t.enrol.title} onClose={close}>
      <div className="enrol" ref={form}>
        <PhotoFrame
          photo={draft.photo}
          mayGoWithout
          error={errorOf('photo')}
          onPhoto={(photo) => change({ photo })}
        />
        <div className="enrol-fields">
          <div className="field-pair">
            <FamilyName
              field={familyName}
              value={draft.familyName}
              error={errorOf('familyName')}
              fix={fixOf('familyName')}
              known={draft.known !== null}
              onText={(text) => change({ familyName: text })}
              onPick={pick}
            />
            <TextField
              label={t.enrol.givenName}
              maxLength={2 * NAME_MAX}
              value={draft.givenName}
              error={errorOf('givenName')}
              fix={fixOf('givenName')}
              onText={(givenName) => change({ givenName })}
            />
          </div>
          {draft.known !== null && (
            <p className="returning">
              <span>{t.enrol.returning(draft.known.filled)}</span>
              <Button look="quiet" onPress={() => setDraft(forgotten)}>
                {t.enrol.forget}
              </Button>
            </p>
          )}
          <div className="field-pair">
            <TextField
              label={t.enrol.host}
              maxLength={2 * TEXT_MAX}
              value={draft.host}
              error={errorOf('host')}
              fix={fixOf('host')}
              onText={(host) => change({ host })}
            />
            <TextField
              label={t.enrol.phone}
              type="tel"
              maxLength={2 * PHONE_MAX}
              value={draft.phone}
              error={errorOf('phone')}
              fix={fixOf('phone')}
              onText={(phone) => change({ phone })}
            />
          </div>
          <div className="purpose">
            <div className="field-pair">
              <TextField
                label={t.enrol.purpose}
                maxLength={2 * TEXT_MAX}
                value={draft.purpose}
                error={errorOf('purpose')}
                fix={fixOf('purpose')}
                onText={(purpose) => change({ purpose })}
              />
              <SelectField
                label={t.enrol.level}
                value={draft.levelId}
                error={errorOf('levelId')}
                hint={levels.length === 0 ? t.enrol.noLevels : undefined}
                onPick={(id) => change({ levelId: id })}
              >
                {draft.levelId === '' && <option value="">{t.enrol.chooseLevel}</option>}
                {levels.map((level) => (
                  <option key={level.levelId} value={level.levelId}>
                    {level.name}
                  </option>
                ))}
              </SelectField>
            </div>
            <div className="purpose-chips">
              {t.enrol.purposes.map((purpose) => (
                <button
                  key={purpose}
                  type="button"
                  className="chip"
                  aria-pressed={draft.purpose === purpose}
                  onClick={() => change({ purpose })}
                >
                  {purpose}
                </button>
              ))}
            </div>
          </div>
          <WindowPicker draft={draft} errorOf={errorOf} onChange={change} />
          <div className="enrol-buttons">
            <Button size="large" pauses onPress={submitAndNext}>
              {t.enrol.enrolNext}
            </Button>
            <Button
              size="large"
              look="primary"
              icon="check"
              hotkey={`${t.help.ctrl} ↵`}
              pauses
              onPress={submit}
            >
              {t.enrol.enrol}
            </Button>
          </div>
        </div>
      </div>
      {discarding && (
        <Confirm
          title={t.enrol.discardTitle}
          meaning={t.enrol.discardMeaning}
          yes={t.enrol.discardYes}
          no={t.enrol.discardNo}
          onYes={onClose}
          onNo={() => setDiscarding(false)}
        />
      )}
    </SidePanel>
  )
}

function firstDraft(levels: readonly AccessLevel[], match: GuestMatch | null): Draft {
  const last = recall('level')
  const levelId = levels.some((level) => level.levelId === last) && last !== null ? last : ''
  const empty = emptyDraft(levelId, Date.now())
  return match === null ? empty : filledFrom(empty, match, levels)
}

/** Which complaints a change answers; the window is complained about by its two ends. */
function fieldsOf(part: Partial<Draft>): readonly string[] {
  const window = 'window' in part || 'fromText' in part || 'untilText' in part ? ['fromMs', 'untilMs'] : []
  return [...Object.keys(part), ...window]
}
