// A process of its own, as Electron on Linux has it: who owns the bytes of the pictures that come from the thread?
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { openDarkroom } from '../../src/main/photos/darkroom.ts'
import { bmp } from './picture-makers.ts'

const darkroom = openDarkroom({ scheduler: systemScheduler, log: silentLog })
const picture = bmp({ width: 300, height: 200, bits: 24, pixel: (x, y) => x * y })
const normal = await darkroom.normalise(picture, 'next')
const small = await darkroom.shrink(picture)
await darkroom.close()
if (!normal.ok || !small.ok) throw new Error('the picture was refused')
const { jpeg, thumb } = normal.picture
console.log([jpeg, thumb, small.picture].map((bytes) => bytes.buffer instanceof SharedArrayBuffer).join(' '))
