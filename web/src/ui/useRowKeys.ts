import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { type Command, useCommands } from './commands.ts'

interface Rows {
  scroller: RefObject<HTMLElement | null>
  count: number
  /** Index of the opened row, or -1. */
  opened: number
  isThere: (index: number) => boolean
  reveal: (index: number) => void
  onOpen: ((index: number) => void) | undefined
  /** Ticks or unticks the row. */
  onTick: ((index: number) => void) | undefined
}

/**
 * Going through a list by key: to the next row, or to the next opened one while a panel shows it.
 * @returns what goes to a row that may not be loaded yet: it is opened, or gets the focus, once it is there
 */
export function useRowKeys(rows: Rows): (index: number, how: 'focus' | 'open') => void {
  const { scroller, count, opened, isThere, reveal, onOpen, onTick } = rows
  const awaited = useRef<{ index: number; how: 'focus' | 'open' } | null>(null)
  const arrive = useCallback(() => {
    const { index, how } = awaited.current ?? { index: -1, how: 'focus' }
    if (index < 0 || !isThere(index)) return
    if (how === 'open') onOpen?.(index)
    else if (!focusRow(scroller.current, index)) return
    awaited.current = null
  }, [scroller, isThere, onOpen])
  // Far from where it was, a row is drawn a moment later, or loaded first.
  useEffect(arrive)
  const go = useCallback(
    (index: number, how: 'focus' | 'open') => {
      if (index < 0 || index >= count) return
      awaited.current = { index, how }
      reveal(index)
      arrive()
    },
    [count, reveal, arrive],
  )

  const move = (to: (from: number) => number) => (event?: KeyboardEvent) => {
    const at = opened >= 0 ? opened : focusedRow(event)
    const next = Math.min(count - 1, to(at))
    if (next < 0 || next === at) return false
    go(next, opened >= 0 ? 'open' : 'focus')
    return true
  }
  const commands: Command[] = [
    { words: 'Next row', keys: ['j'], run: move((at) => at + 1), isKeyOnly: true },
    { words: 'Previous row', keys: ['k'], run: move((at) => at - 1), isKeyOnly: true },
    { words: 'First row', keys: ['Home'], run: move(() => 0), isKeyOnly: true },
    { words: 'Last row', keys: ['End'], run: move(() => count - 1), isKeyOnly: true },
    { words: 'Open the row', keys: ['Enter'], isKeyOnly: true },
    ...(onTick
      ? [
          {
            words: 'Tick the row',
            keys: ['x', ' '],
            run: (event?: KeyboardEvent) => {
              const at = opened >= 0 ? opened : focusedRow(event)
              // A space is for the page, or for what has the focus, unless that is the row itself.
              if (at < 0 || (event?.key === ' ' && !isOnTitle(event))) return false
              onTick(at)
              return true
            },
            isKeyOnly: true,
          },
        ]
      : []),
  ]
  useCommands('Lists', commands)
  return go
}

function focusedRow(event: KeyboardEvent | undefined): number {
  const row = (event?.target as HTMLElement | undefined)?.closest<HTMLElement>('tr[data-index]')
  return row ? Number(row.dataset['index']) : -1
}

function isOnTitle({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.matches('tr[data-index] button[aria-pressed]')
}

function focusRow(scroller: HTMLElement | null, index: number): boolean {
  const title = scroller?.querySelector<HTMLElement>(`tr[data-index="${index}"] :is(button, a)`)
  title?.focus({ preventScroll: true })
  return title !== null && title !== undefined
}
