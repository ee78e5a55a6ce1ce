// Creates a plan and waits for it, the same for `plans create` and `publish`.
import type { Plan } from '../api/plan.ts'
import { routes } from '../api/routes.ts'
import type { Cli } from './cli.ts'
import { CliError } from './errors.ts'
import { pollUntil } from './poll.ts'
import { percent } from './text.ts'

export async function createPlan(cli: Cli, projectId: string): Promise<Plan> {
  const client = cli.client()
  const started = await client.call(routes.plans.create, { params: { id: projectId }, body: {} })
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
