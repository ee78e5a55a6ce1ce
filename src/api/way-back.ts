// Pages that are on the site, or were taken off it: which are meant, how they are taken down, and how that is said.
import { z } from 'zod'
import { pageStateSchema, pageStateWord } from './page-state.ts'
import { redirectToSchema } from './redirect.ts'
import { rowKeysSchema, whereSchema, whereWords } from './selection.ts'
import { type DownHow, downHowSchema } from './take-down.ts'

/** Of pages that were published, whatever became of their rows: those of which all that is given is true. */
export const publishedFilterSchema = z.object({
  /** In title or row key. */
  search: z.string().max(200).optional(),
  state: pageStateSchema.optional(),
  /** The code of a problem, as found by the last check. */
  problem: z.string().min(1).max(100).optional(),
  /** In this category, or below it. */
  category: z.string().min(1).max(300).optional(),
  /** Last published before this instant. */
  publishedBefore: z.iso.datetime({ offset: true }).optional(),
  /** Last published so many days ago, or longer. */
  olderThanDays: z.number().int().min(1).max(36_500).optional(),
  /** By their rows as they are now. */
  where: whereSchema.optional(),
  /** Last published with this version of the template. */
  templateVersion: z.number().int().min(1).max(2_000_000_000).optional(),
})
export type PublishedFilter = z.infer<typeof publishedFilterSchema>

export const publishedPagesSchema = z
  .object({ rowKeys: rowKeysSchema.optional(), filter: publishedFilterSchema.optional() })
  .refine(
    ({ rowKeys, filter }) => (rowKeys === undefined) !== (filter === undefined),
    'Name the rows, or a filter; not both.',
  )
export type PublishedPages = z.infer<typeof publishedPagesSchema>

export const takeDownPreviewInputSchema = z.object({ pages: publishedPagesSchema })
export const takeDownPreviewSchema = z.object({
  /** How many would be taken down. */
  count: z.number().int(),
  /** The first five. */
  sample: z.array(z.object({ rowKey: z.string(), title: z.string(), url: z.string().nullable() })),
  /** Ways off the site that the destination has, the gentlest first. */
  hows: z.array(z.object({ how: downHowSchema, title: z.string(), note: z.string(), isFinal: z.boolean() })),
  /** What the owner should know before, as sentences. */
  warnings: z.array(z.string()),
})
export type TakeDownPreview = z.infer<typeof takeDownPreviewSchema>
export const takeDownInputSchema = z.object({
  pages: publishedPagesSchema,
  how: downHowSchema,
  /** Where their addresses lead. Absent: nowhere. */
  redirect: redirectToSchema.optional(),
})
export const bringBackInputSchema = z.object({ pages: publishedPagesSchema })

/** For people, such as `12 pages: published, where type is Café`. */
export function publishedPagesWords({ rowKeys, filter = {} }: PublishedPages, count: number): string {
  const pages = `${count.toLocaleString('en')} ${count === 1 ? 'page' : 'pages'}`
  if (rowKeys) return rowKeys.length === 1 ? `row ${rowKeys[0]}` : `${pages} chosen by row`
  const { search, state, problem, category, publishedBefore, olderThanDays, where, templateVersion } = filter
  const parts = [
    state && pageStateWord(state).toLowerCase().replace('wix', 'Wix'),
    search?.trim() && `with “${search.trim()}”`,
    problem && `with the problem ${problem}`,
    publishedBefore && `published before ${publishedBefore.slice(0, 10)}`,
    category !== undefined && `in ${category}`,
    olderThanDays !== undefined && `published over ${olderThanDays} days ago`,
    templateVersion !== undefined && `of template version ${templateVersion}`,
    where && `where ${whereWords(where)}`,
  ].filter(Boolean)
  return parts.length === 0 ? `all ${pages}` : `${pages}: ${parts.join(', ')}`
}

/** How many pages a plan deletes for good, which has to be named when it is published. */
export function deletedForGood(
  scope: { kind: string; how?: DownHow | undefined; created?: DownHow | undefined },
  byAction: { take_down?: number | undefined },
): number {
  return (scope.how ?? scope.created) === 'deleted' ? (byAction.take_down ?? 0) : 0
}
