import { type Command, Option } from 'commander'
import {
  type PageOrder,
  type PagePreview,
  type PageSummary,
  pageOrderSchema,
  pageStatusSchema,
} from '../../api/page.ts'
import { type PageState, pageSorts, pageStateSchema, pageStateWord } from '../../api/page-state.ts'
import { routes } from '../../api/routes.ts'
import { type RowChoice, rowChoices } from '../../api/row-choice.ts'
import type { Cli } from '../cli.ts'
import { writeWhole } from '../download.ts'
import type { SetExit } from '../errors.ts'
import { CliError, usageError } from '../errors.ts'
import { findProject } from '../find.ts'
import { describePageCheck, describePreview } from '../page-text.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { pollUntil } from '../poll.ts'
import { table } from '../table.ts'
import { readTemplateFile } from '../template-file.ts'
import { count, time } from '../text.ts'

interface ListOptions extends PagingOptions {
  search?: string
  state?: PageState
  status?: 'new' | 'live' | 'draft' | 'gone'
  problem?: string
  category?: string
  sort?: 'row' | 'address' | 'state' | 'date'
  desc?: boolean
  csv?: string
  view?: string
}

export function addPages(program: Command, cli: Cli, setExit: SetExit): void {
  const pages = program.command('pages').description('the pages a project makes of its rows')

  addPaging(
    pages
      .command('list')
      .description('the pages of a project')
      .argument('<project>', 'name or id')
      .option('--search <text>', 'only pages with this text')
      .addOption(new Option('--state <state>', 'only these').choices(pageStateSchema.options))
      .addOption(
        new Option('--status <status>', 'only what is so in Wix, whatever else is known of it')
          .choices(pageStatusSchema.options)
          .conflicts(['state', 'sort', 'desc', 'csv']),
      )
      .option('--problem <code>', 'only pages with this problem, from the last check')
      .option('--category <name>', 'only pages in this category, or below it')
      .addOption(new Option('--sort <key>', 'in this order').choices(pageSorts))
      .option('--desc', 'the last ones first')
      .option('--csv <file>', 'write the whole list there, one line per page')
      .option('--view <name>', 'as this saved view has it, but for what else is said here'),
  ).action(async (wanted: string, { search, state, status, problem, category, ...options }: ListOptions) => {
    const { sort, desc, csv, view, ...paging } = options
    const { id } = await findProject(cli, wanted)
    const filter = {
      ...(view !== undefined && (await filterOfView(cli, id, view))),
      ...(search && { search }),
      ...(state && { state }),
      ...(problem && { problem }),
      ...(category && { category }),
      ...(sort && { sort }),
      ...(desc && { desc: 'true' as const }),
    }
    if (csv !== undefined) {
      await writeWhole(csv, await cli.client().download(routes.pages.csv, { params: { id }, query: filter }))
      return cli.out.result({ file: csv }, () => `The pages are in ${csv}.`)
    }
    const page = await readPages(
      paging,
      (query) =>
        cli.client().call(routes.pages.list, {
          params: { id },
          query: { ...query, ...filter, ...(status && { status }) },
        }),
      cli.out.progress,
    )
    const head = ['Row', 'State', 'Date', 'Title', 'Slug', 'Address', 'Problems']
    cli.out.result(page, () => table(head, page.items.map(toLine), cli.out.width) + moreLine(page))
  })

  pages
    .command('show')
    .description('one page exactly as it would be sent')
    .argument('<project>', 'name or id')
    .argument('<row>', 'the key of its row')
    .addOption(new Option('--only <part>', 'only this part, byte for byte').choices(['payload', 'html']))
    .action(async (wanted: string, rowKey: string, options: { only?: 'payload' | 'html' }) => {
      const { id } = await findProject(cli, wanted)
      const preview = await cli.client().call(routes.pages.get, { params: { id, rowKey } })
      if (options.only && !cli.out.isJson) return cli.out.raw(preview[options.only])
      cli.out.result(preview, () => describePreview(preview))
    })

  pages
    .command('leave')
    .description('leave fields of a page to Wix from now on, whatever the template makes of them')
    .argument('<project>', 'name or id')
    .argument('<row>', 'the key of its row')
    .argument('<field...>', 'title, body, ...: as plans name them')
    .action((wanted: string, rowKey: string, fields: string[]) => detach(wanted, rowKey, fields, true))
  pages
    .command('take-back')
    .description('have the next plan make fields of a page ours again')
    .argument('<project>', 'name or id')
    .argument('<row>', 'the key of its row')
    .argument('<field...>', 'title, body, ...: as plans name them')
    .action((wanted: string, rowKey: string, fields: string[]) => detach(wanted, rowKey, fields, false))

  async function detach(wanted: string, rowKey: string, fields: string[], detached: boolean): Promise<void> {
    const { id } = await findProject(cli, wanted)
    let preview: PagePreview | undefined
    for (const field of fields)
      preview = await cli
        .client()
        .call(routes.pages.detach, { params: { id, rowKey }, body: { field, detached } })
    const left = preview?.detached ?? []
    cli.out.result(preview, () =>
      left.length === 0
        ? 'No field of this page is left to Wix. Create a plan to make them ours again.'
        : `Left to Wix: ${left.join(', ')}.`,
    )
  }

  pages
    .command('preview')
    .description('a row with a template that is not saved')
    .argument('<project>', 'name or id')
    .argument('[row]', 'the key of its row; the first by default')
    .requiredOption('--template <file>', 'a JSON file, or a folder with one .liquid file per field')
    .addOption(
      new Option(
        '--pick <choice>',
        'another row than the one named: the longest, the next with a problem, ...',
      ).choices(rowChoices),
    )
    .addOption(new Option('--only <part>', 'only this part, byte for byte').choices(['payload', 'html']))
    .action(
      async (
        wanted: string,
        rowKey: string | undefined,
        options: { template: string; only?: 'payload' | 'html'; pick?: RowChoice },
      ) => {
        const { fields } = readTemplateFile(options.template)
        const { id } = await findProject(cli, wanted)
        const shown = options.pick === undefined ? rowKey : await pickRow(id, options.pick, rowKey)
        const body = { fields, ...(shown !== undefined && { rowKey: shown }) }
        const preview = await cli.client().call(routes.pages.preview, { params: { id }, body })
        if (options.only && !cli.out.isJson) return cli.out.raw(preview[options.only])
        cli.out.result(preview, () => describePreview(preview))
      },
    )

  async function pickRow(id: string, choice: RowChoice, from: string | undefined): Promise<string> {
    const query = { choice, ...(from !== undefined && { from }) }
    const { rowKey, reason } = await cli.client().call(routes.pages.pick, { params: { id }, query })
    if (rowKey === null) throw new CliError('not_found', reason ?? 'There is no such row.')
    return rowKey
  }

  pages
    .command('check')
    .description('check all pages of a project; exits 1 when some have errors')
    .argument('<project>', 'name or id')
    .option('--last', 'only show the last check')
    .action(async (wanted: string, options: { last?: boolean }) => {
      const { id } = await findProject(cli, wanted)
      const check = options.last
        ? await cli.client().call(routes.pages.lastCheck, { params: { id } })
        : await runCheck(cli, id)
      if (check.state === 'none')
        throw usageError('This project was never checked. Leave out --last to check it.')
      if (check.state === 'failed') throw new CliError('check_failed', check.message ?? 'The check failed.')
      cli.out.result(check, () => describePageCheck(check, cli.out.width))
      if (check.withErrors > 0) setExit(1)
    })
}

/** What of a saved view is a filter or an order; columns are the dashboard's. */
async function filterOfView(cli: Cli, projectId: string, name: string): Promise<PageFilterOfView> {
  const { items } = await cli.client().call(routes.views.list, { query: { list: `pages:${projectId}` } })
  const view = items.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (!view) {
    const names = items.map((one) => `"${one.name}"`).join(', ')
    const others = names === '' ? 'There is none of its pages yet.' : `There are ${names}.`
    throw new CliError('not_found', `You have no view "${name}" of this project. ${others}`)
  }
  const { desc, ...fields } = view.search
  const known = pageOrderSchema.omit({ desc: true }).partial().safeParse(fields)
  return { ...(known.success && known.data), ...(desc === true && { desc: 'true' as const }) }
}

type PageFilterOfView = Partial<Pick<PageOrder, 'search' | 'state' | 'problem' | 'sort' | 'desc'>>

function toLine(page: PageSummary): string[] {
  return [
    page.rowKey,
    pageStateWord(page.state),
    dateOf(page),
    page.title,
    page.slug,
    page.url ?? '',
    page.error?.message ?? page.problems.map((each) => each.code).join(', '),
  ]
}

/** Of a page that is out, also when a schedule sends what changed. */
function dateOf({ state, stateAt, expectedAt }: PageSummary): string {
  const at = stateAt === null ? '' : time(stateAt)
  return state === 'published' && expectedAt !== null ? `${at}, update ${time(expectedAt)}` : at
}

async function runCheck(cli: Cli, id: string) {
  const client = cli.client()
  await client.call(routes.pages.check, { params: { id }, body: {} })
  return pollUntil(
    () => client.call(routes.pages.lastCheck, { params: { id } }),
    ({ state }) => state !== 'running',
    {
      onState: ({ checked, pages }) => cli.out.progress(`Checked ${count(checked)} of ${count(pages)} pages`),
    },
  )
}
