import { useCallback, useMemo, useRef, useState } from 'react'

/** Which rows of a list are ticked. */
export interface Ticks {
  has: (key: string) => boolean
  set: (keys: readonly string[], isTicked: boolean) => void
  /** With shift: all from the one that was ticked last to this one. */
  tick: (key: string, isTicked: boolean, isRange: boolean) => void
}

export interface TickedRows extends Ticks {
  /** Those ticked one by one. */
  keys: ReadonlySet<string>
  /** Every row that the list has or will have; unticking one leaves the others that are loaded. */
  isAll: boolean
  tickAll: () => void
  clear: () => void
}

/** @param order keys of the rows loaded so far, as they are shown */
export function useTicks(order: readonly string[]): TickedRows {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const [isAll, setIsAll] = useState(false)
  const last = useRef<string | null>(null)
  const set = useCallback(
    (some: readonly string[], isTicked: boolean) => {
      setKeys((before) => {
        const after = new Set(isAll ? order : before)
        for (const key of some) isTicked ? after.add(key) : after.delete(key)
        return after
      })
      setIsAll(false)
    },
    [isAll, order],
  )
  const tick = useCallback(
    (key: string, isTicked: boolean, isRange: boolean) => {
      const [from = -1, to = -1] = [order.indexOf(last.current ?? ''), order.indexOf(key)].sort(
        (a, b) => a - b,
      )
      set(isRange && from >= 0 ? order.slice(from, to + 1) : [key], isTicked)
      last.current = key
    },
    [order, set],
  )
  const clear = useCallback(() => {
    setKeys(new Set())
    setIsAll(false)
  }, [])
  const tickAll = useCallback(() => setIsAll(true), [])
  return useMemo(
    () => ({ keys, isAll, has: (key) => isAll || keys.has(key), set, tick, tickAll, clear }),
    [keys, isAll, set, tick, tickAll, clear],
  )
}
