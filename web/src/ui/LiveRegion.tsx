import { useEffect, useRef, useState } from 'react'

const leastMs = 1500

/** Announces `message` to screen readers without moving focus: at most one each 1.5 s, the last one always. */
export function LiveRegion({ message }: { message: string }) {
  const [said, setSaid] = useState('')
  const lastAt = useRef(Number.NEGATIVE_INFINITY)
  // Counted from when it stands there, however late that is.
  useEffect(() => {
    if (said !== '') lastAt.current = performance.now()
  }, [said])
  useEffect(() => {
    if (message === said) return
    const timer = setTimeout(
      () => setSaid(message),
      Math.max(0, lastAt.current + leastMs - performance.now()),
    )
    return () => clearTimeout(timer)
  }, [message, said])
  return (
    <div className="sr-only" role="status" aria-live="polite">
      {said}
    </div>
  )
}
