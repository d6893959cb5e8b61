import type { ReactNode } from 'react'

/** The sign of the program: a doorway under a guarded roof. */
export function Mark({ size = 40 }: { readonly size?: number }): ReactNode {
  return (
    <svg className="mark" viewBox="0 0 40 40" width={size} height={size} aria-hidden="true" focusable="false">
      <rect className="mark-ground" width="40" height="40" rx="10" />
      <path className="mark-line" d="M9 17.5 20 9l11 8.5M12.5 16v15M27.5 16v15" />
      <path
        className="mark-fill"
        d="M20 16.5a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2ZM14.6 31c.5-3.6 2.6-5.4 5.4-5.4s4.9 1.8 5.4 5.4Z"
      />
    </svg>
  )
}
