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
  activeRunId: z.string().nullable(),
  lastRunId: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type Project = z.infer<typeof projectSchema>
