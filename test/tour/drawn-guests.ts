/** Guests that never lived, for pictures of the desk: names, and a drawn portrait each. */
export interface DrawnGuest {
  readonly words: {
    readonly familyName: string
    readonly givenName: string
    readonly host: string
    readonly purpose: string
    readonly hours: number
  }
  readonly svg: string
}

interface Look {
  readonly wall: string
  readonly skin: string
  readonly hair: string
  readonly coat: string
  readonly long: boolean
}

function portrait({ wall, skin, hair, coat, long }: Look): string {
  const strands = long
    ? `<path d="M190 250 Q150 480 215 520 L430 520 Q490 470 450 250 Z" fill="${hair}"/>`
    : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640">
    <defs><linearGradient id="w" x2="0" y2="1"><stop stop-color="${wall}"/><stop offset="1" stop-color="#8d979e"/></linearGradient>
    <radialGradient id="s" cx=".4" cy=".35" r=".9"><stop stop-color="${skin}"/><stop offset="1" stop-color="#7d5136"/></radialGradient></defs>
    <rect width="640" height="640" fill="url(#w)"/>${strands}
    <path d="M90 640 Q110 490 260 465 L380 465 Q530 490 550 640 Z" fill="${coat}"/>
    <path d="M270 400 h100 v80 q-50 45 -100 0 Z" fill="${skin}"/><path d="M270 430 q50 40 100 0 v20 q-50 45 -100 0 Z" fill="#0003"/>
    <ellipse cx="320" cy="290" rx="118" ry="152" fill="url(#s)"/>
    <path d="M198 270 Q190 105 322 100 Q452 105 442 270 Q425 190 380 178 Q310 200 250 175 Q210 200 198 270 Z" fill="${hair}"/>
    <g fill="#fff"><ellipse cx="274" cy="285" rx="22" ry="12"/><ellipse cx="366" cy="285" rx="22" ry="12"/></g>
    <g fill="#2c3b2e"><circle cx="275" cy="285" r="10"/><circle cx="365" cy="285" r="10"/></g>
    <path d="M248 258 q26 -14 50 0 M342 258 q26 -14 50 0" stroke="${hair}" stroke-width="8" fill="none" stroke-linecap="round"/>
    <path d="M322 292 q-14 46 -8 58 q8 6 18 2" stroke="#0004" stroke-width="6" fill="none" stroke-linecap="round"/>
    <path d="M284 384 q36 20 74 0" stroke="#9c4a42" stroke-width="9" fill="none" stroke-linecap="round"/></svg>`
}

const guest = (
  [familyName, givenName, host, purpose]: readonly [string, string, string, string],
  hours: number,
  [wall, skin, hair, coat]: readonly [string, string, string, string],
  long = false,
): DrawnGuest => ({
  words: { familyName, givenName, host, purpose, hours },
  svg: portrait({ wall, skin, hair, coat, long }),
})

export const drawnGuests: readonly DrawnGuest[] = [
  guest(['Семёнов', 'Артём', 'О. Лебедева', 'Interview'], 2, ['#dfe7ea', '#f0c8a4', '#4a3426', '#33506b']),
  guest(['Smith', 'Jane', 'R. Ivanov', 'Meeting'], 3, ['#e8e2d6', '#f3cfb3', '#a8622d', '#6d3b52'], true),
  guest(['Алимова', 'Жанна', 'Д. Ким', 'Meeting'], 5, ['#d9e4dc', '#dcab82', '#1e1a1c', '#2f5a4c'], true),
  guest(['Müller', 'Jonas', 'R. Ivanov', 'Maintenance'], 8, ['#e4e4ea', '#eec3a0', '#c9a24e', '#4b4f57']),
  guest(
    ['Осипова', 'Вера', 'А. Журавлёва', 'Delivery'],
    1,
    ['#efe6df', '#f1ceb4', '#6e3f2c', '#8a4a3b'],
    true,
  ),
  guest(['Okafor', 'Daniel', 'S. Petrov', 'Tour'], 4, ['#dfe3ea', '#8d5b3c', '#17120f', '#3b4a2f']),
  guest(['Ткачёв', 'Фёдор', 'О. Лебедева', 'Meeting'], 6, ['#e6ebe4', '#efc7a6', '#8b8378', '#23395a']),
]
