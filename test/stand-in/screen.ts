// screen: one display. Headless Chromium is told its size; with a human the window manager knows better.
import { EventEmitter } from 'node:events'
import { onlyImitated } from './host.ts'

const bounds = { x: 0, y: 0, width: 1920, height: 1080 }
const display = {
  id: 1,
  label: 'stand-in',
  bounds,
  workArea: bounds,
  size: { width: bounds.width, height: bounds.height },
  workAreaSize: { width: bounds.width, height: bounds.height },
  scaleFactor: 1,
  rotation: 0,
  internal: false,
}

export const screen = onlyImitated(
  'screen',
  Object.assign(new EventEmitter(), {
    getPrimaryDisplay: () => display,
    getAllDisplays: () => [display],
    getDisplayMatching: () => display,
    getDisplayNearestPoint: () => display,
  }),
)
