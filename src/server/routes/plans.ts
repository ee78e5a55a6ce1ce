import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import type { PagesDeps } from '../../pages/make-pages.ts'
import { getPlanItem, listPlanItems } from '../../plans/item-lists.ts'
import { createPlan, getPlan, listPlans, resolveItems, setRemovals } from '../../plans/plans.ts'
import type { Projects } from '../../projects/projects.ts'
import { applyPlan } from '../../runs/apply-plan.ts'
import { refuseDuringRun, refuseWhileGathering } from '../../runs/runs-of.ts'
import type { StartCheck } from '../../runs/start-check.ts'
import { type Route, route } from '../route.ts'
import { withAudit } from '../with-audit.ts'

export interface PlanRouteDeps {
  database: Database
  pages: PagesDeps
  projects: Pick<Projects, 'record'>
  startCheck: StartCheck
  /** Hands the building of a plan to a worker. */
  requestPlan: (planId: string) => Promise<void>
}

export function planRoutes({ database, pages, projects, startCheck, requestPlan }: PlanRouteDeps): Route[] {
  return [
    route(routes.plans.create, async ({ params, actor }) => {
      const project = await projects.record(actor.workspaceId, params.id)
      const id = await createPlan(database, project, actor.name, {
        refuse: (tx) => refuseDuringRun(tx, project.id),
      })
      await requestPlan(id)
      return getPlan(database, actor.workspaceId, id)
    }),
    route(routes.plans.list, async ({ params, query, actor }) => {
      await projects.record(actor.workspaceId, params.id)
      return listPlans(database, actor.workspaceId, params.id, query)
    }),
    route(routes.plans.get, ({ params, actor }) => getPlan(database, actor.workspaceId, params.id)),
    route(routes.plans.items, ({ params, query, actor }) =>
      listPlanItems(database, actor.workspaceId, params.id, query),
    ),
    route(routes.plans.item, ({ params, actor }) =>
      getPlanItem(database, actor.workspaceId, params.id, params.rowKey),
    ),
    withAudit(
      database,
      'plan.removals_changed',
      route(routes.plans.update, async ({ params, body, actor }) => {
        await refuseWhileGathering(database, params.id)
        return setRemovals(database, actor.workspaceId, params.id, body.includeRemovals)
      }),
    ),
    withAudit(
      database,
      'plan.conflicts_decided',
      route(routes.plans.resolve, async ({ params, body, actor }) => {
        await refuseWhileGathering(database, params.id)
        return resolveItems(database, actor.workspaceId, params.id, body.resolution, body.rowKeys)
      }),
    ),
    withAudit(
      database,
      'plan.published',
      route(routes.plans.apply, async ({ params, actor }) => {
        await startCheck.plan(actor.workspaceId, params.id)
        return applyPlan({ database, pages }, actor.workspaceId, params.id, actor.name)
      }),
    ),
  ]
}
