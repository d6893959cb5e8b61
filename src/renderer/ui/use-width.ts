import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/**
 * The width of an element in pixels, kept up to date. A chart that is drawn for it keeps its words at their size on every
 * screen; one that is scaled as a whole does not. `firstPx` until it is measured.
 */
export function useWidth<Box extends Element>(firstPx: number): [RefObject<Box | null>, number] {
  const box = useRef<Box>(null)
  const [widthPx, setWidthPx] = useState(firstPx)
  useLayoutEffect(() => {
    if (box.current === null) return undefined
    setWidthPx(box.current.clientWidth)
    const observer = new ResizeObserver(([seen]) => {
      if (seen !== undefined) setWidthPx(Math.floor(seen.contentRect.width))
    })
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  return [box, widthPx]
}
