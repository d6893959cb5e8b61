import { createFakeDesk, type FakeDesk } from './fake-bridge.ts'
import type { Scene } from './samples.ts'

declare global {
  interface Window {
    fake: FakeDesk
  }
}

/** Bundled to one script and put into the page before its own scripts, where the preload would stand. */
export function install(scene: Scene): void {
  const fake = createFakeDesk(scene)
  Object.assign(window, { fake, desk: fake.bridge })
}
