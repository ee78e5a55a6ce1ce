import { pageFilterWords } from '../../api/page-filter-words.ts'
import type { Plan } from '../../api/plan.ts'
import { routes } from '../../api/routes.ts'
import type { PageSelection } from '../../api/selection.ts'
import type { Database, Tx } from '../../db/types.ts'
import type { PagesDeps } from '../../pages/make-pages.ts'
import type { Pages } from '../../pages/pages.ts'
import { type KeyCrashPointName, planWithKeys } from '../../plans/choose-keys.ts'
import { planWithNames } from '../../plans/choose-names.ts'
import { getPlanItem } from '../../plans/item-detail.ts'
import { listPlanItems } from '../../plans/item-lists.ts'
import { listKeyMarks } from '../../plans/key-items.ts'
import {
  chooseItems,
  createPlan,
  discardPlan,
  findPlanRow,
  getPlan,
  listPlans,
  type NewPlan,
  resolveItems,
  setRemovals,
} from '../../plans/plans.ts'
import { countSelected } from '../../plans/selected.ts'
import type { Projects } from '../../projects/projects.ts'
import { applyPlan } from '../../runs/apply-plan.ts'
import { refuseDuringRun, refuseWhileGathering, refuseWithOpen } from '../../runs/runs-of.ts'
import type { StartCheck } from '../../runs/start-check.ts'
import { followKeys } from '../../schedules/follow-keys.ts'
import { noPlaces } from '../paging.ts'
import { type Route, route } from '../route.ts'
import { withAudit } from '../with-audit.ts'

export interface PlanRouteDeps {
  database: Database
  pages: PagesDeps
  /** The list of pages, for plans of what it shows. */
  list: Pick<Pages, 'keys'>
  projects: Pick<Projects, 'record'>
  startCheck: StartCheck
  /** What the daily limit of a site says of sending these pages by hand; null: nothing. */
  overLimit: (connectionId: string, willSend: Plan['willSend']) => Promise<string | null>
  /** Hands the building of a plan to a worker. */
  requestPlan: (planId: string) => Promise<void>
  /** For tests that kill the process while keys are decided. */
  crashPoint?: (name: KeyCrashPointName) => void
}

export function planRoutes(deps: PlanRouteDeps): Route[] {
  const { database, pages, list, projects, startCheck, overLimit, requestPlan, crashPoint } = deps
  return [
    route(routes.plans.create, async ({ params, body, actor }) => {
      const project = await projects.record(actor.workspaceId, params.id)
      const id = await createPlan(database, project, actor.name, {
        ...(body.selection && (await chosenPages(list, actor.workspaceId, project.id, body.selection))),
        refuse: (tx) => refuseDuringRun(tx, project.id),
      })
      await requestPlan(id)
      return getPlan(database, actor.workspaceId, id)
    }),
    route(routes.plans.list, async ({ params, query, actor }) => {
      await projects.record(actor.workspaceId, params.id)
      return listPlans(database, actor.workspaceId, params.id, query)
    }),
    route(routes.plans.get, async ({ params, actor }) => {
      const plan = await getPlan(database, actor.workspaceId, params.id)
      const { connection_id } = await findPlanRow(database, actor.workspaceId, params.id)
      return {
        ...plan,
        overLimit: plan.state === 'ready' ? await overLimit(connection_id, plan.willSend) : null,
      }
    }),
    route(routes.plans.items, async ({ params, query, actor }) => {
      const isSearch = query.search !== '' || query.problem !== undefined
      if (query.offset !== undefined && isSearch) throw noPlaces()
      return listPlanItems(database, actor.workspaceId, params.id, query)
    }),
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
        const { resolution, rowKeys, fields } = body
        return resolveItems(database, actor.workspaceId, params.id, resolution, rowKeys, fields)
      }),
    ),
    withAudit(
      database,
      'plan.published',
      route(routes.plans.apply, async ({ params, body, actor }) => {
        await startCheck.plan(actor.workspaceId, params.id)
        return applyPlan({ database, pages }, actor.workspaceId, params.id, actor.name, body)
      }),
    ),
    withAudit(
      database,
      'plan.conflicts_decided',
      route(routes.plans.choose, async ({ params, body, actor }) => {
        await refuseWhileGathering(database, params.id)
        const { id, rowKey } = params
        await chooseItems(database, actor.workspaceId, id, [rowKey], () => body.choices)
        return getPlanItem(database, actor.workspaceId, id, rowKey)
      }),
    ),
    withAudit(
      database,
      'plan.names_chosen',
      route(routes.names.choose, async ({ params, body, actor }) => {
        const { workspaceId, name: author } = actor
        const plan = await findPlanRow(database, workspaceId, params.id)
        const project = await projects.record(workspaceId, plan.project_id)
        const refuse = (tx: Tx) => refuseDuringRun(tx, project.id)
        const id = await planWithNames(database, project, plan, body, { author, refuse })
        await requestPlan(id)
        return getPlan(database, workspaceId, id)
      }),
    ),
    route(routes.changedKeys.list, async ({ params, query, actor }) => {
      const plan = await findPlanRow(database, actor.workspaceId, params.id)
      const { open, same, other } = plan.changed_keys ?? { open: 0, same: 0, other: 0 }
      return { ...(await listKeyMarks(database, plan, query)), total: open + same + other }
    }),
    withAudit(
      database,
      'plan.keys_chosen',
      route(routes.changedKeys.choose, async ({ params, body, actor }) => {
        const { workspaceId, name: author } = actor
        const plan = await findPlanRow(database, workspaceId, params.id)
        const project = await projects.record(workspaceId, plan.project_id)
        const id = await planWithKeys(database, project, plan, body, {
          author,
          refuse: (tx, rowKeys) => refuseWithOpen(tx, project.id, rowKeys),
          follow: (tx, changes) => followKeys(tx, project.id, changes),
          ...(crashPoint && { crashPoint }),
        })
        await requestPlan(id)
        return getPlan(database, workspaceId, id)
      }),
    ),
    route(routes.plans.selection, async ({ params, body, actor }) => {
      const plan = await findPlanRow(database, actor.workspaceId, params.id)
      const counted = await countSelected(database, plan, body)
      return { ...counted, overLimit: await overLimit(plan.connection_id, counted.willSend) }
    }),
    withAudit(
      database,
      'plan.discarded',
      route(routes.plans.discard, async ({ params, actor }) => {
        await refuseWhileGathering(database, params.id)
        return discardPlan(database, actor.workspaceId, params.id, actor.name)
      }),
    ),
  ]
}

/** Ticked on the screen of pages or named, or all that the list shows with a filter as it stands now. */
async function chosenPages(
  list: Pick<Pages, 'keys'>,
  workspaceId: string,
  projectId: string,
  { rowKeys = [], filter }: PageSelection,
): Promise<Pick<NewPlan, 'scope' | 'rowKeys'>> {
  const keys = new Set(rowKeys)
  if (filter)
    for await (const part of list.keys(workspaceId, projectId, filter)) for (const key of part) keys.add(key)
  const count = keys.size
  const words = filter
    ? pageFilterWords(filter, count)
    : count === 1
      ? `row ${rowKeys[0]}`
      : `${count.toLocaleString('en')} chosen rows`
  return { scope: { kind: 'rows', origin: 'pages', count, words }, rowKeys: [...keys] }
}
