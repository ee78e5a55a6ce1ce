// What the template and somebody in Wix both changed of a page, side by side as readers see it, with a choice for each.
import { useRef } from 'react'
import type { Collision, PlanItemDetail } from '../../../../src/api/plan.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import { AlikeButton } from './AlikeButton.tsx'
import { CollisionCard } from './CollisionCard.tsx'
import classes from './Collisions.module.css'
import shared from './Plans.module.css'
import { useChoiceKeys } from './useChoiceKeys.ts'
import { useChoices } from './useChoices.ts'

interface Props {
  projectId: string
  planId: string
  rowKey: string
  merge: NonNullable<PlanItemDetail['merge']>
  /** Whether other pages of the plan wait for a decision. */
  hasOthers: boolean
  /** A field as people call it. */
  wordOf: (field: string) => string
}

export function Collisions({ projectId, planId, rowKey, merge, hasOthers, wordOf }: Props) {
  const { collisions } = merge
  const list = useRef<HTMLOListElement>(null)
  const { choiceOf, choose, undo, error } = useChoices({ projectId, planId, rowKey, collisions })
  useChoiceKeys({ list, collisions, choiceOf, choose, undo })
  const open = collisions.filter((one) => choiceOf(one) === null).length
  return (
    <>
      {collisions.length > 0 && (
        <section aria-labelledby="collisions">
          <h3 id="collisions" className={classes.title}>
            {counted(collisions.length, 'part was', 'parts were')} changed here and in Wix
          </h3>
          <p className={shared.quiet}>
            {open > 0 ? `${open} undecided: the page waits.` : 'All are decided.'} What only one side changed
            is merged already.
          </p>
          <LiveRegion message={open > 0 ? `${open} undecided` : 'All are decided'} />
          <ol className={classes.list} ref={list}>
            {collisions.map((one) => {
              const choice = choiceOf(one)
              return (
                <CollisionCard
                  key={one.id}
                  collision={one}
                  name={nameOf(one, collisions, wordOf)}
                  choice={choice}
                  onChoose={(next) => choose(one, next)}
                >
                  {hasOthers && choice !== null && (
                    <AlikeButton
                      key={choice}
                      projectId={projectId}
                      planId={planId}
                      field={one.field}
                      word={wordOf(one.field)}
                      choice={choice}
                    />
                  )}
                </CollisionCard>
              )
            })}
          </ol>
        </section>
      )}
      {error && <ErrorNote title="The decision was not stored" error={error} />}
    </>
  )
}

/** The field, and which of its parts where there are several. */
function nameOf(one: Collision, all: readonly Collision[], wordOf: Props['wordOf']): string {
  const same = all.filter(({ field }) => field === one.field)
  const place = same.length > 1 ? `, part ${same.indexOf(one) + 1} of ${same.length}` : ''
  return `${wordOf(one.field)}${place}`
}
