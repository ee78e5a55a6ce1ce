import { useMemo } from 'react'
import { difference, folded } from './difference.ts'
import classes from './Plans.module.css'

/** Two versions of a text in one: what goes is struck through, what comes is marked. */
export function Difference({ before, after }: { before: string; after: string }) {
  const pieces = useMemo(() => folded(difference(before, after)), [before, after])
  if (pieces.length === 0) return <p className={classes.quiet}>empty</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <pre className={classes.text} tabIndex={0}>
      {pieces.map((piece, index) => {
        const key = `${index}:${piece.kind}`
        if (piece.kind === 'removed') return <del key={key}>{piece.text}</del>
        if (piece.kind === 'added') return <ins key={key}>{piece.text}</ins>
        return <span key={key}>{piece.text}</span>
      })}
    </pre>
  )
}
