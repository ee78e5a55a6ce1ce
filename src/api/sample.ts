// The sample project that a new owner finds, and the first steps with it.
import { z } from 'zod'

export const sampleSchema = z.object({
  /** `none`: it was never made, or removed. */
  state: z.enum(['none', 'making', 'ready', 'failed']),
  /** What it is made of, as far as it is there. */
  projectId: z.string().nullable(),
  datasetId: z.string().nullable(),
  templateId: z.string().nullable(),
  /** The row worth looking at first. */
  rowKey: z.string().nullable(),
  /** Why it could not be made, and what to do. */
  problem: z.string().nullable(),
})
export type Sample = z.infer<typeof sampleSchema>

export const firstStepsSchema = z.object({
  /** This person has looked at a page. */
  hasLooked: z.boolean(),
  /** This person does not want to see them. */
  isPutAway: z.boolean(),
})
export type FirstSteps = z.infer<typeof firstStepsSchema>

export const firstStepsUpdateSchema = z.object({
  hasLooked: z.boolean().optional(),
  isPutAway: z.boolean().optional(),
})
