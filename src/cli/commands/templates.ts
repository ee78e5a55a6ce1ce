import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { routes } from '../../api/routes.ts'
import type { Template } from '../../api/template.ts'
import { templateSorts } from '../../api/whole-lists.ts'
import type { Cli } from '../cli.ts'
import type { SetExit } from '../errors.ts'
import { findDataset, findProject, findTemplate } from '../find.ts'
import { addListFlags, type ListFlags, readListFlags, saysNothing } from '../list-flags.ts'
import { describeProblems } from '../problem-text.ts'
import { pairs, table } from '../table.ts'
import { advanceVersion, readTemplateFile, type TemplateFile, writeTemplateFolder } from '../template-file.ts'
import { oneLine, time } from '../text.ts'
import { addScaffold } from './scaffold.ts'
import { addTemplateCoverage } from './template-coverage.ts'
import { addTemplateDrafts } from './template-drafts.ts'
import { addTemplateVersions } from './template-versions.ts'

const fileHelp = 'a JSON file { name, destination, fields }, or a folder with one .liquid file per field'

export function addTemplates(program: Command, cli: Cli, setExit: SetExit): void {
  const templates = program
    .command('templates')
    .description('Liquid texts that fill the fields of a page from a row')
  const show = (template: Template) => cli.out.result(template, () => describe(template))

  addListFlags(
    templates.command('list').description('all templates'),
    templateSorts,
    'in the name or the destination',
  ).action(async (flags: ListFlags<(typeof templateSorts)[number]>) => {
    const query = readListFlags(flags)
    const list = await cli.client().call(routes.templates.list, { query })
    cli.out.result(list, () =>
      list.items.length === 0
        ? saysNothing(query, 'No template yet. Create one with "seomatic templates create FILE".')
        : table(
            ['Name', 'Id', 'Destination', 'Version', 'Fields', 'Updated'],
            list.items.map((one) => [
              one.name,
              one.id,
              one.destination,
              String(one.version),
              Object.keys(one.fields).join(', '),
              time(one.updatedAt),
            ]),
            cli.out.width,
          ),
    )
  })

  templates
    .command('show')
    .description('one template with all its texts')
    .argument('<template>', 'name or id')
    .option('--save <folder>', 'write it there, one .liquid file per field, to edit and update from')
    .action(async (wanted: string, options: { save?: string }) => {
      const found = await findTemplate(cli, wanted)
      const template = await cli.client().call(routes.templates.get, { params: { id: found.id } })
      if (options.save === undefined) return show(template)
      writeTemplateFolder(options.save, template)
      cli.out.result(
        template,
        () => `Saved "${template.name}", version ${template.version}, in ${options.save}.`,
      )
    })

  templates
    .command('create')
    .description('create a template from a file')
    .argument('<file>', fileHelp)
    .option('--name <name>', 'instead of the name in the file')
    .action(async (path: string, options: { name?: string }) => {
      const { name, destination, fields } = readTemplateFile(path)
      const body = { name: options.name ?? name, destination, fields }
      show(await cli.client().call(routes.templates.create, { body }))
    })

  templates
    .command('update')
    .description('save a template from a file; refused if someone else saved since the version in the file')
    .argument('<template>', 'name or id')
    .argument('<file>', fileHelp)
    .option('--force', 'save even if someone else saved in the meantime')
    .action(async (wanted: string, path: string, options: { force?: boolean }) => {
      const current = await findTemplate(cli, wanted)
      const file = readTemplateFile(path)
      const expectedVersion = options.force ? current.version : (file.version ?? current.version)
      const body = { name: file.name, fields: file.fields, expectedVersion }
      const saved = await cli.client().call(routes.templates.update, { params: { id: current.id }, body })
      if (file.version !== undefined) advanceVersion(path, saved.version)
      show(saved)
    })

  templates
    .command('check')
    .description('list errors with line and column; exits 1 when there are any')
    .argument('<template>', `name or id, or ${fileHelp}`)
    .option('--data <dataset>', 'check the columns it uses against this dataset')
    .option('--project <project>', 'check it against the fields and the dataset of this project')
    .action(async (wanted: string, options: { data?: string; project?: string }) => {
      const { destination, fields } = await readEither(cli, wanted)
      const project = options.project === undefined ? null : await findProject(cli, options.project)
      const dataset = options.data === undefined ? project?.dataset : await findDataset(cli, options.data)
      const body = { destination, fields, datasetId: dataset?.id ?? null, projectId: project?.id ?? null }
      const check = await cli.client().call(routes.templates.check, { body })
      cli.out.result(check, () =>
        check.problems.length === 0 ? 'No problem.' : describeProblems(check.problems),
      )
      if (check.problems.some((problem) => problem.severity === 'error')) setExit(1)
    })

  addScaffold(templates, cli)
  addTemplateVersions(templates, cli, show)
  addTemplateDrafts(templates, cli, show)
  addTemplateCoverage(templates, cli)

  templates
    .command('filters')
    .description('what a template can do with a value')
    .action(async () => {
      const list = await cli.client().call(routes.templates.filters)
      cli.out.result(list, () =>
        table(
          ['Filter', 'What it does', 'Example'],
          list.items.map((one) => [one.name, one.description, one.example]),
          cli.out.width,
        ),
      )
    })

  templates
    .command('remove')
    .description('delete a template no project uses')
    .argument('<template>', 'name or id')
    .action(async (wanted: string) => {
      const { id, name } = await findTemplate(cli, wanted)
      await cli.client().call(routes.templates.remove, { params: { id } })
      cli.out.result({ id, removed: true }, () => `Deleted "${name}".`)
    })
}

async function readEither(cli: Cli, wanted: string): Promise<TemplateFile> {
  return existsSync(wanted) ? readTemplateFile(wanted) : findTemplate(cli, wanted)
}

function describe(template: Template): string {
  const head = pairs([
    ['Name', template.name],
    ['Id', template.id],
    ['Destination', template.destination],
    ['Version', String(template.version)],
    ['Updated', time(template.updatedAt)],
  ])
  const fields = Object.entries(template.fields).map(([name, text]): [string, string] => [
    name,
    text.includes('\n') ? text.trimEnd() : oneLine(text),
  ])
  return `${head}\n\n${pairs(fields)}`
}
