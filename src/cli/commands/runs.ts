import { type Command, Option } from 'commander'
import { type AgeOrder, ageOrders } from '../../api/age-order.ts'
import { type RunItemSort, runItemSorts } from '../../api/item-sorts.ts'
import { routes } from '../../api/routes.ts'
import { type ItemState, itemStateSchema, type Run, type RunItem } from '../../api/run.ts'
import { kindName } from '../../api/run-done.ts'
import { type RunStage, runStages } from '../../api/run-stage.ts'
import type { Cli } from '../cli.ts'
import { printDownload, writeWhole } from '../download.ts'
import type { SetExit } from '../errors.ts'
import { CliError } from '../errors.ts'
import { findProject } from '../find.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { describeFailures, describeRun } from '../run-text.ts'
import { table } from '../table.ts'
import { count, time, words } from '../text.ts'
import { watchRun } from '../watch-run.ts'

export const runHelp = 'its id, or "latest"'
const verifications = ['equal', 'different', 'not_found'] as const

interface ListOptions extends PagingOptions {
  project?: string
  stage?: RunStage
  search?: string
  slots?: true
  sort?: AgeOrder
}

interface ItemsOptions extends PagingOptions {
  state?: ItemState
  verification?: (typeof verifications)[number]
  search?: string
  sort?: RunItemSort
  desc?: boolean
}

export function addRuns(program: Command, cli: Cli, setExit: SetExit): void {
  const runs = program.command('runs').description('runs of plans, and their receipts')
  const show = (run: Run) => cli.out.result(run, () => describeRun(run))

  addPaging(
    runs
      .command('list')
      .description('runs, newest first unless told')
      .option('--project <project>', 'only of this one (name or id)')
      .addOption(new Option('--stage <stage>', 'only these').choices(runStages))
      .option('--search <text>', 'only with this in the name of the project, or of who started it')
      .option('--slots', 'also those that schedules sent')
      .addOption(new Option('--sort <order>', 'in this order').choices(ageOrders)),
  ).action(async ({ project, slots, stage, search, sort, ...paging }: ListOptions) => {
    const projectId = project === undefined ? undefined : (await findProject(cli, project)).id
    const page = await readPages(paging, (query) =>
      cli.client().call(routes.runs.list, {
        query: {
          ...query,
          ...(projectId && { projectId }),
          ...(stage && { stage }),
          ...(search && { search }),
          ...(slots && { slots: 'true' }),
          ...(sort && { sort }),
        },
      }),
    )
    cli.out.result(page, () => {
      const rows = page.items.map((run) => [
        run.id,
        run.projectName,
        kindName(run.kind),
        words(run.state),
        count(run.total),
        count(run.counts.accepted),
        count(run.counts.rejected),
        time(run.createdAt),
        run.author,
      ])
      const right = (title: string) => ({ title, align: 'right' as const })
      const columns = [
        'Id',
        'Project',
        'What',
        'State',
        right('Pages'),
        right('Accepted'),
        right('Failed'),
        'Started',
        'By',
      ]
      return table(columns, rows, cli.out.width) + moreLine(page)
    })
  })

  runs
    .command('show')
    .description('one run, with its receipt when it is done')
    .argument('[run]', runHelp, 'latest')
    .action(async (wanted: string) => show(await findRun(cli, wanted)))

  runs
    .command('watch')
    .description('follow a run until it is done; Ctrl-C does not stop it')
    .argument('[run]', runHelp, 'latest')
    .action(async (wanted: string) => setExit(await watchRun(cli, (await findRun(cli, wanted)).id)))

  addPaging(
    runs
      .command('items')
      .description('the pages of a run')
      .argument('[run]', runHelp, 'latest')
      .addOption(new Option('--state <state>', 'only these').choices(itemStateSchema.options))
      .addOption(new Option('--verification <result>', 'only these').choices(verifications))
      .option('--search <text>', 'only pages with this text')
      .addOption(new Option('--sort <key>', 'in this order').choices(runItemSorts))
      .option('--desc', 'the last ones first'),
  ).action(async (wanted: string, { state, verification, search, sort, desc, ...paging }: ItemsOptions) => {
    const { id } = await findRun(cli, wanted)
    const filter = {
      ...(state && { state }),
      ...(verification && { verification }),
      ...(search && { search }),
      ...(sort && { sort }),
      ...(desc && { desc: 'true' as const }),
    }
    const page = await readPages(
      paging,
      (query) => cli.client().call(routes.runs.items, { params: { id }, query: { ...query, ...filter } }),
      cli.out.progress,
    )
    cli.out.result(page, () => table(itemColumns, page.items.map(itemCells), cli.out.width) + moreLine(page))
  })

  runs
    .command('item')
    .description('one page of a run')
    .argument('<run>', runHelp)
    .argument('<row>', 'key of its row')
    .action(async (wanted: string, rowKey: string) => {
      const { id } = await findRun(cli, wanted)
      const item = await cli.client().call(routes.runs.item, { params: { id, rowKey } })
      cli.out.result(item, () => describeRunItem(item))
    })

  runs
    .command('failures')
    .description('what failed or was not sent, in groups, with the next step')
    .argument('[run]', runHelp, 'latest')
    .action(async (wanted: string) => {
      const { id } = await findRun(cli, wanted)
      const failures = await cli.client().call(routes.runs.failures, { params: { id } })
      cli.out.result(failures, () => describeFailures(failures, id, cli.out.width))
    })

  addPaging(
    runs.command('diary').description('restarts, waits, pauses').argument('[run]', runHelp, 'latest'),
  ).action(async (wanted: string, options: PagingOptions) => {
    const { id } = await findRun(cli, wanted)
    const page = await readPages(options, (query) =>
      cli.client().call(routes.runs.diary, { params: { id }, query }),
    )
    cli.out.result(page, () => {
      const rows = page.items.map((event) => [time(event.at), words(event.kind), event.message])
      return table(['Time', 'What', 'Message'], rows, cli.out.width) + moreLine(page)
    })
  })

  const steer = (name: 'pause' | 'resume' | 'cancel' | 'retry', description: string) =>
    runs
      .command(name)
      .description(description)
      .argument('<run>', runHelp)
      .action(async (wanted: string) => {
        const { id } = await findRun(cli, wanted)
        show(await cli.client().call(routes.runs[name], { params: { id }, body: {} }))
      })
  steer('pause', 'stop sending; what is under way is settled')
  steer('resume', 'continue sending')
  steer('cancel', 'drop what was not sent yet')
  steer('retry', 'send what failed or was not sent once more, as it was planned')

  runs
    .command('receipt')
    .description('the receipt as CSV, one line per page')
    .argument('[run]', runHelp, 'latest')
    .option('--csv <file>', 'write it there instead of to stdout')
    .action(async (wanted: string, options: { csv?: string }) => {
      const run = await findRun(cli, wanted)
      if (cli.out.isJson && options.csv === undefined) return show(run)
      const content = await cli.client().download(routes.runs.receipt, { params: { id: run.id } })
      if (options.csv === undefined) return printDownload(cli, content)
      await writeWhole(options.csv, content)
      cli.out.result(run, () => `The receipt of ${run.id} is in ${options.csv}.`)
    })
}

/** By its id; `latest` is the newest of all. */
export async function findRun(cli: Cli, wanted: string): Promise<Run> {
  const client = cli.client()
  if (wanted !== 'latest') return client.call(routes.runs.get, { params: { id: wanted } })
  const { items } = await client.call(routes.runs.list, { query: { limit: 1 } })
  if (items[0]) return items[0]
  throw new CliError('not_found', 'There is no run yet. Start one with "seomatic publish PROJECT".')
}

const itemColumns = ['Row', 'Action', 'State', 'Verified', 'Title', 'Address', 'Problem']

function itemCells(one: RunItem): string[] {
  return [
    one.rowKey,
    one.action,
    words(one.state),
    words(one.verification),
    one.title,
    one.url ?? '',
    one.problem?.message ?? one.differences.map((each) => each.field).join(', '),
  ]
}

function describeRunItem(one: RunItem): string {
  return itemCells(one)
    .flatMap((cell, at) => (cell === '' ? [] : [`${itemColumns[at]}: ${cell}`]))
    .join('\n')
}
