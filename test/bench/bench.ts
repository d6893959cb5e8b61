import type { Chart } from './chart.ts'
import type { BenchCase, Row } from './rows.ts'

export interface Bench {
  /** Measures, in one go and on this machine alone. `say` tells whoever waits how far it has come. */
  run(say: (line: string) => void): Promise<readonly BenchCase[]>
  /** What is worth a picture. */
  chart?(rows: readonly Row[]): Chart
}
