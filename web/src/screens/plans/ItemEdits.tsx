// What people changed in Wix of a page of a plan, field by field, and which of it is left to them from now on.
import type { PlanItemDetail } from '../../../../src/api/plan.ts'
import { useDetachInPlan } from '../../queries/plans.ts'
import { type EditedField, EditsInWix } from '../pages/EditsInWix.tsx'
import classes from './Plans.module.css'

interface Props {
  projectId: string
  planId: string
  item: PlanItemDetail
  wordOf: (field: string) => string
}

export function ItemEdits({ projectId, planId, item, wordOf }: Props) {
  const { mutate, isPending, isSuccess, error } = useDetachInPlan(projectId, planId)
  const { rowKey } = item
  // What collided is merged anew at once; anything else was compared when the plan was made.
  const isMergedAnew = item.action === 'conflict' && item.merge !== null
  return (
    <>
      <EditsInWix
        edited={editedOf(item)}
        detached={item.detached}
        wordOf={wordOf}
        isPending={isPending}
        error={error}
        onDetach={(field, detached) => mutate({ rowKey, field, detached, isMergedAnew })}
      />
      {isSuccess && !isMergedAnew && (
        <p className={classes.quiet} role="status">
          Stored for this page. This plan was made before, so plan again to see it.
        </p>
      )}
    </>
  )
}

/** Fields that stay as somebody made them, then those that both changed. */
function editedOf({ action, merge, changes }: PlanItemDetail): EditedField[] {
  const stays = [...(merge?.kept ?? []).map(({ field }) => field), ...(merge?.mergedFields ?? [])]
  const torn = merge
    ? merge.collisions.map(({ field }) => field)
    : changes.filter(({ before, theirs }) => theirs !== null && theirs !== before).map(({ field }) => field)
  const open = action === 'conflict' ? new Set(torn) : new Set<string>()
  return [
    ...[...new Set(stays)]
      .filter((field) => !open.has(field))
      .map((field) => ({ field, words: 'was changed in Wix, and that stays.' })),
    ...[...open].map((field) => ({ field, words: 'was changed here and in Wix.' })),
  ]
}
