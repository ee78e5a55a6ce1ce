// Pages: what the template makes of one row.
import { z } from 'zod'
import { problemGroupSchema, problemSchema } from './problem.ts'

export const pageStatusSchema = z.enum(['new', 'live', 'draft', 'gone'])
export const pageListQuerySchema = z.object({
  search: z.string().max(200).default(''),
  status: pageStatusSchema.optional(),
  /** Only pages with this problem, as found by the last check. */
  problem: z.string().max(100).optional(),
})
export const pageSummarySchema = z.object({
  rowKey: z.string(),
  title: z.string(),
  slug: z.string(),
  status: pageStatusSchema,
  url: z.string().nullable(),
  publishedAt: z.string().nullable(),
  problems: z.array(problemSchema),
})
export type PageSummary = z.infer<typeof pageSummarySchema>

/** Everything about one page, exactly as it would be sent. */
export const pagePreviewSchema = z.object({
  rowKey: z.string(),
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
  published: z
    .object({ url: z.string().nullable(), publishedAt: z.string().nullable(), status: pageStatusSchema })
    .nullable(),
})
export type PagePreview = z.infer<typeof pagePreviewSchema>

export const previewInputSchema = z.object({
  fields: z.record(z.string(), z.string().max(200_000)),
  options: z.record(z.string(), z.unknown()).optional(),
  rowKey: z.string().max(1000).optional(),
})

/** The check of all pages of a project, run in the background. */
export const pageCheckSchema = z.object({
  state: z.enum(['none', 'running', 'done', 'failed']),
  checkedAt: z.string().nullable(),
  pages: z.number().int(),
  checked: z.number().int(),
  withErrors: z.number().int(),
  groups: z.array(problemGroupSchema),
  message: z.string().nullable(),
})
export type PageCheck = z.infer<typeof pageCheckSchema>
