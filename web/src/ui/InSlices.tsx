import { type ReactNode, useDeferredValue } from 'react'

interface Props {
  /** Stands there for a frame. */
  before: ReactNode
  children: ReactNode
}

/**
 * For long forms. Drawn at once, one keeps the page from answering for a fifth of a second; deferred, React draws it a
 * few milliseconds at a time.
 */
export function InSlices({ before, children }: Props) {
  const isBegun = useDeferredValue(true, false)
  return isBegun ? children : before
}
