// Decides what a run will do with one page. Pure: no database, no clock, no network.
import type { FieldChange, PlanAction } from '../api/plan.ts'
import type { Problem } from '../api/problem.ts'
import { isGone, type RemoteState } from '../targets/target.ts'
import {
  isSameVisibility,
  type RemoteStatus,
  type WantedVisibility,
  withVisibility,
} from '../targets/visibility.ts'

/** What the template makes of the row now, and what it should be on the site. */
export interface OurPage {
  payloadHash: string
  visibility: WantedVisibility
  /** Of the payload. */
  fields: Record<string, string>
  slug: string
  problems: Problem[]
  /** It is to be sent although the payload is the same: the last time something was left out. */
  isDue?: boolean
}

/** What we last sent, and what Wix had right after. */
export interface PublishedPage {
  /** Of what the template made then. */
  payloadHash: string
  visibility: WantedVisibility
  /** Of the payload. */
  fields: Record<string, string>
  slug: string
  /** With what the page was there among them. */
  remoteFields: Record<string, string>
  remoteEditedAt: string | null
}

export interface Decision {
  action: PlanAction
  changes: FieldChange[]
  problems: Problem[]
}

/**
 * Was it touched in Wix since we last looked, or never read back? Only then is its content worth fetching.
 * `light` is what a read without content said.
 */
export function needsFullRead(
  published: { remoteEditedAt: string | null; isVerified: boolean },
  light: RemoteState | undefined,
): boolean {
  if (!light || isGone(light)) return false
  return !published.isVerified || light.editedAt !== published.remoteEditedAt
}

/**
 * `remote` is undefined when it was not read, which only happens to pages that were never published.
 * Its `fields` are null when the edit date has not moved: then nobody can have edited it. Otherwise what the page is
 * there is among them.
 */
export function classifyPage(
  ours: OurPage,
  published: PublishedPage | undefined,
  remote: RemoteState | undefined,
): Decision {
  if (!published) {
    const action = hasErrors(ours.problems) ? 'held' : 'create'
    return { action, changes: changesBetween({}, fieldsOf(ours)), problems: ours.problems }
  }
  if (remote && isGone(remote))
    return { action: 'gone', changes: [], problems: [...ours.problems, goneInWix(remote.status)] }

  const edits = remote?.fields ? editsIn(published, remote.fields) : []
  const changed =
    ours.isDue ||
    ours.payloadHash !== published.payloadHash ||
    !isSameVisibility(ours.visibility, published.visibility)
  if (edits.length > 0) {
    return {
      action: 'conflict',
      changes: conflictChanges(ours, published, remote?.fields ?? {}, edits),
      problems: ours.problems,
    }
  }
  if (!changed) return { action: 'unchanged', changes: [], problems: ours.problems }
  const changes = withMove(changesBetween(fieldsOf(published), fieldsOf(ours)), ours, published)
  if (hasErrors(ours.problems)) return { action: 'held', changes, problems: ours.problems }
  // Equal fields under another hash: only marks inside changed (a new seed, another converter). Send it all.
  return { action: ours.slug === published.slug ? 'update' : 'move', changes, problems: ours.problems }
}

/**
 * A page that made way for another waits under an address that no payload names, so it moves although its payload says
 * nothing new of the address. No changes at all: everything is sent.
 */
export function withMove(changes: FieldChange[], ours: OurPage, published: PublishedPage): FieldChange[] {
  const isNamed = changes.length === 0 || changes.some(({ field }) => field === slugField)
  // Elsewhere the address follows from other fields, as that of a dynamic page does.
  const isAddress = ours.fields[slugField] === ours.slug
  if (isNamed || !isAddress || ours.slug === published.slug) return changes
  const move = { field: slugField, before: published.slug, after: ours.slug, theirs: null }
  return [...changes, move].sort((a, b) => a.field.localeCompare(b.field, 'en'))
}

/** The field that is the address itself, where there is one. */
export const slugField = 'slug'

/** Compared as one: the fields of the payload, and what the page should be. */
export function fieldsOf({
  fields,
  visibility,
}: Pick<OurPage, 'fields' | 'visibility'>): Record<string, string> {
  return withVisibility(fields, visibility)
}

/**
 * A row that is no longer in the data.
 * @param holdsEdits people changed its page on the site, as earlier plans found
 */
export function classifyRemoval(
  published: PublishedPage,
  remote: RemoteState | undefined,
  holdsEdits = false,
): Decision {
  if (remote && isGone(remote)) return { action: 'gone', changes: [], problems: [goneInWix(remote.status)] }
  const edits = remote?.fields ? editsIn(published, remote.fields) : []
  const problems: Problem[] =
    edits.length === 0 && !holdsEdits
      ? []
      : [
          {
            code: 'edited_in_wix',
            severity: 'warning',
            message: `It was edited in Wix${edits.length === 0 ? '' : ` since we last published it: ${edits.join(', ')}`}. Look at it before you tick removal.`,
          },
        ]
  return { action: 'remove', changes: [], problems }
}

/**
 * Fields of ours that stand in Wix otherwise than right after our last write. What the template does not fill is
 * the business of people, and no update touches it.
 */
export function editsIn(published: PublishedPage, theirs: Record<string, string>): string[] {
  const sent = fieldsOf(published)
  const base = Object.keys(published.remoteFields).length > 0 ? published.remoteFields : sent
  return (
    Object.keys(base)
      .filter((field) => field in sent)
      // One that is missing was taken away, such as a section that was deleted in Wix.
      .filter((field) => (theirs[field] ?? '') !== (base[field] ?? ''))
      .sort()
  )
}

export function changesBetween(before: Record<string, string>, after: Record<string, string>): FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names
    .filter((name) => before[name] !== after[name])
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null, theirs: null }))
}

export function conflictChanges(
  ours: OurPage,
  published: PublishedPage,
  theirs: Record<string, string>,
  edits: string[],
): FieldChange[] {
  const [before, after] = [fieldsOf(published), fieldsOf(ours)]
  const own = changesBetween(before, after)
  const listed = new Set(own.map((change) => change.field))
  const edited = edits
    .filter((field) => !listed.has(field))
    .map((field) => ({
      field,
      before: before[field] ?? null,
      after: after[field] ?? null,
      theirs: null as string | null,
    }))
  return [...own, ...edited]
    .map((change) => ({
      ...change,
      // One that is missing in Wix was taken away there.
      theirs: edits.includes(change.field) ? (theirs[change.field] ?? '') : null,
    }))
    .sort((a, b) => a.field.localeCompare(b.field, 'en'))
}

export function hasErrors(problems: Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}

export function goneInWix(status: RemoteStatus): Problem {
  return {
    code: 'gone_in_wix',
    severity: 'note',
    message:
      status === 'trashed'
        ? 'It was moved to the trash in Wix and stays there. Restore it in Wix if you want it back.'
        : 'It was deleted in Wix. It is not recreated.',
  }
}
