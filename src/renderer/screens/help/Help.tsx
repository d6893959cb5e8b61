import type { ReactNode } from 'react'
import { useText } from '../../text/text.ts'
import { Button, Kbd } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

export function Help({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText()
  const { keys, ctrl, shift, enter, space, esc, arrows } = t.help
  const rows: readonly (readonly [words: string, ...ways: string[]])[] = [
    [keys.newGuest, 'F2'],
    [keys.search, 'F3', '/'],
    [keys.incidents, 'F4'],
    [keys.day, 'F6'],
    [keys.journal, 'F7'],
    [keys.groups, 'F9'],
    [keys.muster, `${ctrl} F9`],
    [keys.photo, 'F5', space],
    [keys.pick, enter],
    [keys.enrol, `${ctrl} ${enter}`],
    [keys.enrolNext, `${ctrl} ${shift} ${enter}`],
    [keys.arrows, arrows],
    [keys.checkOut, 'F8'],
    [keys.back, esc],
    [keys.help, 'F1'],
  ]
  return (
    <Dialog title={t.help.title} onClose={onClose}>
      <p>{t.help.meaning}</p>
      <dl className="help-keys">
        {rows.map(([words, ...ways]) => (
          <div key={words}>
            <dt>
              {ways.map((way, index) => (
                <span key={way}>
                  {index > 0 && ` ${t.help.or} `}
                  {way.split(' ').map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                  <span className="unseen">{way}</span>
                </span>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-buttons">
        <Button look="primary" onPress={onClose}>
          {t.app.close}
        </Button>
      </div>
    </Dialog>
  )
}
