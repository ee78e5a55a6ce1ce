// What the installation says about itself.
import { z } from 'zod'

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
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEvent = z.infer<typeof auditEventSchema>
