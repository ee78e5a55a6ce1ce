// What the installation says about itself.
import { z } from 'zod'
import { auditSubjectNames } from './audit-subjects.ts'
import { pageQuerySchema } from './paging.ts'

const keptSchema = z.object({
  /** So many of the newest of each project, however old. */
  newest: z.number().int(),
  /** And all that are younger. */
  days: z.number().int(),
})

export const statusSchema = z.object({
  version: z.string(),
  database: z.object({ kind: z.enum(['pglite', 'postgres']), durable: z.boolean(), reason: z.string() }),
  encryptionKey: z.object({ source: z.enum(['environment', 'file']), path: z.string().nullable() }),
  services: z.array(z.string()),
  startedAt: z.string(),
  /** How long lists of pages are kept; plans keep their figures and runs their receipt. */
  kept: z.object({ plans: keptSchema, runs: keptSchema }),
})
export type Status = z.infer<typeof statusSchema>

export const auditEventSchema = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  /** Where the request came from; empty for what was recorded before addresses were. */
  address: z.string(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEvent = z.infer<typeof auditEventSchema>

const instant = z.iso.datetime({ offset: true })

export const auditQuerySchema = pageQuerySchema.extend({
  /** Which noun it was about: the first part of its action. */
  about: z.enum(auditSubjectNames).optional(),
  /** In the name of who did it, the name of the thing, or the address it came from. */
  search: z.string().max(200).default(''),
  from: instant.optional(),
  /** Up to this moment, which does not count. */
  to: instant.optional(),
})
