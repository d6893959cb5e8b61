import { Component, type ReactNode } from 'react'
import { useText } from '../text/text.ts'
import { Button } from './Button.tsx'

interface Props {
  readonly children: ReactNode
}

/** A bug in one screen must not leave a guard before a white window. */
export class ErrorBoundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return <Broken onAgain={() => this.setState({ broken: false })} />
  }
}

function Broken({ onAgain }: { readonly onAgain: () => void }): ReactNode {
  const t = useText()
  return (
    <main className="plain-page" role="alert">
      <p>{t.app.broken}</p>
      <Button look="primary" onPress={onAgain}>
        {t.app.showAgain}
      </Button>
    </main>
  )
}
