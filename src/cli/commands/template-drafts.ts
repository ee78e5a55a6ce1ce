// Drafts of templates: what one wrote, in the dashboard or here, and did not save yet.
import type { Command } from 'commander'
import { writersNow } from '../../api/draft-writers.ts'
import { routes } from '../../api/routes.ts'
import type { Template } from '../../api/template.ts'
import type { TemplateDraft } from '../../api/template-draft.ts'
import type { Cli } from '../cli.ts'
import { usageError } from '../errors.ts'
import { findTemplate } from '../find.ts'
import { table } from '../table.ts'
import { readTemplateFile, writeTemplateFolder } from '../template-file.ts'
import { time } from '../text.ts'
import { describeDifference } from './template-versions.ts'

export function addTemplateDrafts(templates: Command, cli: Cli, show: (template: Template) => void): void {
  const drafts = templates
    .command('drafts')
    .description('what you wrote of a template and did not save; each person has their own')

  drafts
    .command('list')
    .description('your drafts, the latest first')
    .action(async () => {
      const list = await cli.client().call(routes.templates.drafts)
      cli.out.result(list, () =>
        list.items.length === 0
          ? 'You have no draft.'
          : table(
              ['Template', 'Id', 'Written on', 'Newest', 'Kept'],
              list.items.map((one) => [
                one.templateName,
                one.templateId,
                `version ${one.baseVersion}`,
                `version ${one.newestVersion}`,
                time(one.keptAt),
              ]),
              cli.out.width,
            ),
      )
    })

  drafts
    .command('show')
    .description('what your draft changes, line by line')
    .argument('<template>', 'name or id')
    .option('--save <folder>', 'write it there, one .liquid file per field, to edit and keep from')
    .action(async (wanted: string, options: { save?: string }) => {
      const template = await findTemplate(cli, wanted)
      const draft = await ownDraft(template)
      const { baseVersion, name, fields } = draft
      if (options.save !== undefined) {
        const { destination } = template
        writeTemplateFolder(options.save, { name, destination, version: baseVersion, fields })
        return cli.out.result(draft, () => `Saved your draft of "${template.name}" in ${options.save}.`)
      }
      const params = { id: template.id, version: String(baseVersion) }
      const base = await cli.client().call(routes.templates.version, { params })
      const newer =
        template.version > baseVersion ? `\n\nVersion ${template.version} was saved in the meantime.` : ''
      cli.out.result(draft, () => describeDifference(base.fields, fields) + newer)
    })

  drafts
    .command('keep')
    .description('keep a file as your draft, without saving a version')
    .argument('<template>', 'name or id')
    .argument(
      '<file>',
      'a JSON file { name, destination, fields }, or a folder with one .liquid file per field',
    )
    .option('--force', 'in place of the draft that is there')
    .action(async (wanted: string, path: string, options: { force?: boolean }) => {
      const template = await findTemplate(cli, wanted)
      const { name, fields, version } = readTemplateFile(path)
      const params = { id: template.id }
      const before = options.force ? await cli.client().call(routes.templates.draft, { params }) : null
      const body = {
        ...{ name, fields, baseVersion: version ?? template.version, baseName: template.name },
        expectedRevision: before?.draft?.revision ?? null,
      }
      const kept = await cli.client().call(routes.templates.keepDraft, { params, body })
      const others = writersNow(kept.others, Date.now())
      cli.out.result(kept, () => `Kept your draft of "${template.name}".${others ? ` ${others.words}.` : ''}`)
    })

  drafts
    .command('save')
    .description('save your draft as a version; refused if someone else saved since it was begun')
    .argument('<template>', 'name or id')
    .option('--force', 'save even if someone else saved in the meantime')
    .action(async (wanted: string, options: { force?: boolean }) => {
      const template = await findTemplate(cli, wanted)
      const { name, fields, baseVersion, revision } = await ownDraft(template)
      const expectedVersion = options.force ? template.version : baseVersion
      const body = { name, fields, expectedVersion, draftRevision: revision }
      show(await cli.client().call(routes.templates.update, { params: { id: template.id }, body }))
    })

  drafts
    .command('discard')
    .description('throw your draft away')
    .argument('<template>', 'name or id')
    .action(async (wanted: string) => {
      const template = await findTemplate(cli, wanted)
      const { revision } = await ownDraft(template)
      const params = { id: template.id }
      await cli.client().call(routes.templates.discardDraft, { params, query: { revision } })
      cli.out.result(
        { id: template.id, discarded: true },
        () => `Discarded your draft of "${template.name}".`,
      )
    })

  async function ownDraft({ id, name }: Template): Promise<TemplateDraft> {
    const { draft } = await cli.client().call(routes.templates.draft, { params: { id } })
    if (draft) return draft
    throw usageError(`You have no draft of "${name}". See "seomatic templates drafts list".`)
  }
}
