import { type Command, Option } from 'commander'
import type { DestinationFields } from '../../api/destination.ts'
import { type Project, projectSchema } from '../../api/project.ts'
import { redirectRuleWords } from '../../api/redirect.ts'
import { routes } from '../../api/routes.ts'
import {
  type ProjectStage,
  projectSorts,
  projectStage,
  projectStages,
  projectStageWords,
} from '../../api/whole-lists.ts'
import type { Cli } from '../cli.ts'
import { describeComparison } from '../comparison-text.ts'
import { usageError } from '../errors.ts'
import { describeFields } from '../fields-text.ts'
import { findConnection, findDataset, findProject, findTemplate } from '../find.ts'
import { addListFlags, type ListFlags, readListFlags, saysNothing } from '../list-flags.ts'
import { type OptionFlags, readOptionFlags, withOptionFlags } from '../option-flags.ts'
import { readProjectOptions, withAuthor } from '../project-options.ts'
import { type RedirectFlags, readRedirectFlags, withRedirectFlags } from '../redirect-flags.ts'
import { pairs, table } from '../table.ts'
import { count, many, time, words } from '../text.ts'

interface CreateOptions extends OptionFlags, RedirectFlags {
  name: string
  data: string
  connection: string
  template: string
  destination?: string
  edits?: Project['edits']
}

interface UpdateOptions extends OptionFlags, RedirectFlags {
  name?: string
  connection?: string
  template?: string
  edits?: Project['edits']
}

interface ProjectListFlags extends ListFlags<(typeof projectSorts)[number]> {
  stage?: ProjectStage
  site?: string
}

function editsOption(): Option {
  return new Option('--edits <way>', 'pages that changed here and in Wix: merge them, or ask always').choices(
    projectSchema.shape.edits.options,
  )
}

export function addProjects(program: Command, cli: Cli): void {
  const projects = program
    .command('projects')
    .description('a dataset, a connection, a destination and a template')
  const show = (project: Project) => cli.out.result(project, () => describe(project))

  addList(projects, cli)

  projects
    .command('show')
    .description('one project')
    .argument('<project>', 'name or id')
    .action(async (wanted: string) => {
      const { id } = await findProject(cli, wanted)
      show(await cli.client().call(routes.projects.get, { params: { id } }))
    })

  withRedirectFlags(withOptionFlags(projects.command('create')))
    .description('create a project')
    .argument('<name>', 'what to call it')
    .requiredOption('--data <dataset>', 'name or id')
    .requiredOption('--connection <connection>', 'name or id')
    .requiredOption('--template <template>', 'name or id')
    .option('--destination <id>', "where the pages go; by default the template's")
    .addOption(editsOption())
    .action(async (name: string, options: CreateOptions) => {
      const dataset = await findDataset(cli, options.data)
      const connection = await findConnection(cli, options.connection)
      const template = await findTemplate(cli, options.template)
      const destination = options.destination ?? template.destination
      const given = await readProjectOptions(cli, destination, connection.id, readOptionFlags(options))
      const redirects = readRedirectFlags(options)
      const body = {
        name,
        datasetId: dataset.id,
        connectionId: connection.id,
        templateId: template.id,
        destination,
        options: await withAuthor(cli, destination, connection.id, given),
        ...(options.edits && { edits: options.edits }),
        ...(redirects && { redirects }),
      }
      show(await cli.client().call(routes.projects.create, { body }))
    })

  withRedirectFlags(withOptionFlags(projects.command('update')))
    .description('change name, connection, template, redirects or options; options not named stay')
    .argument('<project>', 'name or id')
    .option('--name <name>', 'the new name')
    .option('--connection <connection>', 'name or id')
    .option('--template <template>', 'name or id')
    .addOption(editsOption())
    .action(async (wanted: string, options: UpdateOptions) => {
      const project = await findProject(cli, wanted)
      const connectionId = options.connection && (await findConnection(cli, options.connection)).id
      const templateId = options.template && (await findTemplate(cli, options.template)).id
      const given = readOptionFlags(options)
      const fresh = await readProjectOptions(
        cli,
        project.destination,
        connectionId ?? project.connection.id,
        given,
      )
      const redirects = readRedirectFlags(options, project.redirects)
      const body = {
        ...(redirects && { redirects }),
        ...(options.name !== undefined && { name: options.name }),
        ...(connectionId && { connectionId }),
        ...(templateId && { templateId }),
        ...(options.edits && { edits: options.edits }),
        ...(given.length > 0 && { options: { ...project.options, ...fresh } }),
      }
      if (Object.keys(body).length === 0)
        throw usageError('Nothing to change. Add --help to see what can be.')
      show(await cli.client().call(routes.projects.update, { params: { id: project.id }, body }))
    })

  addFields(projects, cli)
  addComparison(projects, cli)

  projects
    .command('remove')
    .description('delete a project; what it published stays in Wix')
    .argument('<project>', 'name or id')
    .option('-y, --yes', 'skip the confirmation')
    .action(async (wanted: string, options: { yes?: boolean }) => {
      const { id, name, published } = await findProject(cli, wanted)
      const kept = published.live + published.drafts
      const question = `Delete "${name}"? ${many(kept, 'page')} in Wix would stay there, with no project to manage them.`
      if (!options.yes && !(await cli.terminal.confirm(question, 'Add --yes to go ahead.'))) return
      await cli.client().call(routes.projects.remove, { params: { id } })
      cli.out.result({ id, removed: true }, () => `Deleted "${name}". What it published stays in Wix.`)
    })
}

function addList(projects: Command, cli: Cli): void {
  addListFlags(
    projects.command('list').description('all projects'),
    projectSorts,
    'in the name, the site, the data or the destination',
  )
    .addOption(new Option('--stage <stage>', 'only those that are so far').choices(projectStages))
    .option('--site <connection>', 'only those of this site (name or id of the connection)')
    .action(async ({ stage, site, ...flags }: ProjectListFlags) => {
      const query = {
        ...readListFlags(flags),
        ...(stage && { stage }),
        ...(site && { site: (await findConnection(cli, site)).id }),
      }
      const list = await cli.client().call(routes.projects.list, { query })
      const right = (title: string) => ({ title, align: 'right' as const })
      cli.out.result(list, () =>
        list.items.length === 0
          ? saysNothing(query, 'No project yet. Create one with "seomatic projects create".')
          : table(
              ['Name', 'Id', 'Data', right('Rows'), 'Connection', 'State', right('Live')],
              list.items.map((one) => [
                one.name,
                one.id,
                one.dataset.name,
                count(one.dataset.rowCount),
                one.connection.name,
                projectStageWords[projectStage(one)],
                count(one.published.live),
              ]),
              cli.out.width,
            ),
      )
    })
}

function addFields(projects: Command, cli: Cli): void {
  const show = (fields: DestinationFields) =>
    cli.out.result(fields, () => describeFields(fields, cli.out.width))

  projects
    .command('fields')
    .description('what a template of the project can fill, as the site said when it was last read')
    .argument('<project>', 'name or id')
    .action(async (wanted: string) => {
      const { id } = await findProject(cli, wanted)
      show(await cli.client().call(routes.projects.fields, { params: { id } }))
    })

  projects
    .command('refresh')
    .description('read the collection or the catalog of the site again, after it was changed in Wix')
    .argument('<project>', 'name or id')
    .action(async (wanted: string) => {
      const { id, connection } = await findProject(cli, wanted)
      cli.out.progress(`Asking ${connection.name}`)
      show(await cli.client().call(routes.projects.refresh, { params: { id }, body: {} }))
    })
}

function addComparison(projects: Command, cli: Cli): void {
  projects
    .command('compare-converters')
    .description("what SEOmatic's and Wix's converters keep of five rows; publishes nothing")
    .argument('<project>', 'name or id')
    .action(async (wanted: string) => {
      const { id, connection } = await findProject(cli, wanted)
      cli.out.progress('Asking Wix to convert five rows')
      const comparison = await cli
        .client()
        .call(routes.projects.compareConverters, { params: { id }, body: {} })
      cli.out.result(comparison, () =>
        describeComparison(comparison, { width: cli.out.width, isPractice: connection.kind === 'practice' }),
      )
    })
}

function describe(project: Project): string {
  const { published, connection, dataset, template } = project
  const options = Object.entries(project.options).map(([name, value]) => `${name}: ${String(value)}`)
  return pairs([
    ['Name', project.name],
    ['Id', project.id],
    ['Data', `${dataset.name}, ${many(dataset.rowCount, 'row')}`],
    ['Connection', `${connection.name} (${words(connection.status)})`],
    ['Destination', project.destination],
    ['Template', `${template.name}, version ${template.version}`],
    ['Options', options.join('\n') || 'none'],
    ['Edits in Wix', project.edits === 'merge' ? 'merged' : 'asked about'],
    ['Redirects', redirectRuleWords(project.redirects)],
    [
      'Missing',
      project.missingPermissions
        .map((one) => `${one.name}${one.required ? ' (required)' : ''}: ${one.without}`)
        .join('\n') || null,
    ],
    [
      'Published',
      `${count(published.live)} live, ${count(published.drafts)} drafts, ${count(published.gone)} gone`,
    ],
    ['Run now', project.activeRunId],
    ['Last run', project.lastRunId],
    ['Updated', time(project.updatedAt)],
  ])
}
