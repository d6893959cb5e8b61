// WebFrameMain of the main frame: who speaks. Other frames have no preload and cannot speak.
import { originOf } from './addresses.ts'
import { onlyImitated } from './host.ts'

export type WebFrameMain = {
  readonly url: string
  readonly origin: string
  readonly parent: null
  readonly top: WebFrameMain
  isDestroyed(): boolean
  send(channel: string, ...args: unknown[]): void
}

type Page = {
  readonly url: string
  isDestroyed(): boolean
  send(channel: string, ...args: unknown[]): void
}

export function mainFrameOf(page: Page): WebFrameMain {
  const frame = {
    routingId: 1,
    processId: 1,
    frameTreeNodeId: 1,
    name: '',
    detached: false,
    parent: null,
    frames: [],
    get top(): WebFrameMain {
      return frame
    },
    get url(): string {
      return page.url
    },
    get origin(): string {
      return originOf(page.url)
    },
    isDestroyed: () => page.isDestroyed(),
    send: (channel: string, ...args: unknown[]) => page.send(channel, ...args),
  }
  return onlyImitated('WebFrameMain', frame)
}
