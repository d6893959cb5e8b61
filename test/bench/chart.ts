import { readable } from './numbers.ts'

/** Pairs of bars, panel below panel. */
export interface Chart {
  readonly title: string
  /** What the two bars of each pair are. */
  readonly ours: string
  readonly other: string
  readonly panels: readonly Panel[]
}

export interface Panel {
  readonly title: string
  /** What the scale counts. */
  readonly axis: string
  readonly groups: readonly { readonly label: string; readonly ours: number; readonly other: number }[]
}

const WIDTH = 760
const LEFT = 110
/** Room for the number behind the longest bar. */
const RIGHT = 70
const BAR = 14
const PAIR = 2 * BAR + 16
const PANEL_HEAD = 34
const PANEL_FOOT = 52
const TOP = 76
const PLOT = WIDTH - LEFT - RIGHT

/** The colours follow the reader's light or dark; the fonts are the reader's own. */
const STYLE = `
  .ground { fill: #ffffff } .ink { fill: #1d2430 } .soft { fill: #596474 } .grid { stroke: #dfe4ec } .zero { stroke: #8b95a5 }
  .ours { fill: #1a66d6 } .other { fill: #a3adba }
  text { font: 13px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums }
  .title { font-size: 17px; font-weight: 650 } .panel { font-weight: 600 } .small { font-size: 12px }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #12161d } .ink { fill: #e9edf3 } .soft { fill: #a1acbb } .grid { stroke: #2b3340 } .zero { stroke: #66717f }
    .ours { fill: #5ca3ff } .other { fill: #6d7887 }
  }`

/** An SVG that stands on its own. */
export function drawChart(chart: Chart): string {
  const bodies: string[] = []
  let y = TOP
  for (const panel of chart.panels) {
    bodies.push(drawPanel(panel, y))
    y += heightOf(panel)
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" aria-label="${escape(chart.title)}">
<style>${STYLE}
</style>
<rect class="ground" width="${WIDTH}" height="${y}"/>
${text(20, 32, 'ink title', chart.title)}
${legend(20, 'ours', chart.ours)}${legend(140, 'other', chart.other)}
${bodies.join('\n')}
</svg>
`
}

const legend = (x: number, kind: string, label: string): string =>
  `<rect class="${kind}" x="${x}" y="46" width="12" height="12" rx="2"/>${text(x + 18, 57, 'soft', label)}`

const heightOf = (panel: Panel): number => PANEL_HEAD + panel.groups.length * PAIR + PANEL_FOOT

function drawPanel(panel: Panel, y: number): string {
  const longest = Math.max(1e-9, ...panel.groups.flatMap((group) => [group.ours, group.other]))
  const step = tickStep(longest)
  const end = Math.ceil(longest / step) * step
  const at = (value: number): number => LEFT + (value / end) * PLOT
  const top = y + PANEL_HEAD
  const bottom = top + panel.groups.length * PAIR
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, i) => i * step)
  const scale = ticks.map((tick) => {
    const x = at(tick).toFixed(1)
    return (
      `<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${x}" y1="${top}" x2="${x}" y2="${bottom}"/>` +
      text(Number(x), bottom + 16, 'soft small', readable(tick), 'middle')
    )
  })
  const pairs = panel.groups.map((group, i) => {
    const pairTop = top + i * PAIR + (PAIR - 2 * BAR) / 2
    return (
      text(LEFT - 12, pairTop + BAR + 4, 'ink', group.label, 'end') +
      bar('ours', at(group.ours), pairTop, group.ours) +
      bar('other', at(group.other), pairTop + BAR, group.other)
    )
  })
  return [
    text(20, y + 20, 'ink panel', panel.title),
    ...scale,
    ...pairs,
    text(LEFT + PLOT / 2, bottom + 34, 'soft small', panel.axis, 'middle'),
  ].join('\n')
}

function bar(kind: string, x: number, y: number, value: number): string {
  // Something that is not nothing stays visible.
  const width = Math.max(1.5, x - LEFT).toFixed(1)
  return (
    `<rect class="${kind}" x="${LEFT}" y="${y}" width="${width}" height="${BAR - 2}"/>` +
    text(Math.max(x, LEFT + 1.5) + 6, y + BAR - 3.5, 'ink small', readable(value))
  )
}

/** 1, 2 or 5 times a power of ten, so that four to eight ticks fit. */
function tickStep(longest: number): number {
  const power = 10 ** Math.floor(Math.log10(longest / 4))
  return ([1, 2, 5, 10].find((factor) => longest / (factor * power) <= 8) ?? 10) * power
}

function text(x: number, y: number, kind: string, words: string, anchor = 'start'): string {
  return `<text class="${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${escape(words)}</text>`
}

function escape(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
