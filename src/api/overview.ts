// Overviews: where a project stands, and all of them together.
import { z } from 'zod'
import { pageCountsSchema } from './page.ts'
import { runSchema } from './run.ts'

/** Something that waits for a person. */
export const needSchema = z.object({
  kind: z.enum([
    'run_stopped', // a run that goes on only when somebody says so
    'run_paused',
    'canary', // a few pages are out, and the rest of their plan waits
    'conflicts',
    'changed_keys', // rows that seem to have had another key
    'names_gone', // categories or tags that were renamed or deleted in Wix
    'schedule_waits',
    'refresh_waits',
    'source_failing',
    'connection',
    'failed', // pages that the last run did not publish
    'errors', // pages that cannot be published as they are
    'removed', // pages that somebody deleted in Wix
    'plan_ready',
  ]),
  severity: z.enum(['problem', 'warning', 'info']),
  projectId: z.string(),
  projectName: z.string(),
  /** What it is, in one sentence. */
  text: z.string(),
  /** Why, and what to do about it. */
  message: z.string().nullable(),
  /** How many pages the list behind it has; null: it leads to no list. */
  count: z.number().int().nullable(),
  /** What is to be done about it, as a button says it. */
  action: z.string(),
  /** Where the dashboard does it, from its root on. */
  path: z.string(),
})
export type Need = z.infer<typeof needSchema>

/** Between two points the number stays that of the earlier one. */
const livePointSchema = z.object({ at: z.string(), live: z.number().int() })
export type LivePoint = z.infer<typeof livePointSchema>

const nextSlotSchema = z.object({
  at: z.string(),
  /** Its date in the time zone of the schedule. */
  day: z.string(),
  pages: z.number().int(),
})

/** What the newest plan of all pages found, and what has changed since it was made. */
export const plannedSchema = z.object({
  planId: z.string(),
  madeAt: z.string(),
  /**
   * Pages that it would send again and that no run has taken yet, by what changes; null: the plan is published, put
   * aside, or not the one that is shown.
   */
  changed: z.object({ update: z.number().int(), move: z.number().int() }).nullable(),
  since: z.array(z.enum(['data', 'template'])),
})
export type Planned = z.infer<typeof plannedSchema>

export const projectOverviewSchema = z.object({
  pages: pageCountsSchema,
  /** On the site, pages without a row included. */
  live: z.number().int(),
  needs: z.array(needSchema),
  /** Null: no plan of all pages was made yet. */
  planned: plannedSchema.nullable(),
  nextSlot: nextSlotSchema.nullable(),
  /** The newest first, those of slots included. */
  runs: z.array(runSchema),
  /** Ends with what is live now; empty where nothing ever was. */
  history: z.array(livePointSchema),
})
export type ProjectOverview = z.infer<typeof projectOverviewSchema>

export const overviewSchema = z.object({
  needs: z.array(needSchema),
  /** Of all projects together. */
  history: z.array(livePointSchema),
  projects: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      pages: pageCountsSchema,
      live: z.number().int(),
      nextSlot: nextSlotSchema.nullable(),
      lastRun: runSchema.nullable(),
    }),
  ),
})
export type Overview = z.infer<typeof overviewSchema>
