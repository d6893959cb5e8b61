// npm run bench [-- --only NAME…]: measures ratios in one run, on one machine, against one simulator. A missed goal is
// shown and nothing more: nothing here passes or fails. A bench that breaks ends in 1.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { drawChart } from './chart.ts'
import { clicks } from './clicks.ts'
import { gate } from './gate.ts'
import { groups } from './groups.ts'
import { logs } from './logs.ts'
import { monitoring } from './monitoring.ts'
import { passages } from './passages.ts'
import { photos } from './photos.ts'
import { restore } from './restore.ts'
import { writeResults } from './results.ts'
import { type Row, toRows } from './rows.ts'
import { goalOf, table } from './table.ts'

const benches: Readonly<Record<string, Bench>> = {
  gate,
  clicks,
  monitoring,
  passages,
  groups,
  logs,
  restore,
  photos,
}
const folder = join(import.meta.dirname, '../../out/bench')

function wanted(argv: readonly string[]): readonly string[] {
  const names = argv.filter((word) => word !== '--only')
  const strangers = names.filter((name) => !Object.hasOwn(benches, name))
  if (strangers.length > 0 || (argv.length > 0 && names.length === 0)) {
    console.error(`Say which bench is meant: --only ${Object.keys(benches).join(' | ')}`)
    process.exit(2)
  }
  return Object.keys(benches).filter((name) => names.length === 0 || names.includes(name))
}

async function measure(name: string, bench: Bench): Promise<readonly Row[]> {
  const rows = toRows(name, await bench.run((line) => console.error(`  … ${line}`)))
  for (const line of table(rows)) console.log(`  ${line}`.trimEnd())
  if (bench.chart) {
    const file = join(folder, `${name}.svg`)
    writeFileSync(file, drawChart(bench.chart(rows)))
    console.log(`\n  chart: ${file}`)
  }
  return rows
}

mkdirSync(folder, { recursive: true })
const ran = new Map<string, readonly Row[]>()
const broken: string[] = []
for (const name of wanted(process.argv.slice(2))) {
  console.log(`\n── ${name}\n`)
  try {
    ran.set(name, await measure(name, benches[name] as Bench))
  } catch (error) {
    broken.push(name)
    ran.set(name, [])
    console.error(`  The bench ${name} broke:`, error)
  }
}
const file = join(folder, 'results.json')
writeResults(file, Object.keys(benches), ran)

const goals = [...ran.values()].flat().filter((row) => row.goal !== null)
const missed = goals.filter((row) => !row.ok)
console.log(`\n${goals.length - missed.length} of ${goals.length} goals met; results: ${file}`)
for (const row of missed)
  console.log(`  MISSED  ${row.case}, ${row.measure}: ${row.ours} ${row.unit}, goal ${goalOf(row)}`)
if (broken.length > 0) console.log(`Broken: ${broken.join(', ')}`)
process.exitCode = broken.length > 0 ? 1 : 0
