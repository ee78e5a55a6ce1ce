// A first template from the columns of a dataset and the fields of a destination, as a file to edit.

import type { Command } from 'commander'
import type { Dataset } from '../../api/dataset.ts'
import type { Destination, FieldSpec } from '../../api/destination.ts'
import { starterFields } from '../../api/starter.ts'
import { suggestTexts } from '../../api/suggest-mapping.ts'
import type { Cli } from '../cli.ts'
import { findDataset, readDestination } from '../find.ts'
import { withOptionFlags } from '../option-flags.ts'
import { readSiteFields, type SiteFlags } from '../site-fields.ts'
import { writeTemplateFolder } from '../template-file.ts'
import { many } from '../text.ts'

interface ScaffoldOptions extends SiteFlags {
  data: string
  name?: string
  save?: string
}

export function addScaffold(templates: Command, cli: Cli): void {
  withOptionFlags(
    templates
      .command('scaffold')
      .description('suggest a column for each field, and write a template to edit and create from')
      .argument('<destination>', 'its id; see "destinations list"')
      .requiredOption('--data <dataset>', 'name or id')
      .option('--connection <connection>', 'name or id of the site; needed for collections and stores')
      .option('--name <name>', 'name of the template; by default that of the dataset')
      .option('--save <folder>', 'write it there, one .liquid file per field; printed as JSON by default'),
  ).action(async (id: string, options: ScaffoldOptions) => {
    const destination = await readDestination(cli, id)
    const dataset = await findDataset(cli, options.data)
    const { fields } = await readSiteFields(cli, destination, options)
    const template = {
      name: options.name ?? dataset.name,
      destination: destination.id,
      fields: suggest(destination, fields, dataset),
    }
    const filled = Object.keys(template.fields).length
    const open = fields.filter((field) => field.unwritable === null && !(field.name in template.fields))
    if (options.save !== undefined) writeTemplateFolder(options.save, template)
    cli.out.result(template, () =>
      options.save === undefined
        ? JSON.stringify(template, null, 2)
        : `Wrote ${many(filled, 'field')} to ${options.save}. Look at them, then: seomatic templates create ${options.save}`,
    )
    if (open.length > 0) cli.out.note(openWords(open))
  })
}

function suggest(destination: Destination, fields: FieldSpec[], dataset: Dataset): Record<string, string> {
  return destination.fieldsDependOnSite ? suggestTexts(fields, dataset) : starterFields(destination, dataset)
}

function openWords(open: FieldSpec[]): string {
  const names = open.map(({ name, required }) => (required ? `${name} (required)` : name))
  return `Without a column: ${names.join(', ')}.`
}
