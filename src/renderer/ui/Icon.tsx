import type { ReactNode } from 'react'
import type { Direction } from '../../shared/visit.ts'

/** Drawn on a 24-unit grid with one stroke width, so that all of them read as one hand. */
const shapes = {
  after: 'm9.5 6 6 6-6 6',
  alert: 'M12 4 2.8 19.5h18.4L12 4Zm0 6v4.5m0 2.7v.1',
  back: 'M20 12H4.5m6-6.5L4 12l6.5 6.5',
  ban: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM6 6l12 12',
  before: 'm14.5 6-6 6 6 6',
  bell: 'M6.5 16.5v-6a5.5 5.5 0 0 1 11 0v6l1.5 2H5l1.5-2ZM10 21h4M12 3v2',
  bellOff: 'M17.5 14v-3.5a5.5 5.5 0 0 0-8.6-4.5M6.5 9.5v7L5 18.5h13.5M10 21h4M12 3v2M4 4l16 16',
  camera:
    'M4 8h3.2L9 5.5h6L16.8 8H20a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1Zm8 2a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6Z',
  chart: 'M4 20h16M6.5 16.5v-5m5.5 5v-12m5.5 12v-8',
  check: 'm5 12.5 4.6 4.6L19 7.5',
  chevron: 'm6 9.5 6 6 6-6',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2',
  close: 'm6 6 12 12M18 6 6 18',
  cloud: 'M7 18.5a4 4 0 0 1-.6-7.95 6 6 0 0 1 11.5 1.2A3.4 3.4 0 0 1 17.5 18.5H7Z',
  door: 'M6 20.5V4.5a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v16M3.5 20.5h17M14.5 12v.6',
  enter: 'M10 4.5h8a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-8M3.5 12H14m-3.5-3.5L14 12l-3.5 3.5',
  exit: 'M14 4.5H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h8M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5',
  file: 'M14 3.5H7a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-12l-4-4Zm0 0v4h4',
  help: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM9.6 9.6A2.5 2.5 0 0 1 12 7.8c1.4 0 2.5.9 2.5 2.2 0 1.7-2.5 2-2.5 3.8m0 2.6v.1',
  idCard:
    'M4 5.5h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1Zm5 3.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm-3 6.5c.4-1.2 1.5-1.8 3-1.8s2.6.6 3 1.8M15 10h3m-3 3.5h3',
  list: 'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5v.1m0 5.4v.1m0 5.4v.1',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7m2 3a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17',
  menu: 'M4 7h16M4 12h16M4 17h16',
  minus: 'M6 12h12',
  monitor: 'M4 5h16a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Zm5 15h6m-3-4v4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z',
  more: 'M4.7 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0Zm6.5 0a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0Zm6.5 0a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0Z',
  octagon: 'M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3l4.8-4.8ZM12 7.5v5.5m0 3v.1',
  passage: 'M4 12h16m-4-4 4 4-4 4',
  round: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 8v4.7m0 3v.1',
  pause: 'M9 6v12m6-12v12',
  print:
    'M7 8.5v-5h10v5M7 16.5H4.5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h15a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H17M7 13.5h10v7H7v-7Z',
  pulse: 'M2.5 12H7l2.5-6.5 5 13L17 12h4.5',
  retry: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4m2.3-2.6v4h-4',
  search: 'M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12Zm4.4 10.4 5 5',
  shield: 'M12 3.5 5 6v5.5c0 4.4 2.9 7.5 7 9 4.1-1.5 7-4.6 7-9V6l-7-2.5Z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-5v2m0 14v2m9-9h-2M5 12H3m15.4-6.4L17 7M7 17l-1.4 1.4m12.8 0L17 17M7 7 5.6 5.6',
  table: 'M4 5.5h16v13H4v-13Zm0 4.5h16M4 14.3h16M10 10v8.5',
  turnstile:
    'M4.5 20.5v-11A1.5 1.5 0 0 1 6 8h2.5A1.5 1.5 0 0 1 10 9.5v11M3 20.5h8.5M10 12.5h11M10 12.5l6.5 7M10 12.5 15.5 5.5',
  undo: 'M8.5 5 4 9.5 8.5 14M4.5 9.5H14a5.5 5.5 0 0 1 0 11h-3',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20.5c.6-3.9 3.6-5.8 7.5-5.8s6.9 1.9 7.5 5.8',
  userPlus:
    'M10 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM3 20.5c.5-3.9 3.2-5.8 7-5.8 1.6 0 3 .3 4.1 1M18.5 13.5v7M15 17h7',
  users:
    'M9 4.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4ZM2.5 19.5c.5-3.6 3-5.3 6.5-5.3s6 1.7 6.5 5.3M15.5 5a3.5 3.5 0 0 1 0 6.5m3 3.3c1.7.8 2.7 2.4 3 4.7',
} as const

export type IconName = keyof typeof shapes

export const directionIcons: Record<Direction, IconName> = { entry: 'enter', exit: 'exit', none: 'passage' }

/** Never alone: the word beside it, or the button's label, says what it means. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  )
}
