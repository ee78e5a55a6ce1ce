import { type RefObject, useEffect } from 'react'

interface Rows {
  scroller: RefObject<HTMLElement | null>
  count: number
  rowHeight: number
  /** Index of the opened row, or -1. */
  opened: number
  onOpen: ((index: number) => void) | undefined
}

/** `j` and `k` go down and up a list: to the next row, or to the next opened one while a panel shows it. */
export function useRowKeys({ scroller, count, rowHeight, opened, onOpen }: Rows): void {
  useEffect(() => {
    if (onOpen === undefined) return
    const move = (event: KeyboardEvent) => {
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      const target = event.target as HTMLElement
      if (step === 0 || event.metaKey || event.ctrlKey || event.altKey) return
      if (target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]')) return
      const focused = target.closest<HTMLElement>('tr[data-index]')?.dataset['index']
      const at = opened >= 0 ? opened : focused === undefined ? -1 : Number(focused)
      const next = at + step
      if (next < 0 || next >= count) return
      event.preventDefault()
      show(scroller.current, next, rowHeight)
      if (opened >= 0) onOpen(next)
      // Far from where it was, the row is drawn with the next frame.
      else if (!focusRow(scroller.current, next))
        requestAnimationFrame(() => focusRow(scroller.current, next))
    }
    document.addEventListener('keydown', move)
    return () => document.removeEventListener('keydown', move)
  }, [scroller, count, rowHeight, opened, onOpen])
}

/** Scrolls as little as needed; one row stays in view on either side. */
function show(scroller: HTMLElement | null, index: number, rowHeight: number): void {
  if (scroller === null) return
  const top = (index - 1) * rowHeight
  const bottom = (index + 3) * rowHeight
  if (top < scroller.scrollTop) scroller.scrollTop = top
  else if (bottom > scroller.scrollTop + scroller.clientHeight)
    scroller.scrollTop = bottom - scroller.clientHeight
}

function focusRow(scroller: HTMLElement | null, index: number): boolean {
  const button = scroller?.querySelector<HTMLElement>(`tr[data-index="${index}"] button`)
  button?.focus({ preventScroll: true })
  return button !== null && button !== undefined
}
