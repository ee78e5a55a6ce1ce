import { type RefObject, useLayoutEffect, useState } from 'react'

/** Rows kept in the document before and after those in view, so that scrolling shows no gap. */
const spare = 12

export interface RowWindow {
  /** Index of the first row to draw, and the one after the last. */
  from: number
  to: number
}

/** Which of `count` rows of one height the scroller shows, with some to spare. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowWindow {
  const [seen, setSeen] = useState<RowWindow>({ from: 0, to: 20 })

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const look = () => {
      const from = Math.floor(element.scrollTop / rowHeight)
      const to = Math.ceil((element.scrollTop + element.offsetHeight) / rowHeight)
      setSeen((before) => (before.from === from && before.to === to ? before : { from, to }))
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [scroller, rowHeight])

  const to = Math.min(count, seen.to + spare)
  return { from: Math.max(0, Math.min(seen.from - spare, to)), to }
}
