import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import type { Asked, RefreshRules } from '../../sources/rules.ts'
import { type Actor, type Route, route } from '../route.ts'
import { withAudit } from '../with-audit.ts'

function asked({ actor, params }: { actor: Actor; params: { id: string } }): Asked {
  return { workspaceId: actor.workspaceId, projectId: params.id, by: actor.name }
}

export function refreshRuleRoutes({ rules, database }: { rules: RefreshRules; database: Database }): Route[] {
  const endpoints = routes.refreshRules
  return [
    route(endpoints.get, ({ actor, params }) => rules.get(actor.workspaceId, params.id)),
    withAudit(
      database,
      'refresh_rule.set',
      route(endpoints.set, (call) => rules.set(asked(call), call.body)),
    ),
    route(endpoints.renewal, ({ actor, params }) => rules.renewal(actor.workspaceId, params.id)),
    withAudit(
      database,
      'refresh_rule.renewed',
      route(endpoints.renew, (call) => rules.renew(asked(call), call.body.basis)),
    ),
  ]
}
