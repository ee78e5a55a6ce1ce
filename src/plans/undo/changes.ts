// An item of an undo, field by field, as people see it. Pure.
import type { FieldChange } from '../../api/plan.ts'
import { statusField, visibilityText, type WantedVisibility } from '../../targets/visibility.ts'

interface UndoneRow {
  changedFields: string[]
  visibility: WantedVisibility
  baseVisibility: WantedVisibility
  theirs: Record<string, string> | null
}

/**
 * What comes back, and what somebody edited since.
 * @param now as we last sent it
 * @param before as it stood before the run
 */
export function undoneChanges(
  row: UndoneRow,
  now: Record<string, string>,
  before: Record<string, string>,
): FieldChange[] {
  const theirs = row.theirs ?? {}
  const fields = row.changedFields.length > 0 ? row.changedFields : Object.keys(before)
  return [...new Set([...fields, ...Object.keys(theirs)])].sort().map((field) => ({
    field,
    before: field === statusField ? visibilityText(row.baseVisibility) : (now[field] ?? null),
    after: field === statusField ? visibilityText(row.visibility) : (before[field] ?? null),
    theirs: theirs[field] ?? null,
  }))
}
