// Coverage: how many rows take each branch of a template.
import { z } from 'zod'
import { branchKinds } from './branch-words.ts'

export const templateBranchSchema = z.object({
  /** Its place in the list. */
  id: z.number().int(),
  field: z.string(),
  kind: z.enum(branchKinds),
  line: z.number().int(),
  column: z.number().int(),
  /** The tag or output as it stands, shortened. */
  text: z.string(),
  /** The branch that it stands in; null: every row comes by. */
  within: z.number().int().nullable(),
})
export type TemplateBranch = z.infer<typeof templateBranchSchema>

export const coveredBranchSchema = templateBranchSchema.extend({
  /** How many rows took it. */
  rows: z.number().int(),
  /** How many rows came by: all, or those that took the branch it stands in. */
  of: z.number().int(),
})
export type CoveredBranch = z.infer<typeof coveredBranchSchema>

export const coverageSchema = z.object({
  state: z.enum(['none', 'running', 'done', 'failed']),
  /** The version that was counted. */
  templateVersion: z.number().int().nullable(),
  /** False: the template or the data have changed since. */
  isCurrent: z.boolean(),
  rows: z.number().int(),
  counted: z.number().int(),
  /** Rows that the template could not be filled with. */
  failed: z.number().int(),
  branches: z.array(coveredBranchSchema),
  message: z.string().nullable(),
  finishedAt: z.string().nullable(),
})
export type Coverage = z.infer<typeof coverageSchema>
