import { Argument, type Command, Option } from 'commander'
import {
  type Plan,
  type PlanAction,
  planActionSchema,
  type Resolution,
  resolutionSchema,
} from '../../api/plan.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import type { SetExit } from '../errors.ts'
import { CliError } from '../errors.ts'
import { findProject } from '../find.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { createPlan } from '../plan-flow.ts'
import { describePlan, describePlanItem, headline } from '../plan-text.ts'
import { table } from '../table.ts'
import { time } from '../text.ts'
import { applyAndWatch } from '../watch-run.ts'

const planHelp = 'its id, or a project (name or id) for its newest plan'

interface ItemsOptions extends PagingOptions {
  action?: PlanAction
  search?: string
  row?: string
}

export function addPlans(program: Command, cli: Cli, setExit: SetExit): void {
  const plans = program.command('plans').description('what a run will do, page by page, before it does it')
  const show = (plan: Plan) => cli.out.result(plan, () => describePlan(plan, cli.out.width))

  plans
    .command('create')
    .description('create a plan and wait for it; nothing is sent')
    .argument('<project>', 'name or id')
    .action(async (wanted: string) => {
      const { id } = await findProject(cli, wanted)
      show(await createPlan(cli, id))
    })

  addPaging(
    plans
      .command('list')
      .description('the plans of a project, newest first')
      .argument('<project>', 'name or id'),
  ).action(async (wanted: string, options: PagingOptions) => {
    const { id } = await findProject(cli, wanted)
    const page = await readPages(options, (query) =>
      cli.client().call(routes.plans.list, { params: { id }, query }),
    )
    cli.out.result(page, () => {
      const rows = page.items.map((plan) => [
        plan.id,
        time(plan.createdAt),
        plan.state,
        plan.author,
        headline(plan),
      ])
      return table(['Id', 'Created', 'State', 'By', 'What it does'], rows, cli.out.width) + moreLine(page)
    })
  })

  plans
    .command('show')
    .description('one plan')
    .argument('<plan>', planHelp)
    .action(async (wanted: string) => show(await findPlan(cli, wanted)))

  addPaging(
    plans
      .command('items')
      .description('what would happen, page by page')
      .argument('<plan>', planHelp)
      .addOption(new Option('--action <action>', 'only these').choices(planActionSchema.options))
      .option('--search <text>', 'only pages with this text')
      .option('--row <key>', 'one page, field by field'),
  ).action(async (wanted: string, { action, search, row, ...paging }: ItemsOptions) => {
    const { id } = await findPlan(cli, wanted)
    if (row !== undefined) {
      const item = await cli.client().call(routes.plans.item, { params: { id, rowKey: row } })
      return cli.out.result(item, () => describePlanItem(item))
    }
    const filter = { ...(action && { action }), ...(search && { search }) }
    const page = await readPages(paging, (query) =>
      cli.client().call(routes.plans.items, { params: { id }, query: { ...query, ...filter } }),
    )
    cli.out.result(page, () => {
      const rows = page.items.map((one) => [
        one.rowKey,
        one.resolution ? `${one.action}: ${one.resolution}` : one.action,
        one.title,
        one.url ?? one.slug,
        one.changedFields.join(', '),
        one.problems.map((problem) => problem.message).join(' '),
      ])
      return (
        table(['Row', 'Action', 'Title', 'Address', 'Changed', 'Problems'], rows, cli.out.width) +
        moreLine(page)
      )
    })
  })

  plans
    .command('resolve')
    .description('decide pages that were edited in Wix')
    .argument('<plan>', planHelp)
    .addArgument(new Argument('<decision>', 'what to do with them').choices(resolutionSchema.options))
    .option('--row <key...>', 'only these pages; every conflict by default')
    .action(async (wanted: string, resolution: Resolution, options: { row?: string[] }) => {
      const { id } = await findPlan(cli, wanted)
      const body = { resolution, ...(options.row && { rowKeys: options.row }) }
      show(await cli.client().call(routes.plans.resolve, { params: { id }, body }))
    })

  plans
    .command('removals')
    .description('whether applying removes pages whose row is gone')
    .argument('<plan>', planHelp)
    .addArgument(new Argument('<choice>', 'off keeps them').choices(['on', 'off']))
    .action(async (wanted: string, choice: 'on' | 'off') => {
      const { id } = await findPlan(cli, wanted)
      const body = { includeRemovals: choice === 'on' }
      show(await cli.client().call(routes.plans.update, { params: { id }, body }))
    })

  plans
    .command('apply')
    .description('publish: start the run of this plan, and watch it')
    .argument('<plan>', planHelp)
    .option('-y, --yes', 'skip the confirmation')
    .option('--no-watch', 'return as soon as the run has started')
    .action(async (wanted: string, options: { yes?: boolean; watch: boolean }) => {
      const plan = await findPlan(cli, wanted)
      setExit(await applyAndWatch(cli, plan, options))
    })
}

async function findPlan(cli: Cli, wanted: string): Promise<Plan> {
  const client = cli.client()
  try {
    return await client.call(routes.plans.get, { params: { id: wanted } })
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'not_found') throw error
  }
  const project = await findProject(cli, wanted)
  const { items } = await client.call(routes.plans.list, { params: { id: project.id }, query: { limit: 1 } })
  if (items[0]) return items[0]
  throw new CliError(
    'not_found',
    `"${project.name}" has no plan yet. Create one with "seomatic plans create".`,
  )
}
