// Goes back to a backup, until somebody kills it: `node restore-life.ts FOLDER NAME`.
import { restoreStore } from '../../src/main/app/restore.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { silentLog } from '../../src/main/lib/log.ts'

const [folder = '', name = ''] = process.argv.slice(2)
process.stdout.write('goes')
const ask = { folder, name, keepsPresent: true, nowMs: systemClock.nowMs() }
const answer = await restoreStore(ask, silentLog)
process.stdout.write(answer.ok ? 'done' : answer.problem)
