// Which pages an action is for: of a plan, or of a project. And how that is said.
import { z } from 'zod'
import { pageFilterSchema } from './page.ts'
import { type PlanAction, planActionSchema } from './plan.ts'

const mostRows = 10_000

export const rowKeysSchema = z.array(z.string().min(1).max(500)).min(1).max(mostRows)

export const whereSchema = z
  .array(z.object({ column: z.string().min(1).max(200), value: z.string().max(2_000) }))
  .min(1)
  .max(50)

/** What a filter of a plan shows. Several values of one column: any of them. */
export const planFilterSchema = z.object({
  action: planActionSchema.optional(),
  /** The code of a problem. */
  problem: z.string().min(1).max(100).optional(),
  /** In title or row key. */
  search: z.string().max(200).optional(),
  where: whereSchema.optional(),
})
export type PlanFilter = z.infer<typeof planFilterSchema>

/** A part of a plan: pages of which all that is given is true, and of those the first so many that can go. */
export const selectionSchema = z.object({
  first: z.number().int().min(1).max(1_000_000).optional(),
  rowKeys: rowKeysSchema.optional(),
  filter: planFilterSchema.optional(),
})
export type Selection = z.infer<typeof selectionSchema>

/** Pages of a project: these rows, or all that the list shows with a filter. */
export const pageSelectionSchema = z
  .object({ rowKeys: rowKeysSchema.optional(), filter: pageFilterSchema.optional() })
  .refine(
    ({ rowKeys, filter }) => (rowKeys === undefined) !== (filter === undefined),
    'Name the rows, or a filter; not both.',
  )
export type PageSelection = z.infer<typeof pageSelectionSchema>

/** Nothing is left out. */
export function isEverything({ first, rowKeys, filter }: Selection): boolean {
  const { action, problem, search, where } = filter ?? {}
  return !first && !rowKeys && !action && !problem && !search?.trim() && !where
}

const actionPhrases: Readonly<Record<PlanAction, string>> = {
  create: 'to create',
  adopt: 'to take over',
  update: 'to update',
  unchanged: 'that are unchanged',
  move: 'to move',
  remove: 'to remove',
  conflict: 'edited in Wix',
  gone: 'deleted in Wix',
  held: 'that are held',
  down: 'that stay down',
  take_down: 'to take down',
  restore: 'to bring back',
}

/** For people, such as `the first 5 pages to create where type is Café`. */
export function selectionWords(selection: Selection): string {
  if (isEverything(selection)) return 'all pages'
  const { first, rowKeys, filter = {} } = selection
  const chosen = rowKeys && `${rowKeys.length.toLocaleString('en')} chosen `
  const isOne = (first ?? rowKeys?.length) === 1
  const count = first === undefined ? '' : isOne ? 'the first ' : `the first ${first.toLocaleString('en')} `
  const of = first !== undefined && chosen ? `of ${chosen}` : (chosen ?? '')
  const noun = isOne && !(first !== undefined && chosen) ? 'page' : 'pages'
  return [
    `${count}${of}${noun}`,
    filter.action && actionPhrases[filter.action],
    filter.problem && `with the problem ${filter.problem}`,
    filter.search?.trim() && `with “${filter.search.trim()}”`,
    filter.where && `where ${whereWords(filter.where)}`,
  ]
    .filter(Boolean)
    .join(' ')
}

export function whereWords(where: NonNullable<PlanFilter['where']>): string {
  return [...Map.groupBy(where, ({ column }) => column)]
    .map(([column, same]) => `${column} is ${same.map(({ value }) => value || 'empty').join(' or ')}`)
    .join(' and ')
}
