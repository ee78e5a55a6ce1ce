import { recordAudit } from '../accounts/audit.ts'
import type { Queries } from '../db/types.ts'
import type { Actor, Route } from './route.ts'

/**
 * The same route, its success written into the audit log. The subject is the id in the path, or that of the answer
 * where something new was made.
 */
export function withAudit(queries: Queries, action: string, inner: Route): Route {
  return {
    endpoint: inner.endpoint,
    handler: async (call) => {
      const result = await inner.handler(call)
      const { actor, params } = call as { actor: Actor; params?: { id?: string } }
      const subject = params?.id ?? (result as { id?: string } | undefined)?.id ?? ''
      await recordAudit(queries, { workspaceId: actor.workspaceId, actor: actor.name, action, subject })
      return result
    },
  }
}
