import { type ReactNode, useId } from 'react'
import type { Segment } from './shares.ts'

/** One lying bar in pieces; its words stand beside it. The lines say "clock" without a colour. */
export function ShareBar({ segments }: { readonly segments: readonly Segment<string>[] }): ReactNode {
  return (
    <svg className="share-bar" aria-hidden="true" focusable="false">
      <rect className="share-ground" width="100%" height="100%" rx={4} />
      {segments.map(({ name, x, width }) => (
        <g key={name} data-part={name}>
          <rect className={`fill-${name}`} x={`${x}%`} width={`${width}%`} height="100%" rx={4} />
          {name === 'clock' && <Lines x={x} width={width} />}
        </g>
      ))}
    </svg>
  )
}

function Lines({ x, width }: { readonly x: number; readonly width: number }): ReactNode {
  const id = useId()
  return (
    <>
      <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse">
        <path className="fill-clock-lines" d="M-2 10 10-2M-2 2 2-2M6 10l4-4" />
      </pattern>
      <rect fill={`url(#${id})`} x={`${x}%`} width={`${width}%`} height="100%" rx={4} />
    </>
  )
}
