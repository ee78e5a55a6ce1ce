// Two sets of texts, field by field: what went is struck through, what came is marked.
import { useMemo } from 'react'
import { difference, folded } from '../../../../src/api/difference.ts'
import classes from './Versions.module.css'

interface Props {
  before: Record<string, string>
  after: Record<string, string>
  labelOf: (field: string | undefined) => string
}

export function FieldDifferences({ before, after, labelOf }: Props) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => (before[name] ?? '') !== (after[name] ?? ''),
  )
  if (names.length === 0) return <p className={classes.note}>Nothing differs.</p>
  return names.map((name) => (
    <div key={name} className={classes.field}>
      <h3>{labelOf(name)}</h3>
      <Marked before={before[name] ?? ''} after={after[name] ?? ''} />
    </div>
  ))
}

function Marked({ before, after }: { before: string; after: string }) {
  const pieces = useMemo(() => folded(difference(before, after)), [before, after])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <pre tabIndex={0}>
      {pieces.map(({ kind, text }, at) => {
        const key = `${at}:${kind}`
        if (kind === 'removed') return <del key={key}>{text}</del>
        return kind === 'added' ? <ins key={key}>{text}</ins> : <span key={key}>{text}</span>
      })}
    </pre>
  )
}
