import { type Command, Option } from 'commander'
import { pageStatusSchema } from '../../api/page.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import type { SetExit } from '../errors.ts'
import { CliError, usageError } from '../errors.ts'
import { findProject } from '../find.ts'
import { describePageCheck, describePreview } from '../page-text.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { pollUntil } from '../poll.ts'
import { table } from '../table.ts'
import { readTemplateFile } from '../template-file.ts'
import { count } from '../text.ts'

interface ListOptions extends PagingOptions {
  search?: string
  status?: 'new' | 'live' | 'draft' | 'gone'
  problem?: string
}

export function addPages(program: Command, cli: Cli, setExit: SetExit): void {
  const pages = program.command('pages').description('the pages a project makes of its rows')

  addPaging(
    pages
      .command('list')
      .description('the pages of a project')
      .argument('<project>', 'name or id')
      .option('--search <text>', 'only pages with this text')
      .addOption(new Option('--status <status>', 'only these').choices(pageStatusSchema.options))
      .option('--problem <code>', 'only pages with this problem, from the last check'),
  ).action(async (wanted: string, { search, status, problem, ...paging }: ListOptions) => {
    const { id } = await findProject(cli, wanted)
    const filter = { ...(search && { search }), ...(status && { status }), ...(problem && { problem }) }
    const page = await readPages(paging, (query) =>
      cli.client().call(routes.pages.list, { params: { id }, query: { ...query, ...filter } }),
    )
    cli.out.result(page, () => {
      const rows = page.items.map((one) => [
        one.rowKey,
        one.status,
        one.title,
        one.slug,
        one.url ?? '',
        one.problems.map((each) => each.code).join(', '),
      ])
      return (
        table(['Row', 'Status', 'Title', 'Slug', 'Address', 'Problems'], rows, cli.out.width) + moreLine(page)
      )
    })
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
    .command('preview')
    .description('a row with a template that is not saved')
    .argument('<project>', 'name or id')
    .argument('[row]', 'the key of its row; the first by default')
    .requiredOption('--template <file>', 'a JSON file, or a folder with one .liquid file per field')
    .addOption(new Option('--only <part>', 'only this part, byte for byte').choices(['payload', 'html']))
    .action(
      async (
        wanted: string,
        rowKey: string | undefined,
        options: { template: string; only?: 'payload' | 'html' },
      ) => {
        const { fields } = readTemplateFile(options.template)
        const { id } = await findProject(cli, wanted)
        const body = { fields, ...(rowKey !== undefined && { rowKey }) }
        const preview = await cli.client().call(routes.pages.preview, { params: { id }, body })
        if (options.only && !cli.out.isJson) return cli.out.raw(preview[options.only])
        cli.out.result(preview, () => describePreview(preview))
      },
    )

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
