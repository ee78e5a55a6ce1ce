// The guides of `docs/`, readable inside the product.
import { z } from 'zod'

export const guideSummarySchema = z.object({
  /** As in its address: `schedules`. */
  id: z.string(),
  title: z.string(),
  /** What it is about, in a line. */
  text: z.string(),
})
export type GuideSummary = z.infer<typeof guideSummarySchema>

export const guideListSchema = z.object({
  groups: z.array(z.object({ title: z.string(), items: z.array(guideSummarySchema) })),
})
export type GuideList = z.infer<typeof guideListSchema>

export const guideSchema = guideSummarySchema.extend({
  markdown: z.string(),
  /** Without the title. Made of our own pages alone; links lead to `/help/…`. */
  html: z.string(),
  headings: z.array(z.object({ anchor: z.string(), title: z.string() })),
})
export type Guide = z.infer<typeof guideSchema>

export const guideSearchSchema = z.object({ search: z.string().trim().min(1).max(200) })

export const guideHitSchema = z.object({
  guide: z.string(),
  title: z.string(),
  /** Blank for what stands before the first heading. */
  heading: z.string(),
  anchor: z.string(),
  excerpt: z.string(),
})
export type GuideHit = z.infer<typeof guideHitSchema>
