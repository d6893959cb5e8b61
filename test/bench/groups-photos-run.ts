// The process of `groups-photos.ts`: makes every photo of a folder ready and tells what that took.
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { importPhotos } from '../../src/main/app/import-photos.ts'
import { openPhotoSource } from '../../src/main/imports/photo-source.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { photosAside } from '../../src/main/photos/aside.ts'
import { openDarkroom } from '../../src/main/photos/darkroom.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { ToldMachine } from '../told-machine.ts'

const MB = 1024 * 1024
const root = process.argv[2] ?? ''
const store = openStore(join(root, 'desk.sqlite'))
const aside = photosAside({ folder: join(root, 'photos'), store, clock: systemClock, log: silentLog })
const opened = await openPhotoSource(join(root, 'from'))
if (!opened.ok) throw new Error(opened.problem)
const darkroom = openDarkroom({ scheduler: systemScheduler, log: silentLog })
const photos = importPhotos(opened.source, { darkroom, aside, operations: new ToldMachine().operations })

const idleMb = process.memoryUsage.rss() / MB
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const startedMs = performance.now()
const answers = await Promise.all(opened.source.photos.map(({ name }) => photos.photo(name)))
const seconds = (performance.now() - startedMs) / 1_000
delay.disable()
const refused = answers.find((answer) => !answer.ok)
if (refused || answers.length === 0) throw new Error(`not every photo was taken: ${JSON.stringify(refused)}`)
// Of the whole life of this process, in kB: starting needs less than decoding.
const peakMb = process.resourceUsage().maxRSS / 1_024
photos.close()
await darkroom.close()
store.close()
console.log(JSON.stringify({ seconds, idleMb, peakMb, blockMs: delay.max / 1e6 }))
