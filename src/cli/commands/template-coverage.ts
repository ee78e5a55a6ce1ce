// How many rows take each branch of a template, counted by the server.
import type { Command } from 'commander'
import { branchNotice, branchShare, branchWords, isTold } from '../../api/branch-words.ts'
import type { Coverage, CoveredBranch } from '../../api/coverage.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { CliError, usageError } from '../errors.ts'
import { findNamed, findTemplate } from '../find.ts'
import { pollUntil } from '../poll.ts'
import { table } from '../table.ts'
import { count, time } from '../text.ts'

export function addTemplateCoverage(templates: Command, cli: Cli): void {
  templates
    .command('coverage')
    .description('how many rows take each branch: conditions, lists, fallbacks')
    .argument('<template>', 'name or id')
    .option('--project <project>', 'whose rows are counted, where several projects use the template')
    .option('--last', 'only show what was counted last')
    .action(async (wanted: string, options: { project?: string; last?: boolean }) => {
      const id = await projectOf(wanted, options.project)
      const coverage = await (options.last ? read(id) : countNow(id))
      if (coverage.state === 'none')
        throw usageError('The rows of this template were never counted. Leave out --last to count them.')
      if (coverage.state === 'failed')
        throw new CliError('count_failed', coverage.message ?? 'The rows were not counted.')
      cli.out.result(coverage, () => describe(coverage, cli.out.width))
    })

  function read(id: string): Promise<Coverage> {
    return cli.client().call(routes.coverage.get, { params: { id } })
  }

  async function countNow(id: string): Promise<Coverage> {
    await cli.client().call(routes.coverage.start, { params: { id }, body: {} })
    return pollUntil(
      () => read(id),
      ({ state }) => state !== 'running',
      {
        onState: ({ counted, rows }) => cli.out.progress(`Counted ${count(counted)} of ${count(rows)} rows`),
      },
    )
  }

  async function projectOf(wanted: string, named: string | undefined): Promise<string> {
    const template = await findTemplate(cli, wanted)
    const { items } = await cli.client().call(routes.projects.list)
    const users = items.filter((project) => project.template.id === template.id)
    if (named !== undefined) return findNamed(users, named, 'projects').id
    if (users.length === 0)
      throw new CliError(
        'not_found',
        `No project uses "${template.name}", so there are no rows to count. Create one with "seomatic projects create".`,
      )
    if (users.length === 1) return users[0]!.id
    const names = users.map(({ name }) => `"${name}"`).join(', ')
    throw usageError(`Several projects use "${template.name}": ${names}. Name one with --project.`)
  }
}

function describe(coverage: Coverage, width: number): string {
  const { branches, rows, failed, templateVersion, finishedAt, isCurrent } = coverage
  const head = `Version ${templateVersion}, ${count(rows)} rows${finishedAt === null ? '' : `, counted ${time(finishedAt)}`}${isCurrent ? '' : '; the template or the data have changed since'}`
  const failures = failed === 0 ? '' : `\n${count(failed)} rows could not be filled in; see "pages check".`
  if (branches.length === 0) return `${head}${failures}\nThis template has no conditions, lists or fallbacks.`
  const lines = branches
    .filter(isTold)
    .map((branch) => [
      branch.field,
      `${branch.line}:${branch.column}`,
      branchWords[branch.kind],
      branch.text,
      count(branch.rows),
      branchShare(branch),
      noticeOf(branch),
    ])
  const columns = [
    ...['Field', 'Line', 'Branch', 'As it stands'],
    { title: 'Rows', align: 'right' as const },
    { title: 'Share', align: 'right' as const },
    '',
  ]
  return `${head}${failures}\n\n${table(columns, lines, width)}`
}

function noticeOf(branch: CoveredBranch): string {
  const notice = branchNotice(branch)
  if (notice === null) return ''
  return notice === 'nobody' ? 'no row' : 'more often than not'
}
