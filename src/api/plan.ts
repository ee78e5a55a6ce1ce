// Plans: the frozen list of what a run will do, page by page.
import { z } from 'zod'
import { planItemSorts } from './item-sorts.ts'
import { planActionNames } from './plan-action.ts'
import { problemGroupSchema, problemSchema } from './problem.ts'
import { planRedirectsSchema, redirectToSchema } from './redirect.ts'
import { downHowSchema } from './take-down.ts'

export const planActionSchema = z.enum(planActionNames)
export type PlanAction = z.infer<typeof planActionSchema>

/**
 * What becomes of a category or tag that was renamed or deleted in Wix: another of the name is made, pages go into it
 * under the name that it has now, or pages go without it.
 */
export const nameChoiceSchema = z.enum(['recreate', 'take_over', 'drop'])
export type NameChoice = z.infer<typeof nameChoiceSchema>

export const resolutionSchema = z.enum(['keep_theirs', 'take_ours', 'hold'])
export type Resolution = z.infer<typeof resolutionSchema>
/** What was decided about a page; `merge`: of each collision something, and the page goes as that makes it. */
export const decisionSchema = z.enum(['keep_theirs', 'take_ours', 'hold', 'merge'])
export type Decided = z.infer<typeof decisionSchema>

/**
 * All pages of the project, or some: chosen on its pages, those of a slot of its schedule, to be taken down or brought
 * back; or what a run changed, to be undone.
 */
export const planScopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({
    kind: z.literal('rows'),
    origin: z.enum(['pages', 'slot', 'take_down', 'bring_back', 'refresh']),
    /** How many were asked for. */
    count: z.number().int(),
    /** Which they are, for people. */
    words: z.string(),
    scheduleId: z.string().optional(),
    /** Of a slot: its instant. */
    at: z.string().optional(),
    /**
     * What it makes of these pages where they are not live, in place of the project's mode: dated at an instant, at
     * which the site makes them live, or drafts again that have no date any more.
     */
    visibility: z
      .discriminatedUnion('state', [
        z.object({ state: z.literal('dated'), at: z.string() }),
        z.object({ state: z.literal('draft') }),
      ])
      .optional(),
    /** Only dates change: pages stay as they were last sent, whatever became of their rows. */
    onlyDates: z.literal(true).optional(),
    /** Of a take-down: what becomes of the pages. */
    how: downHowSchema.optional(),
    /** Of a take-down: where their addresses lead. Absent: nowhere. */
    redirectTo: redirectToSchema.optional(),
  }),
  z.object({
    kind: z.literal('undo'),
    runId: z.string(),
    /** What becomes of pages that the run created. */
    created: downHowSchema,
    count: z.number().int(),
    words: z.string(),
  }),
])

const changedKeyCountsSchema = z.object({
  open: z.number().int(),
  same: z.number().int(),
  other: z.number().int(),
  unclear: z.number().int(),
})
export type ChangedKeyCounts = z.infer<typeof changedKeyCountsSchema>

export const planSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  scope: planScopeSchema,
  state: z.enum(['building', 'ready', 'failed', 'applied', 'discarded']),
  step: z.string(),
  progress: z.number().min(0).max(1),
  counts: z.record(planActionSchema, z.number().int()),
  /** Things on the site that have to be made first, once each. */
  creates: z.array(z.object({ kind: z.string(), count: z.number().int(), names: z.array(z.string()) })),
  /** Categories and tags that were renamed or deleted in Wix, of those that pages of the plan have. */
  names: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      /** What it is called there now; null: it was deleted. */
      foundName: z.string().nullable(),
      /** Pages of the plan that have it. */
      pages: z.number().int(),
      choice: nameChoiceSchema,
    }),
  ),
  /**
   * Rows that seem to have had another key before, by what was decided, and new rows of which it is not clear which page
   * is theirs. Listed by `GET /plans/:id/changed-keys`.
   */
  changedKeys: changedKeyCountsSchema,
  problemGroups: z.array(problemGroupSchema),
  /** What Wix's own validator said about a sample, when it was allowed to look. */
  wixValidation: z.object({ checked: z.number().int(), invalid: z.number().int(), note: z.string() }),
  /** What becomes of old addresses; null: nothing to ask. Listed by `GET /plans/:id/redirects`. */
  redirects: planRedirectsSchema.nullable(),
  includeRemovals: z.boolean(),
  conflictsOpen: z.number().int(),
  /** What applying the plan would do now, after every decision: pages by plan action (those with none are absent), and how many in all. */
  willSend: z.object({
    total: z.number().int(),
    byAction: z.partialRecord(planActionSchema, z.number().int()),
  }),
  /** Pages that applying settles without a call: theirs kept, taken over as they are. */
  willSettle: z.number().int(),
  /** Pages that runs have taken of it so far; the others wait. */
  taken: z.number().int(),
  /** Why it cannot be published as it stands, and what to do about it; null when it can. */
  blockedReason: z.string().nullable(),
  estimate: z.object({ calls: z.number().int(), seconds: z.number(), reason: z.string() }),
  hash: z.string().nullable(),
  author: z.string(),
  datasetVersion: z.number().int(),
  templateVersion: z.number().int(),
  site: z.object({ name: z.string(), kind: z.enum(['wix', 'practice']) }),
  message: z.string().nullable(),
  runId: z.string().nullable(),
  createdAt: z.string(),
})
export type Plan = z.infer<typeof planSchema>

/** Why somebody may want to send less today: the daily limit of the site would be exceeded. Null: it would not. */
const overLimitSchema = z.string().nullable()

/** One plan, as it is asked for by itself. */
export const planDetailSchema = planSchema.extend({ overLimit: overLimitSchema })

/** What a run of a part of a plan would do. */
export const selectionCountSchema = planSchema
  .pick({ willSend: true, willSettle: true, estimate: true })
  .extend({
    /** Pages of the plan that no run has taken, to which the selection applies, whether they go or not; unchanged ones left out. */
    matching: z.number().int(),
    /** Of the matching ones: held, or waiting for a decision. They stay with the plan. */
    waiting: z.number().int(),
    /** Among those sent: not chosen, but they have an address that a chosen page is to get. */
    broughtAlong: z.number().int(),
    /** The address that they are to get belongs to a page that cannot go. */
    leftOut: z.number().int(),
    overLimit: overLimitSchema,
  })
export type SelectionCount = z.infer<typeof selectionCountSchema>

export const fieldChangeSchema = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** For conflicts: what is in Wix now. */
  theirs: z.string().nullable(),
})
export type FieldChange = z.infer<typeof fieldChangeSchema>

export const planItemSchema = z.object({
  rowKey: z.string(),
  action: planActionSchema,
  title: z.string(),
  slug: z.string(),
  url: z.string().nullable(),
  /** When a schedule means to send it, as things stand now; null where none does. */
  expectedAt: z.string().nullable(),
  changedFields: z.array(z.string()),
  resolution: decisionSchema.nullable(),
  problems: z.array(problemSchema),
})
export type PlanItem = z.infer<typeof planItemSchema>
export const choiceSchema = z.enum(['theirs', 'ours', 'hold'])
export type Choice = z.infer<typeof choiceSchema>

/** A version of a field or of some blocks; blank: nothing is there. `html`: safe, of rich text; null elsewhere. */
const sideSchema = z.object({ text: z.string(), html: z.string().nullable() })

/** What the template and somebody in Wix both changed, and differently. */
export const collisionSchema = z.object({
  /** Opaque, and one of its kind on the page. */
  id: z.string(),
  field: z.string(),
  /** A whole field, or some blocks of a rich text. */
  kind: z.enum(['field', 'block']),
  /** As the template made it before the two changed it. */
  base: sideSchema,
  ours: sideSchema,
  theirs: sideSchema,
  choice: choiceSchema.nullable(),
})
export type Collision = z.infer<typeof collisionSchema>

export const planItemDetailSchema = planItemSchema.extend({
  changes: z.array(fieldChangeSchema),
  /** Of those of `changes` that are rich text: as readers see them, as safe HTML; null: nothing is there. */
  rendered: z.record(
    z.string(),
    z.object({
      before: z.string().nullable(),
      after: z.string().nullable(),
      theirs: z.string().nullable(),
    }),
  ),
  payload: z.string().nullable(),
  /** Of a page that people changed in Wix and that is merged; null of all others. */
  merge: z
    .object({
      /** Fields that stay as they are in Wix; a blank text: taken away there. */
      kept: z.array(z.object({ field: z.string(), text: z.string() })),
      /** Rich texts that hold blocks of people. */
      mergedFields: z.array(z.string()),
      collisions: z.array(collisionSchema),
    })
    .nullable(),
  /** Fields that are left to Wix from now on. */
  detached: z.array(z.string()),
})
export type PlanItemDetail = z.infer<typeof planItemDetailSchema>

export const planItemsQuerySchema = z.object({
  action: planActionSchema.optional(),
  /** The code of a problem. */
  problem: z.string().min(1).max(100).optional(),
  search: z.string().max(200).default(''),
  /** By the rows of the data unless told. What has no title comes last by title, whichever way it runs. */
  sort: z.enum(planItemSorts).optional(),
  desc: z.enum(['true', 'false']).optional(),
})
export const planListQuerySchema = z.object({
  /** With those that schedules made for their slots. */
  slots: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
})
export const planUpdateSchema = z.object({ includeRemovals: z.boolean() })
/** By the id of the collision, null: undecided again; those that are not named stay as they were decided. */
export const choicesInputSchema = z.object({ choices: z.record(z.string(), choiceSchema.nullable()) })
export type ChoicesInput = z.infer<typeof choicesInputSchema>
/** Without `names`: all that the plan tells of; those that were deleted cannot be taken over. */
export const namesInputSchema = z.object({
  choice: nameChoiceSchema,
  names: z
    .array(z.object({ kind: z.string().max(200), name: z.string().max(1000) }))
    .min(1)
    .max(1000)
    .optional(),
})
export type NamesInput = z.infer<typeof namesInputSchema>
/** Without `rowKeys`: every conflict of the plan. */
export const resolveInputSchema = z.object({
  /** Null: undecided again. */
  resolution: resolutionSchema.nullable(),
  rowKeys: z.array(z.string()).max(1000).optional(),
  /**
   * For all alike: of pages that are decided part by part only what collides in these fields, and of that what is
   * undecided; with null, what is decided.
   */
  fields: z.array(z.string().min(1).max(300)).min(1).max(100).optional(),
})
export type ResolveInput = z.infer<typeof resolveInputSchema>
