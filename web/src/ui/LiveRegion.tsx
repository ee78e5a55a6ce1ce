import { useEffect, useRef, useState } from 'react'

/** Announces `message` to screen readers without moving focus: at most one each 1.5 s, the last one always. */
export function LiveRegion({ message }: { message: string }) {
  const [said, setSaid] = useState('')
  const lastAt = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, lastAt.current + 1500 - Date.now())
    const timer = setTimeout(() => {
      lastAt.current = Date.now()
      setSaid(message)
    }, wait)
    return () => clearTimeout(timer)
  }, [message])
  return (
    <div className="sr-only" role="status" aria-live="polite">
      {said}
    </div>
  )
}
