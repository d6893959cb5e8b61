import { type RefCallback, useCallback, useState } from 'react'

/**
 * Whether the element can be seen, by every box that cuts it off; `loading="lazy"` starts thousands of pixels earlier,
 * which is whole pages of a list.
 */
export function useInView(): readonly [ref: RefCallback<HTMLElement>, inView: boolean] {
  const [inView, setInView] = useState(false)
  const ref = useCallback<RefCallback<HTMLElement>>((element) => {
    if (element === null) return undefined
    const observer = new IntersectionObserver((entries) => {
      setInView(entries.at(-1)?.isIntersecting === true)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, inView]
}
