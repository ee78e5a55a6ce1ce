// Projects: one dataset + one connection + one destination + one template.
import { z } from 'zod'
import { redirectRuleSchema, usualRedirects } from './redirect.ts'

/** What becomes of a page that changed here and in Wix: what can be merged is, or every edit is asked about. */
const editsSchema = z.enum(['merge', 'ask'])

export const projectInputSchema = z.object({
  name: z.string().trim().min(1).max(100),
  datasetId: z.string(),
  connectionId: z.string(),
  destination: z.string(),
  templateId: z.string(),
  options: z.record(z.string(), z.unknown()).default({}),
  /** Merged unless told. */
  edits: editsSchema.optional(),
  /** What becomes of old addresses; unless told, pages that move leave a redirect. */
  redirects: redirectRuleSchema.default(usualRedirects),
})
export const projectUpdateSchema = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  connectionId: z.string().optional(),
  templateId: z.string().optional(),
  options: z.record(z.string(), z.unknown()).optional(),
  edits: editsSchema.optional(),
  redirects: redirectRuleSchema.optional(),
})
export const projectSchema = z.object({
  id: z.string(),
  name: z.string(),
  destination: z.string(),
  dataset: z.object({ id: z.string(), name: z.string(), rowCount: z.number().int() }),
  connection: z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['wix', 'practice']),
    status: z.string(),
  }),
  template: z.object({ id: z.string(), name: z.string(), version: z.number().int() }),
  options: z.record(z.string(), z.unknown()),
  edits: editsSchema,
  redirects: redirectRuleSchema,
  published: z.object({ live: z.number().int(), drafts: z.number().int(), gone: z.number().int() }),
  /** What the connection is not allowed to do, and what the project goes without for it. */
  missingPermissions: z.array(z.object({ name: z.string(), without: z.string(), required: z.boolean() })),
  activeRunId: z.string().nullable(),
  lastRunId: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type Project = z.infer<typeof projectSchema>

const keptSchema = z.object({
  words: z.number().int(),
  losses: z.array(z.object({ title: z.string(), count: z.number().int() })),
})
/** What our converter and Wix's own keep of some rows, before a project chooses between them. */
export const converterComparisonSchema = z.object({
  rows: z.array(
    z.object({
      rowKey: z.string(),
      title: z.string(),
      /** Words a browser would show. */
      words: z.number().int(),
      ours: keptSchema,
      wix: keptSchema,
      /** Calls to Wix for this page. */
      calls: z.number().int(),
      /** Why Wix's converter cannot take this page; null when it can. Such rows are not part of the totals. */
      problem: z.string().nullable(),
    }),
  ),
  totals: z.object({ words: z.number().int(), ours: keptSchema, wix: keptSchema }),
  callsPerPage: z.number(),
  pages: z.number().int(),
  /** For all pages of the project, at the usual pace, the first time. */
  minutes: z.number().int(),
})
export type ConverterComparison = z.infer<typeof converterComparisonSchema>
