// Pages: what the template makes of one row.
import { z } from 'zod'
import { pageSorts, pageStateSchema, pageStatuses } from './page-state.ts'
import { problemGroupSchema, problemSchema } from './problem.ts'
import { rowChoices } from './row-choice.ts'
import { pageDownHows } from './take-down.ts'

export const pageStatusSchema = z.enum(pageStatuses)
const pageSortSchema = z.enum(pageSorts)
export type PageSort = z.infer<typeof pageSortSchema>
/** Which pages of a project: what a list shows, what is counted, what a plan is made for. */
export const pageFilterSchema = z.object({
  search: z.string().max(200).default(''),
  state: pageStateSchema.optional(),
  /** Only pages with this problem, as found by the last check. */
  problem: z.string().max(100).optional(),
  /** Only pages in this category of the site, or below it: "Europe" has those of "Europe > Germany". */
  category: z.string().min(1).max(300).optional(),
})
export type PageFilter = z.infer<typeof pageFilterSchema>
export const pageOrderSchema = pageFilterSchema.extend({
  /** By the rows of the data unless told. What has no date comes last by date, whichever way it runs. */
  sort: pageSortSchema.optional(),
  desc: z.enum(['true', 'false']).optional(),
})
export type PageOrder = z.infer<typeof pageOrderSchema>
export const pageListQuerySchema = pageOrderSchema.extend({
  /** What the ledger says, for callers from before there were states; not together with a state or a sort. */
  status: pageStatusSchema.optional(),
})
export type PageListFilter = z.infer<typeof pageListQuerySchema>
/** A page that stays as it is until somebody asks for it again. */
const pageDownSchema = z.object({
  /** `before`: live, with what it was before a run that was undone. Else off the site. */
  how: z.enum(pageDownHows),
  by: z.enum(['take_down', 'undo']),
  runId: z.string(),
  at: z.string(),
})
export type PageDown = z.infer<typeof pageDownSchema>
export const pageSummarySchema = z.object({
  rowKey: z.string(),
  title: z.string(),
  slug: z.string(),
  status: pageStatusSchema,
  url: z.string().nullable(),
  publishedAt: z.string().nullable(),
  problems: z.array(problemSchema),
  state: pageStateSchema,
  /** When it came to be so; of scheduled pages: when it goes out. */
  stateAt: z.string().nullable(),
  /** When a schedule means to send it. */
  expectedAt: z.string().nullable(),
  /** Why it is not out as it should be, and what to do about it. */
  error: z.object({ message: z.string(), nextStep: z.string() }).nullable(),
  /** The run that has it in its hands. */
  runId: z.string().nullable(),
  down: pageDownSchema.nullable(),
})
export type PageSummary = z.infer<typeof pageSummarySchema>

/** How many pages are in each state; states without one are left out. */
export const pageCountsSchema = z.object({
  states: z.partialRecord(pageStateSchema, z.number().int()),
  total: z.number().int(),
  /** Rows or names have changed, and the list is being brought up to date. */
  isFilling: z.boolean(),
})
export type PageCounts = z.infer<typeof pageCountsSchema>

/** Everything about one page, exactly as it would be sent. */
export const pagePreviewSchema = z.object({
  rowKey: z.string(),
  /** What the row holds, by column: what the template was filled from. */
  cells: z.record(z.string(), z.string()),
  /** The rendered text of each field. */
  fields: z.record(z.string(), z.string()),
  /** Safe HTML of what Wix will show, for the sandboxed frame. */
  html: z.string(),
  /** The request body for this page, byte for byte as it will be sent. */
  payload: z.string(),
  payloadHash: z.string(),
  payloadBytes: z.number().int(),
  /** Categories and tags that do not exist on the site yet and would be created first. */
  creates: z.array(z.object({ kind: z.string(), name: z.string() })),
  search: z.object({ title: z.string(), url: z.string(), description: z.string() }),
  /** Whose converter made the body shown here: Wix's only in projects that chose it. */
  convertedBy: z.enum(['seomatic', 'wix']),
  losses: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      element: z.string(),
      line: z.number(),
      column: z.number(),
      instead: z.string(),
    }),
  ),
  problems: z.array(problemSchema),
  /** Fields that hold what people changed in Wix. */
  edited: z.array(z.string()),
  /** Fields that are left to Wix from now on. */
  detached: z.array(z.string()),
  published: z
    .object({ url: z.string().nullable(), publishedAt: z.string().nullable(), status: pageStatusSchema })
    .nullable(),
})
export type PagePreview = z.infer<typeof pagePreviewSchema>

export const rowPickQuerySchema = z.object({
  choice: z.enum(rowChoices),
  /** The row that is looked at now. Longest and emptiest go on from it to the next of their kind. */
  from: z.string().max(1000).optional(),
})
export const rowPickSchema = z.object({
  /** Null where there is none. */
  rowKey: z.string().nullable(),
  /** Why there is none. */
  reason: z.string().nullable(),
})
export type RowPick = z.infer<typeof rowPickSchema>

/** Leaves a field of a page to Wix from now on; false: the next plan makes it ours again. */
export const detachInputSchema = z.object({ field: z.string().min(1).max(300), detached: z.boolean() })

export const previewInputSchema = z.object({
  fields: z.record(z.string(), z.string().max(200_000)),
  options: z.record(z.string(), z.unknown()).optional(),
  rowKey: z.string().max(1000).optional(),
})

/** Pages in a category, those below it included. */
const categoryCountSchema = z.object({ name: z.string(), pages: z.number().int() })
export type CategoryCount = z.infer<typeof categoryCountSchema>

/** A page of a table that is still on its way in, with a template that nobody saved. */
export const draftPageInputSchema = z.object({
  destination: z.string(),
  connectionId: z.string(),
  options: z.record(z.string(), z.unknown()).default({}),
  fields: z.record(z.string(), z.string().max(200_000)),
  /** Which of the rows that the import shows, from 0. */
  row: z.number().int().min(0).max(10_000).default(0),
  keyColumns: z.array(z.string().max(500)).max(5).default([]),
})
export const draftPageSchema = pagePreviewSchema.pick({
  rowKey: true,
  html: true,
  search: true,
  problems: true,
})
export type DraftPage = z.infer<typeof draftPageSchema>

/** The check of all pages of a project, run in the background. */
export const pageCheckSchema = z.object({
  state: z.enum(['none', 'running', 'done', 'failed']),
  checkedAt: z.string().nullable(),
  pages: z.number().int(),
  checked: z.number().int(),
  withErrors: z.number().int(),
  groups: z.array(problemGroupSchema),
  /** By name; empty where the destination has none. */
  categories: z.array(categoryCountSchema),
  message: z.string().nullable(),
  /** What has changed since the check began: its findings may no longer hold. */
  changedSince: z.array(z.enum(['data', 'template', 'settings'])),
})
export type PageCheck = z.infer<typeof pageCheckSchema>
