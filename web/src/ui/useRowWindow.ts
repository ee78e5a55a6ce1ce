import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { type RowWindow, type Scrolled, scrollTo, windowOf } from './row-window.ts'

export interface SeenRows extends RowWindow {
  /** Scrolls a row into view. */
  reveal: (index: number) => void
}

/** Which of `count` rows of one height the scroller shows. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): SeenRows {
  const [seen, setSeen] = useState<RowWindow>(() =>
    windowOf({ scrollTop: 0, height: 20 * rowHeight, count, rowHeight }),
  )
  const sizes = useRef({ count, rowHeight })
  sizes.current = { count, rowHeight }
  const look = useCallback(() => {
    const scrolled = scrolledOf(scroller.current, sizes.current)
    if (scrolled !== null) setSeen((before) => sameOr(before, windowOf(scrolled)))
  }, [scroller])

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    element.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [scroller, look])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of rows is another window
  useLayoutEffect(look, [look, count, rowHeight])

  const reveal = useCallback(
    (index: number) => {
      const scrolled = scrolledOf(scroller.current, sizes.current)
      if (scrolled === null || scroller.current === null) return
      scroller.current.scrollTop = scrollTo(index, scrolled)
      look()
    },
    [scroller, look],
  )
  // Between two looks the list may have become shorter.
  const to = Math.min(count, seen.to)
  return { ...seen, from: Math.min(seen.from, to), to, reveal }
}

function scrolledOf(
  element: HTMLElement | null,
  sizes: Pick<Scrolled, 'count' | 'rowHeight'>,
): Scrolled | null {
  return element && { ...sizes, scrollTop: element.scrollTop, height: element.offsetHeight }
}

function sameOr(before: RowWindow, after: RowWindow): RowWindow {
  const isSame = (Object.keys(after) as (keyof RowWindow)[]).every((key) => before[key] === after[key])
  return isSame ? before : after
}
