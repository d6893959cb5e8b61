/** Any number becomes a hash that a portrait can be drawn from. */
export function faceOf(seed: number): string {
  return seed.toString(16).padStart(64, '0')
}

/** A drawn face per hash: enough to see whether photos are cut, lit and lined up well. */
export function portrait(hash: string): string {
  const seed = Number.parseInt(hash.slice(-6), 16)
  const pick = <T>(list: readonly T[], salt: number): T => {
    const found = list[(seed * 31 + salt * 17) % list.length]
    if (found === undefined) throw new Error('an empty list has nothing to pick')
    return found
  }
  const wall = pick(['#cfd8dc', '#d7ccc8', '#c5cae9', '#dcedc8', '#e0e0e0'], 1)
  const skin = pick(['#f1c9a5', '#e0ac83', '#c68642', '#8d5524', '#ffdbac'], 2)
  const hair = pick(['#2b1b12', '#4a2c17', '#1a1a1a', '#8a6d3b', '#b0a090', '#6b2f1a'], 3)
  const coat = pick(['#37474f', '#5d4037', '#1a3a5c', '#3e4a2f', '#6a1b3a'], 4)
  const long = seed % 2 === 0
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 500" width="500" height="500">
<rect width="500" height="500" fill="${wall}"/>
${long ? `<path d="M130 220c0-110 240-110 240 0v190H130Z" fill="${hair}"/>` : ''}
<path d="M70 500c10-110 90-140 180-140s170 30 180 140Z" fill="${coat}"/>
<path d="M210 330h80v60c-20 22-60 22-80 0Z" fill="${skin}"/>
<ellipse cx="250" cy="240" rx="98" ry="124" fill="${skin}"/>
<path d="M150 230c-8-150 208-150 200 0-14-62-44-84-100-84s-86 22-100 84Z" fill="${hair}"/>
<path d="M206 232h1m86 0h1" stroke="#20242a" stroke-width="17" stroke-linecap="round"/>
<path d="M186 206q20-12 40 0m48 0q20-12 40 0" stroke="${hair}" stroke-width="7" fill="none" stroke-linecap="round"/>
<path d="M250 240v34l-12 6" stroke="#00000044" stroke-width="6" fill="none" stroke-linecap="round"/>
<path d="M218 310q32 ${10 + (seed % 4) * 5} 64 0" stroke="#8a3b33" stroke-width="8" fill="none" stroke-linecap="round"/>
</svg>`
}

/** The same person as a terminal at a door sees them: nearer, from the side, in other light. */
export function terminalPicture(seed: number): string {
  const inner = portrait(faceOf(seed)).replace('<svg ', '<svg x="-30" y="10" ')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="70 60 380 380" width="380" height="380">
<rect x="60" y="50" width="400" height="400" fill="#5d6a70"/>
<g transform="rotate(5 250 250) scale(1.06)">${inner}</g>
<rect x="60" y="50" width="400" height="400" fill="#0a1a3a" opacity="0.25"/>
</svg>`
}
