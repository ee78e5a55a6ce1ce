import { type ReactNode, useMemo } from 'react'
import { difference, folded, type Piece } from '../../../../src/api/difference.ts'
import { counted } from '../../ui/format.ts'
import classes from './Plans.module.css'
import { isStructured } from './structure.ts'
import { structureDifference } from './structure-difference.ts'

interface Props {
  before: string
  after: string
}

/** Two versions of a text in one: what goes is struck through, what comes is marked. */
export function Difference({ before, after }: Props) {
  if (isStructured(before || after) && isStructured(after || before)) {
    return <StructureDifference before={before} after={after} />
  }
  return <TextDifference before={before} after={after} />
}

function marked(kind: Piece['kind'], key: string, content: ReactNode) {
  if (kind === 'removed') return <del key={key}>{content}</del>
  if (kind === 'added') return <ins key={key}>{content}</ins>
  return <span key={key}>{content}</span>
}

function TextDifference({ before, after }: Props) {
  const pieces = useMemo(() => folded(difference(before, after)), [before, after])
  if (pieces.length === 0) return <p className={classes.quiet}>empty</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <pre className={classes.text} tabIndex={0}>
      {pieces.map((piece, index) => marked(piece.kind, `${index}:${piece.kind}`, piece.text))}
    </pre>
  )
}

/** Rich content: words as words, how they are set as small labels. */
function StructureDifference({ before, after }: Props) {
  const lines = useMemo(() => structureDifference(before, after), [before, after])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <section className={classes.rich} tabIndex={0} aria-label="Content, scrollable">
      {lines.map((line, index) => {
        const key = `${index}`
        if ('equal' in line) {
          return (
            <div key={key} className={classes.equal}>
              {counted(line.equal, 'equal line')}
            </div>
          )
        }
        return (
          <div key={key} style={{ paddingLeft: Math.min(line.depth, 6) * 14 }}>
            {line.pieces.map((piece, at) =>
              marked(
                piece.kind,
                `${at}:${piece.kind}`,
                piece.is === 'word' ? piece.text : <span className={classes.label}>{piece.text}</span>,
              ),
            )}
          </div>
        )
      })}
    </section>
  )
}
