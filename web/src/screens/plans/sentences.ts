// A plan in sentences. Pure.
import type { Destination, FieldSpec } from '../../../../src/api/destination.ts'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { count, counted } from '../../ui/format.ts'

/** How many pages applying this plan would write. Decided conflicts that take ours count as updates. */
export function writes(plan: Plan): number {
  const { create, adopt, update, move, remove } = plan.counts
  return create + adopt + update + move + (plan.includeRemovals ? remove : 0)
}

export function headline(plan: Plan): string {
  const { create, adopt, update, move, unchanged, remove } = plan.counts
  const takeOver = adopt > 0 ? `take over ${count(adopt)}, ` : ''
  return `Create ${count(create)}, ${takeOver}update ${count(update)}, move ${count(move)}, leave ${count(unchanged)} unchanged, remove ${count(plan.includeRemovals ? remove : 0)}`
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
  adopt: 'Take over',
  update: 'Update',
  move: 'Move',
  remove: 'Remove',
  conflict: 'Conflict',
  gone: 'Gone in Wix',
  held: 'Held back',
  unchanged: 'Unchanged',
} as const

const createdWords: Record<string, [one: string, many: string]> = {
  category: ['category', 'categories'],
  store_category: ['store category', 'store categories'],
  tag: ['tag', 'tags'],
}

/** "12 categories will be created first", "37 images will be imported first". */
export function createsSentence({
  kind,
  count: number,
}: Pick<Plan['creates'][number], 'kind' | 'count'>): string {
  if (kind === 'image') return `${counted(number, 'image')} will be imported first, once for the whole site`
  const [one, many] = createdWords[kind] ?? [kind, `${kind}s`]
  return `${counted(number, one, many)} will be created first`
}

/** `tag "Alps"`. */
export function createdName({ kind, name }: { kind: string; name: string }): string {
  return `${createdWords[kind]?.[0] ?? kind} “${name}”`
}

export type Removal = Destination['removal'] | 'keep'

/** What becomes of pages whose rows are gone; products that only got info sections were never the project's. */
export function removalOf({ keeps, removal }: Destination, { options }: Pick<Project, 'options'>): Removal {
  return keeps && options[keeps.option] === keeps.value ? 'keep' : removal
}

export function removalWords(removal: Removal | undefined): string {
  if (removal === 'keep') return 'The product stays, with its info sections.'
  if (removal === 'delete') return 'Wix has no trash for them: they are deleted for good.'
  return 'Wix keeps them in its trash, from where they can be restored.'
}

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
  cover: 'Cover image',
  name: 'Name',
  price: 'Price',
  description: 'Description',
  images: 'Pictures',
  sections: 'Info sections',
  categories: 'Categories',
  tags: 'Tags',
  author: 'Author',
  language: 'Language',
  seo: 'SEO',
  status: 'Status',
}

/** A field as its owner calls it: the site knows best where it has fields of its own. */
export function fieldWord(field: string, fields: FieldSpec[] = []): string {
  const spec = fields.find(({ name }) => name === field)
  return (spec?.type ? spec.label : undefined) ?? fieldWords[field] ?? spec?.label ?? field
}
