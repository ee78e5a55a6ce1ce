// Projects: one dataset + one connection + one destination + one template.
import { z } from 'zod'

export const projectInputSchema = z.object({
  name: z.string().trim().min(1).max(100),
  datasetId: z.string(),
  connectionId: z.string(),
  destination: z.string(),
  templateId: z.string(),
  options: z.record(z.string(), z.unknown()).default({}),
})
export const projectUpdateSchema = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  connectionId: z.string().optional(),
  templateId: z.string().optional(),
  options: z.record(z.string(), z.unknown()).optional(),
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
