// What the installation says about itself.
import { z } from 'zod'

export const statusSchema = z.object({
  version: z.string(),
  database: z.object({ kind: z.enum(['pglite', 'postgres']), durable: z.boolean(), reason: z.string() }),
  encryptionKey: z.object({ source: z.enum(['environment', 'file']), path: z.string().nullable() }),
  services: z.array(z.string()),
  startedAt: z.string(),
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
