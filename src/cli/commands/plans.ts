import { Argument, type Command, Option } from 'commander'
import { isOfAuthor, withAuthorNames } from '../../api/author-names.ts'
import { type KeyChoice, keyChoiceSchema } from '../../api/changed-key.ts'
import type { Choice } from '../../api/connection.ts'
import { type PlanItemSort, planItemSorts } from '../../api/item-sorts.ts'
import {
  type NameChoice,
  nameChoiceSchema,
  type Plan,
  type PlanAction,
  type PlanItemDetail,
  type Resolution,
  resolutionSchema,
} from '../../api/plan.ts'
import { planActionNames } from '../../api/plan-action.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import type { SetExit } from '../errors.ts'
import { CliError, usageError } from '../errors.ts'
import { findPlan, findProject, planHelp } from '../find.ts'
import { addPageFilter, type PageSelectionFlags, readPageSelection } from '../page-filter-flags.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { addPartOptions, type PartOptions, readPages as readPageCount, readPart } from '../part-options.ts'
import { awaitPlan, createPlan } from '../plan-flow.ts'
import { describePlan, describePlanItem, headline, partSendLine } from '../plan-text.ts'
import { table } from '../table.ts'
import { duration, time } from '../text.ts'
import { applyAndWatch } from '../watch-run.ts'

interface ResolveOptions {
  row?: string[]
  field?: string[]
  part?: string[]
}

interface ItemsOptions extends PagingOptions {
  action?: PlanAction
  search?: string
  problem?: string
  row?: string
  sort?: PlanItemSort
  desc?: boolean
}

export function addPlans(program: Command, cli: Cli, setExit: SetExit): void {
  const plans = program.command('plans').description('what a run will do, page by page, before it does it')
  const show = (plan: Plan) => cli.out.result(plan, () => describePlan(plan, cli.out.width))

  addPageFilter(
    plans
      .command('create')
      .description('create a plan and wait for it; nothing is sent')
      .argument('<project>', 'name or id')
      .option('--row <key...>', 'of these rows alone; plans of all pages stay beside it'),
  ).action(async (wanted: string, options: PageSelectionFlags) => {
    const selection = readPageSelection(options)
    const { id } = await findProject(cli, wanted)
    show(await createPlan(cli, id, selection))
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
      .addOption(new Option('--action <action>', 'only these').choices(planActionNames))
      .option('--search <text>', 'only pages with this text')
      .option('--problem <code>', 'only pages with this problem')
      .addOption(new Option('--sort <key>', 'in this order').choices(planItemSorts))
      .option('--desc', 'the last ones first')
      .option('--row <key>', 'one page, field by field'),
  ).action(async (wanted: string, { action, search, problem, row, sort, desc, ...paging }: ItemsOptions) => {
    const { id, projectId } = await findPlan(cli, wanted)
    if (row !== undefined) {
      const item = await cli.client().call(routes.plans.item, { params: { id, rowKey: row } })
      const authors = item.changes.some(isOfAuthor) ? await readAuthors(cli, projectId) : []
      const changes = item.changes.map((change) => withAuthorNames(change, authors))
      return cli.out.result(item, () => describePlanItem({ ...item, changes }))
    }
    const filter = {
      ...(action && { action }),
      ...(search && { search }),
      ...(problem && { problem }),
      ...(sort && { sort }),
      ...(desc && { desc: 'true' as const }),
    }
    const page = await readPages(
      paging,
      (query) => cli.client().call(routes.plans.items, { params: { id }, query: { ...query, ...filter } }),
      cli.out.progress,
    )
    cli.out.result(page, () => {
      const hasDates = page.items.some((one) => one.expectedAt !== null)
      const rows = page.items.map((one) => [
        one.rowKey,
        one.resolution ? `${one.action}: ${one.resolution}` : one.action,
        ...(hasDates ? [one.expectedAt === null ? '' : time(one.expectedAt)] : []),
        one.title,
        one.url ?? one.slug,
        one.changedFields.join(', '),
        one.problems.map((problem) => problem.message).join(' '),
      ])
      const dates = hasDates ? ['Scheduled for'] : []
      const titles = ['Row', 'Action', ...dates, 'Title', 'Address', 'Changed', 'Problems']
      return table(titles, rows, cli.out.width) + moreLine(page)
    })
  })

  plans
    .command('resolve')
    .description('decide pages that were edited in Wix')
    .argument('<plan>', planHelp)
    .addArgument(
      new Argument('<decision>', 'what to do with them').choices([...resolutionSchema.options, 'undecided']),
    )
    .option('--row <key...>', 'only these pages; every conflict by default')
    .option('--field <field...>', 'for all alike: only what is undecided of these fields')
    .option('--part <id...>', 'of one page, only these of its conflicts; "plans items --row" names them')
    .action(async (wanted: string, decision: Resolution | 'undecided', options: ResolveOptions) => {
      const { id } = await findPlan(cli, wanted)
      const { row, field, part } = options
      const resolution = decision === 'undecided' ? null : decision
      if (part && field)
        throw usageError('--part names conflicts of one page, --field those of many. Use one.')
      if (part) return cli.out.result(...(await choose(cli, id, resolution, { row, part })))
      const body = { resolution, ...(row && { rowKeys: row }), ...(field && { fields: field }) }
      show(await cli.client().call(routes.plans.resolve, { params: { id }, body }))
    })

  plans
    .command('names')
    .description('choose what becomes of categories and tags renamed or deleted in Wix; makes the plan anew')
    .argument('<plan>', planHelp)
    .addArgument(new Argument('<choice>', 'what becomes of them').choices(nameChoiceSchema.options))
    .option('--name <name...>', 'only these, as the data has them; all that the plan tells of by default')
    .action(async (wanted: string, choice: NameChoice, options: { name?: string[] }) => {
      const plan = await findPlan(cli, wanted)
      const names = options.name?.flatMap((name) => namesCalled(plan, name))
      const body = { choice, ...(names && { names }) }
      const made = await cli.client().call(routes.names.choose, { params: { id: plan.id }, body })
      show(await awaitPlan(cli, made))
    })

  addPaging(
    plans
      .command('keys')
      .description(
        'rows that seem to have had another key before; with a choice, whether they are the same, which makes the plan anew',
      )
      .argument('<plan>', planHelp)
      .addArgument(new Argument('[choice]', 'what they are').choices(keyChoiceSchema.options))
      .option('--row <key...>', 'only these rows, by their keys now; all that are not decided by default'),
  ).action(
    async (
      wanted: string,
      choice: KeyChoice | undefined,
      { row, ...paging }: PagingOptions & { row?: string[] },
    ) => {
      const plan = await findPlan(cli, wanted)
      if (choice === undefined && row) throw usageError('--row says for which rows a choice is meant.')
      if (choice === undefined) return listKeys(cli, plan.id, paging)
      const body = { choice, ...(row && { rowKeys: row }) }
      const made = await cli.client().call(routes.changedKeys.choose, { params: { id: plan.id }, body })
      show(await awaitPlan(cli, made))
    },
  )

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

  addPartOptions(
    plans
      .command('apply')
      .description('publish this plan or a part of it: start the run, and watch it')
      .argument('<plan>', planHelp),
  )
    .option('-y, --yes', 'skip the confirmation')
    .option('--no-watch', 'return as soon as the run has started')
    .option('--confirm <number>', 'of pages that are deleted for good: how many', readPageCount)
    .action(
      async (wanted: string, options: PartOptions & { yes?: boolean; watch: boolean; confirm?: number }) => {
        const plan = await findPlan(cli, wanted)
        setExit(await applyAndWatch(cli, plan, { ...options, part: readPart(options) }))
      },
    )

  addPartOptions(
    plans
      .command('count')
      .description('what publishing this plan or a part of it would do')
      .argument('<plan>', planHelp),
  ).action(async (wanted: string, options: PartOptions) => {
    const plan = await findPlan(cli, wanted)
    const part = readPart(options) ?? {}
    const counted = await cli.client().call(routes.plans.selection, { params: { id: plan.id }, body: part })
    cli.out.result(
      counted,
      () => `${partSendLine(plan, part, counted)} Takes ${duration(counted.estimate.seconds)}.`,
    )
  })

  plans
    .command('discard')
    .description('put this plan aside, or what is left of it after a part was published')
    .argument('<plan>', planHelp)
    .action(async (wanted: string) => {
      const { id } = await findPlan(cli, wanted)
      show(await cli.client().call(routes.plans.discard, { params: { id }, body: {} }))
    })
}

async function listKeys(cli: Cli, id: string, paging: PagingOptions): Promise<void> {
  const page = await readPages(paging, (query) =>
    cli.client().call(routes.changedKeys.list, { params: { id }, query }),
  )
  cli.out.result(page, () => {
    const rows = page.items.map((one) => [
      one.rowKey,
      one.title,
      one.formerKey,
      one.formerTitle,
      one.formerAddress,
      one.by === null ? '' : `same ${one.by}`,
      one.choice ?? 'not decided',
    ])
    const titles = ['Row', 'Title', 'Former key', 'Title of its page', 'Address', 'Recognised by', 'Decided']
    return table(titles, rows, cli.out.width) + moreLine(page)
  })
}

async function choose(
  cli: Cli,
  id: string,
  resolution: Resolution | null,
  { row = [], part }: { row: string[] | undefined; part: string[] },
): Promise<[PlanItemDetail, () => string]> {
  const [rowKey] = row
  if (rowKey === undefined || row.length > 1)
    throw usageError('Conflicts by their names are those of one page: name it with --row.')
  const choice = resolution === null ? null : choiceOf[resolution]
  const body = { choices: Object.fromEntries(part.map((one) => [one, choice])) }
  const item = await cli.client().call(routes.plans.choose, { params: { id, rowKey }, body })
  return [item, () => describePlanItem(item)]
}

const choiceOf = { keep_theirs: 'theirs', take_ours: 'ours', hold: 'hold' } as const

/** Of every kind. */
function namesCalled({ names }: Plan, wanted: string): { kind: string; name: string }[] {
  const found = names.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  if (found.length > 0) return found.map(({ kind, name }) => ({ kind, name }))
  throw new CliError('bad_request', `The plan tells of no "${wanted}" that was renamed or deleted in Wix.`)
}

async function readAuthors(cli: Cli, projectId: string): Promise<Choice[]> {
  const project = await cli.client().call(routes.projects.get, { params: { id: projectId } })
  const query = { destination: project.destination, kind: 'authors', search: '' }
  const params = { id: project.connection.id }
  return (await cli.client().call(routes.connections.choices, { params, query })).items
}
