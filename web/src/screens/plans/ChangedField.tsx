// One field that changes: both versions beside each other, rich text as readers see it.
import type { ReactNode } from 'react'
import type { FieldChange, PlanItemDetail } from '../../../../src/api/plan.ts'
import collisions from './Collisions.module.css'
import { Difference } from './Difference.tsx'
import classes from './Plans.module.css'
import { Rendered } from './Rendered.tsx'
import { SourceButton } from './SourceButton.tsx'
import { useShownAs } from './useShownAs.ts'

interface Props {
  change: FieldChange
  /** Of rich text; null of any other. */
  html: PlanItemDetail['rendered'][string] | null
  word: string
  isConflict: boolean
}

export function ChangedField({ change, html, word, isConflict }: Props) {
  const { isSource } = useShownAs()
  const isTorn = isConflict && change.theirs !== null
  return (
    <section className={classes.change}>
      <div className={classes.changeHead}>
        <h3>{word}</h3>
        {html !== null && <SourceButton of={word} />}
      </div>
      {html !== null && !isSource ? (
        <Versions html={html} isTorn={isTorn} />
      ) : (
        <Source change={change} isTorn={isTorn} />
      )}
    </section>
  )
}

function Versions({ html, isTorn }: { html: NonNullable<Props['html']>; isTorn: boolean }) {
  const before = html.before ?? ''
  const after = html.after ?? ''
  if (isTorn)
    return (
      <Sides
        left={['In Wix now', html.theirs && <Rendered html={html.theirs} before={before} />]}
        right={['Ours', after && <Rendered html={after} before={before} />]}
      />
    )
  if (before === '') return <Rendered html={after} before={after} />
  return (
    <Sides
      left={['Before', <Rendered key="before" html={before} before={after} shows="gone" />]}
      right={['After', after && <Rendered html={after} before={before} shows="come" />]}
    />
  )
}

function Source({ change: { before, after, theirs }, isTorn }: { change: FieldChange; isTorn: boolean }) {
  if (!isTorn) return <Difference before={before ?? after ?? ''} after={after ?? ''} />
  return (
    <Sides
      left={['In Wix now', <Difference key="theirs" before={before ?? ''} after={theirs ?? ''} />]}
      right={['Ours', <Difference key="ours" before={before ?? ''} after={after ?? ''} />]}
    />
  )
}

type Side = [title: string, content: ReactNode]

function Sides({ left, right }: { left: Side; right: Side }) {
  return (
    <div className={collisions.room}>
      <div className={collisions.sides}>
        {[left, right].map(([title, content]) => (
          <div key={title} className={collisions.side}>
            <h4>{title}</h4>
            {content || <p className={classes.quiet}>empty</p>}
          </div>
        ))}
      </div>
    </div>
  )
}
