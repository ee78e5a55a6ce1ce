import type { Command } from 'commander'
import { redirectKindWords } from '../../api/redirect.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { findPlan, findProject, planHelp } from '../find.ts'
import { addPaging, moreLine, type PagingOptions, readPages } from '../paging.ts'
import { table } from '../table.ts'
import { time } from '../text.ts'

interface ListOptions extends PagingOptions {
  run?: string
  search?: string
}

export function addRedirects(program: Command, cli: Cli): void {
  const redirects = program.command('redirects').description('old addresses of pages, and where they lead')

  addPaging(
    redirects
      .command('list')
      .description('what the runs of a project did about redirects, newest first')
      .argument('<project>', 'name or id')
      .option('--run <run>', 'of this run alone')
      .option('--search <text>', 'only those with this text'),
  ).action(async (wanted: string, { run, search, ...paging }: ListOptions) => {
    const { id, name } = await findProject(cli, wanted)
    const filter = { ...(run && { runId: run }), ...(search && { search }) }
    const page = await readPages(paging, (query) =>
      cli.client().call(routes.redirects.list, { params: { id }, query: { ...query, ...filter } }),
    )
    cli.out.result(page, () => {
      if (page.items.length === 0) return `No run of "${name}" had anything to do with redirects.`
      const rows = page.items.map((one) => [
        one.from,
        one.to ?? '',
        redirectKindWords[one.kind],
        one.isByWix ? 'made by Wix' : one.state,
        one.rowKey,
        time(one.at),
        one.problem?.message ?? '',
      ])
      return (
        table(['From', 'To', 'What', 'State', 'Row', 'When', 'Why'], rows, cli.out.width) + moreLine(page)
      )
    })
  })

  addPaging(
    redirects
      .command('plan')
      .description('what a plan would do about redirects, one by one')
      .argument('<plan>', planHelp)
      .option('--search <text>', 'only those with this text'),
  ).action(async (wanted: string, { search, ...paging }: ListOptions) => {
    const { id } = await findPlan(cli, wanted)
    const page = await readPages(paging, (query) =>
      cli.client().call(routes.redirects.planned, {
        params: { id },
        query: { ...query, ...(search && { search }) },
      }),
    )
    cli.out.result(page, () => {
      if (page.items.length === 0) return 'This plan does nothing about redirects.'
      const rows = page.items.map((one) => [
        one.from,
        one.to ?? '',
        redirectKindWords[one.kind],
        one.before ?? '',
        one.isForeign ? 'not ours' : '',
        one.rowKey,
        one.problem?.message ?? '',
      ])
      return (
        table(['From', 'To', 'What', 'Before', 'Whose', 'Row', 'Why'], rows, cli.out.width) + moreLine(page)
      )
    })
  })
}
