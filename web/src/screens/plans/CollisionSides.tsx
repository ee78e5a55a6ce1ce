// One collision: Wix's version and ours beside each other, and below what both came from.
import type { Choice, Collision } from '../../../../src/api/plan.ts'
import classes from './Collisions.module.css'
import { Difference } from './Difference.tsx'
import shared from './Plans.module.css'
import { Rendered } from './Rendered.tsx'
import { isStructured } from './structure.ts'
import { useShownAs } from './useShownAs.ts'

type Side = Collision['base']

export function CollisionSides({ collision, choice }: { collision: Collision; choice: Choice | null }) {
  const { base, ours, theirs } = collision
  return (
    <>
      <div className={classes.sides}>
        <div className={classes.side} data-chosen={choice === 'theirs' || undefined}>
          <h5>In Wix now</h5>
          <Version side={theirs} base={base} absent="Taken away in Wix." />
        </div>
        <div className={classes.side} data-chosen={choice === 'ours' || undefined}>
          <h5>Ours</h5>
          <Version side={ours} base={base} absent="The template no longer has it." />
        </div>
      </div>
      {!isAbsent(base) && (
        <details className={classes.before}>
          <summary>Before both changed it</summary>
          <Version side={base} base={base} absent="" />
        </details>
      )}
    </>
  )
}

/** `absent`: what to say where nothing is there. */
function Version({ side, base, absent }: { side: Side; base: Side; absent: string }) {
  const { isSource } = useShownAs()
  if (isAbsent(side)) return <p className={shared.quiet}>{absent}</p>
  if (side.html === null)
    return isStructured(side.text) ? (
      <Difference before={base.text} after={side.text} />
    ) : (
      <Rendered html={escaped(side.text)} before={escaped(base.text)} />
    )
  const before = base.html ?? ''
  if (isSource)
    return isStructured(side.text) ? (
      <Difference before={base.text} after={side.text} />
    ) : (
      <Difference before={before} after={side.html} />
    )
  return <Rendered html={side.html} before={before} />
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const isAbsent = ({ text, html }: Side) => text === '' && (html === null || html === '')
