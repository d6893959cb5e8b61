import type { ReactNode } from 'react'

interface Props {
  readonly onEnter: () => unknown
  readonly children: ReactNode
}

/** Enter in a text field does what the step's big button does. */
export function StepForm({ onEnter, children }: Props): ReactNode {
  return (
    <form
      className="step"
      onSubmit={(event) => {
        event.preventDefault()
        void onEnter()
      }}
    >
      {children}
      <input type="submit" hidden />
    </form>
  )
}
