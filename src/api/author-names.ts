// Authors are compared by their ids; people know them by names. The same on every door. Pure.
import type { Choice } from './connection.ts'
import type { FieldChange } from './plan.ts'

/** Whether a change is told better with the names of the site's authors at hand. */
export function isOfAuthor({ field }: FieldChange): boolean {
  return field === 'author'
}

/** The change with names for ids; an author whom the site no longer has keeps the id. */
export function withAuthorNames(change: FieldChange, authors: readonly Choice[]): FieldChange {
  if (!isOfAuthor(change)) return change
  const named = (id: string | null) => authors.find((one) => one.id === id)?.label ?? id
  return { ...change, before: named(change.before), after: named(change.after), theirs: named(change.theirs) }
}
