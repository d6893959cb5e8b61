// npm run bench [name…]: measures ratios in one run, on one machine, against one simulator; nothing here passes or fails.
import { clicks } from './clicks.ts'
import { monitoring } from './monitoring.ts'
import { walkIn } from './walk-in.ts'

const benches = { 'walk-in': walkIn, clicks, monitoring }

const wanted = process.argv.slice(2)
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n${name}`)
  for (const line of await bench()) console.log(`  ${line}`)
}
