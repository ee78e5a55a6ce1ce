// A first template from the columns of a dataset and the fields of a destination, as a file to edit.

import { type Command, Option } from 'commander'
import type { Dataset } from '../../api/dataset.ts'
import type { FieldSpec } from '../../api/destination.ts'
import { mapParts, missingParts } from '../../api/starters/map-parts.ts'
import type { PartColumns, Starter } from '../../api/starters/starter-page.ts'
import { firstTexts, starters } from '../../api/starters/starters.ts'
import type { Cli } from '../cli.ts'
import { usageError } from '../errors.ts'
import { findDataset, readDestination } from '../find.ts'
import { withOptionFlags } from '../option-flags.ts'
import { readSiteFields, type SiteFlags } from '../site-fields.ts'
import { writeTemplateFolder } from '../template-file.ts'
import { many } from '../text.ts'

interface ScaffoldOptions extends SiteFlags {
  data: string
  name?: string
  save?: string
  starter?: string
  column?: string[]
}

export function addScaffold(templates: Command, cli: Cli): void {
  withOptionFlags(
    templates
      .command('scaffold')
      .description('suggest a column for each field, and write a template to edit and create from')
      .argument('<destination>', 'its id; see "destinations list"')
      .requiredOption('--data <dataset>', 'name or id')
      .option('--connection <connection>', 'name or id of the site; needed for collections and stores')
      .addOption(
        new Option('--starter <kind>', 'begin with a page of this kind').choices(
          starters.map(({ id }) => id),
        ),
      )
      .option('--column <part=column...>', 'which column plays a part of the starter, where it is not found')
      .option('--name <name>', 'name of the template; by default that of the dataset')
      .option('--save <folder>', 'write it there, one .liquid file per field; printed as JSON by default'),
  ).action(async (id: string, options: ScaffoldOptions) => {
    const destination = await readDestination(cli, id)
    const dataset = await findDataset(cli, options.data)
    const { fields } = await readSiteFields(cli, destination, options)
    const chosen = chooseStarter(dataset, options)
    const template = {
      name: options.name ?? dataset.name,
      destination: destination.id,
      fields: firstTexts(destination, fields, dataset, chosen),
    }
    const filled = Object.keys(template.fields).length
    const open = fields.filter((field) => field.unwritable === null && !(field.name in template.fields))
    if (options.save !== undefined) writeTemplateFolder(options.save, template)
    cli.out.result(template, () =>
      options.save === undefined
        ? JSON.stringify(template, null, 2)
        : `Wrote ${many(filled, 'field')} to ${options.save}. Look at them, then: seomatic templates create ${options.save}`,
    )
    if (chosen) cli.out.note(partWords(chosen))
    if (open.length > 0) cli.out.note(openWords(open))
  })
}

interface Chosen {
  starter: Starter
  columns: PartColumns
}

function chooseStarter(dataset: Dataset, { starter: id, column = [] }: ScaffoldOptions): Chosen | null {
  const starter = starters.find((one) => one.id === id)
  if (!starter) {
    if (column.length > 0) throw usageError('--column says something of a starter. Name one with --starter.')
    return null
  }
  const columns = { ...mapParts(starter, dataset), ...readColumns(starter, dataset, column) }
  const missing = missingParts(starter, columns)
  if (missing.length === 0) return { starter, columns }
  throw usageError(
    `No column of "${dataset.name}" was found for: ${missing.map(({ label }) => label).join(', ')}. Name one, like --column ${missing[0]!.id}=COLUMN.`,
  )
}

function readColumns(starter: Starter, dataset: Dataset, given: readonly string[]): PartColumns {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=')
      const [part, column] = [text.slice(0, at), text.slice(at + 1)]
      if (!starter.parts.some(({ id }) => id === part)) {
        const ids = starter.parts.map(({ id }) => id).join(', ')
        throw usageError(
          `"${text}" names no part of this starter. Write it like name=COLUMN; the parts are ${ids}.`,
        )
      }
      if (!dataset.columns.some(({ name }) => name === column))
        throw usageError(`The data have no column "${column}".`)
      return [part, column]
    }),
  )
}

function partWords({ starter, columns }: Chosen): string {
  const found = starter.parts.flatMap(({ id, label }) =>
    columns[id] === undefined ? [] : [`${label}: ${columns[id]}`],
  )
  return `Columns of the ${starter.name.toLowerCase()}: ${found.join(', ')}.`
}

function openWords(open: FieldSpec[]): string {
  const names = open.map(({ name, required }) => (required ? `${name} (required)` : name))
  return `Without a column: ${names.join(', ')}.`
}
