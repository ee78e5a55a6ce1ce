// Where the opened row stands in its list, for the panel that shows it.
import { createContext, type RefObject } from 'react'

export interface PanelPlace {
  /** From 0; -1: the list has not come so far. */
  index: number
  /** How many rows the list has; null while nobody knows. */
  total: number | null
  hasNext: boolean
  onGo: (index: number) => void
  /** Which button took the panel on, so that it keeps the focus in the next one. */
  goneBy: RefObject<'previous' | 'next' | null>
}

export const PanelPlaceContext = createContext<PanelPlace | null>(null)
