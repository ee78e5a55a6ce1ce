// Creates a plan and waits for it, the same for `plans create` and `publish`.
import type { z } from 'zod'
import type { Plan } from '../api/plan.ts'
import { routes } from '../api/routes.ts'
import type { pageSelectionSchema } from '../api/selection.ts'
import type { Cli } from './cli.ts'
import { CliError } from './errors.ts'
import { pollUntil } from './poll.ts'
import { percent } from './text.ts'

/** The newest plan of a project of which a part has gone and the rest waits. */
export async function findPartlySent(cli: Cli, project: { id: string; name: string }): Promise<Plan> {
  const { items } = await cli.client().call(routes.plans.list, { params: { id: project.id }, query: {} })
  const plan = items.find(({ state, taken }) => state === 'ready' && taken > 0)
  if (plan) return plan
  throw new CliError(
    'not_found',
    `No plan of "${project.name}" waits with a rest: nothing was published in part, or all of it went, or a newer plan took its place. Plan and publish with "seomatic publish".`,
  )
}

/** @param selection of some pages alone; all of them unless told */
export async function createPlan(
  cli: Cli,
  projectId: string,
  selection?: z.input<typeof pageSelectionSchema>,
): Promise<Plan> {
  const body = selection ? { selection } : {}
  return awaitPlan(cli, await cli.client().call(routes.plans.create, { params: { id: projectId }, body }))
}

/** Until it is ready; throws when it cannot be made. */
export async function awaitPlan(cli: Cli, started: Pick<Plan, 'id'>): Promise<Plan> {
  const client = cli.client()
  const plan = await pollUntil(
    () => client.call(routes.plans.get, { params: { id: started.id } }),
    ({ state }) => state !== 'building',
    {
      onState: ({ step, progress }) =>
        cli.out.progress(`Planning: ${step || 'starting'}, ${percent(progress)}`),
    },
  )
  if (plan.state === 'ready') return plan
  throw new CliError('plan_failed', plan.message ?? `The plan is ${plan.state}. Create a new one.`, {
    details: { planId: plan.id },
  })
}
