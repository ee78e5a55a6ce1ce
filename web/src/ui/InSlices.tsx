import { type ReactNode, startTransition, useEffect, useState } from 'react'

interface Props {
  /** Stands there for a frame; nothing unless told. */
  before?: ReactNode
  children: ReactNode
}

/**
 * For long forms. Drawn at once, one keeps the page from answering for a fifth of a second; begun after the first frame,
 * React draws it a few milliseconds at a time. What is drawn then comes into the document in one piece, which the browser
 * lays out and paints in one, so a very long form has another within it, around what is out of view.
 */
export function InSlices({ before = null, children }: Props) {
  const [isBegun, setBegun] = useState(false)
  // A deferred value would be taken at once within what is drawn so already.
  useEffect(() => startTransition(() => setBegun(true)), [])
  return isBegun ? children : before
}
