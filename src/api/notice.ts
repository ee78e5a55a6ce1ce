// Notices: what a person should know, in the inbox, by mail, by webhook.
import { z } from 'zod'
import { noticeKindNames, readStates } from './notice-kind.ts'

/** What a notice knows of its thing. Numbers count pages. */
export const noticeDetailSchema = z.looseObject({
  /** Why, and what to do about it; shown below the sentence. */
  message: z.string().optional(),
  published: z.number().int().optional(),
  /** Pages of which a run made something else than to publish them; absent where there are none. */
  removed: z.number().int().optional(),
  /** That a plan would send. */
  pages: z.number().int().optional(),
  takenDown: z.number().int().optional(),
  broughtBack: z.number().int().optional(),
  putBack: z.number().int().optional(),
  failed: z.number().int().optional(),
  conflicts: z.number().int().optional(),
  /** Cells of a dataset. */
  cells: z.number().int().optional(),
  /** Rows of a dataset that was refreshed. */
  added: z.number().int().optional(),
  changed: z.number().int().optional(),
  gone: z.number().int().optional(),
  /** Rows of an AI column: answered by a run, never asked, and held. */
  answered: z.number().int().optional(),
  waiting: z.number().int().optional(),
  held: z.number().int().optional(),
  /** The AI column of a dataset. */
  columnId: z.string().optional(),
  /** The project of a plan or a schedule, which is where they are shown. */
  projectId: z.string().optional(),
})
export type NoticeDetail = z.infer<typeof noticeDetailSchema>

export const noticeKindSchema = z.enum(noticeKindNames)

export const noticeSubjectSchema = z.object({
  kind: z.enum([
    'run',
    'plan',
    'project',
    'schedule',
    'connection',
    'dataset',
    'import',
    'webhook',
    'mail',
    'workspace',
  ]),
  id: z.string(),
  /** What it was called then; of runs, plans and schedules, their project. */
  name: z.string(),
})
export type NoticeSubject = z.infer<typeof noticeSubjectSchema>

export const noticeSchema = z.object({
  id: z.string(),
  kind: noticeKindSchema,
  severity: z.enum(['good', 'info', 'warning', 'problem']),
  /** What happened, in one sentence. */
  text: z.string(),
  /** Why, and what to do about it. */
  message: z.string().nullable(),
  subject: noticeSubjectSchema,
  /** Where the dashboard shows it, from its root on. */
  path: z.string(),
  detail: noticeDetailSchema,
  raisedAt: z.string(),
  readAt: z.string().nullable(),
})
export type Notice = z.infer<typeof noticeSchema>

export const noticeListQuerySchema = z.object({
  kind: noticeKindSchema.optional(),
  state: z.enum(readStates).optional(),
  /** In what its thing is called and why it was raised. */
  search: z.string().max(200).default(''),
})

/** `ids`, or all that the list has with this `filter`; without either, all of them. */
export const noticeReadSchema = z
  .object({
    ids: z.array(z.string().max(64)).min(1).max(500).optional(),
    filter: noticeListQuerySchema.optional(),
    isRead: z.boolean().default(true),
  })
  .refine(({ ids, filter }) => ids === undefined || filter === undefined, {
    message: 'Name notices or say which match, not both.',
  })
export const noticeCountSchema = z.object({ unread: z.number().int() })

export const noticeSettingsSchema = z.object({
  /** Kinds that do not come into the inbox. */
  off: z.array(noticeKindSchema),
})

/** Where the thing of a notice is shown: a path of the dashboard. */
export function noticePath({ kind, id }: NoticeSubject, { projectId, columnId }: NoticeDetail): string {
  switch (kind) {
    case 'run':
      return `/runs/${id}`
    case 'plan':
      return projectId === undefined ? '/projects' : `/projects/${projectId}?tab=plan`
    case 'schedule':
      return projectId === undefined ? '/projects' : `/projects/${projectId}?tab=schedule`
    case 'project':
      return `/projects/${id}`
    case 'connection':
      return '/connections'
    case 'dataset':
      return columnId === undefined ? `/data/${id}` : `/data/${id}?tab=ai`
    case 'import':
      return `/data/imports/${id}`
    case 'webhook':
    case 'mail':
      return '/settings?tab=notices'
    case 'workspace':
      return '/notices'
  }
}
