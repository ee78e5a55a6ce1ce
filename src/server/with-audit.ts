import type { FastifyRequest } from 'fastify'
import { recordAudit } from '../accounts/audit.ts'
import type { Queries } from '../db/types.ts'
import type { Actor, Route } from './route.ts'

/** What tells who calls, and from where. */
interface AuditedCall {
  actor: Actor
  request: FastifyRequest
}

/** Writes into the audit log what the one who calls did. `action`: noun and verb; `detail`: never a secret. */
export function auditOf(queries: Queries) {
  return (
    { actor, request }: AuditedCall,
    action: string,
    subject: string,
    detail: Record<string, unknown> = {},
  ): Promise<void> => {
    const { workspaceId, name } = actor
    return recordAudit(queries, { workspaceId, actor: name, action, subject, address: request.ip, detail })
  }
}

/**
 * The same route, its success written into the audit log. The subject is the id in the path, or that of the answer
 * where something new was made.
 */
export function withAudit(queries: Queries, action: string, inner: Route): Route {
  const audit = auditOf(queries)
  return {
    endpoint: inner.endpoint,
    handler: async (call) => {
      const result = await inner.handler(call)
      const { params } = call as { params?: { id?: string } }
      const subject = params?.id ?? (result as { id?: string } | undefined)?.id ?? ''
      await audit(call, action, subject)
      return result
    },
  }
}
