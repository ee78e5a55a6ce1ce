import { useEffect, useState } from 'react'
import { ago, exact, until } from './format.ts'

/** How long ago, kept current; the exact time on hover and for machines. */
export function Ago({ at }: { at: string | null }) {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 30_000)
    return () => clearInterval(timer)
  }, [])
  if (at === null) return <span>never</span>
  return (
    <time dateTime={at} title={exact(at)}>
      {ago(at)}
    </time>
  )
}

/** When something will be: the day and the time; the exact one on hover and for machines. */
export function Until({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exact(at)}>
      {until(at)}
    </time>
  )
}
