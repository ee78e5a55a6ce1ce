// A plan in sentences. Pure.
import type { Plan } from '../../../../src/api/plan.ts'
import { count, counted } from '../../ui/format.ts'

/** How many pages applying this plan would write. Decided conflicts that take ours count as updates. */
export function writes(plan: Plan): number {
  const { create, update, move, remove } = plan.counts
  return create + update + move + (plan.includeRemovals ? remove : 0)
}

export function headline(plan: Plan): string {
  const { create, update, move, unchanged, remove } = plan.counts
  return `Create ${count(create)}, update ${count(update)}, move ${count(move)}, leave ${count(unchanged)} unchanged, remove ${count(plan.includeRemovals ? remove : 0)}`
}

export function aboutWix(plan: Plan): string {
  const { conflict, gone } = plan.counts
  const edited =
    conflict === 0
      ? 'No page was edited in Wix since the last run'
      : `${counted(conflict, 'page was', 'pages were')} edited in Wix since the last run`
  return gone === 0
    ? `${edited}.`
    : `${edited}, ${counted(gone, 'page was', 'pages were')} deleted there and will not be made again.`
}

/** What the button does, with count and target; or why it cannot. */
export function publishAction(plan: Plan): { label: string; reason: string | null } {
  const pages = writes(plan)
  const label =
    pages === 0
      ? `Nothing to publish to ${plan.site.name}`
      : `Publish ${counted(pages, 'page')} to ${plan.site.name}`
  if (plan.state !== 'ready') return { label, reason: 'This plan is not ready.' }
  if (pages > 0) return { label, reason: null }
  if (plan.conflictsOpen > 0)
    return { label, reason: 'Decide the conflicts first; nothing else would be sent.' }
  if (plan.counts.remove > 0) {
    return { label, reason: 'Only removals are left, and they are not ticked.' }
  }
  if (plan.counts.held > 0) return { label, reason: 'Every page that would change has an error.' }
  return { label, reason: 'Every page in Wix already equals its row.' }
}

export const actionWords = {
  create: 'Create',
  update: 'Update',
  move: 'Move',
  remove: 'Remove',
  conflict: 'Conflict',
  gone: 'Gone in Wix',
  held: 'Held back',
  unchanged: 'Unchanged',
} as const

/** "312 pages: merged cells were split" */
export function groupSentence({
  code,
  severity,
  title,
  count: pages,
}: Plan['problemGroups'][number]): string {
  // Titles of losses are sentences; others may start with a name or a placeholder that keeps its case.
  const words = code.startsWith('html_') ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title
  return `${counted(pages, 'page')}: ${words}${severity === 'error' ? ', held back' : ''}`
}

const fieldWords: Record<string, string> = {
  title: 'Title',
  slug: 'Address',
  excerpt: 'Excerpt',
  body: 'Body',
  categories: 'Categories',
  tags: 'Tags',
  author: 'Author',
  language: 'Language',
  seo: 'SEO',
  status: 'Status',
}

/** A field as its owner calls it; columns of a collection keep their own names. */
export function fieldWord(field: string): string {
  return fieldWords[field] ?? field
}
