import type { Command } from 'commander'
import type { Destination, OptionSpec } from '../../api/destination.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { describeFields, fieldTable } from '../fields-text.ts'
import { readDestination } from '../find.ts'
import { withOptionFlags } from '../option-flags.ts'
import { readSiteFields, type SiteFlags } from '../site-fields.ts'
import { table } from '../table.ts'

export function addDestinations(program: Command, cli: Cli): void {
  const destinations = program.command('destinations').description('where pages can go')

  destinations
    .command('list')
    .description('all destinations')
    .action(async () => {
      const list = await cli.client().call(routes.destinations.list)
      cli.out.result(list, () =>
        table(
          ['Id', 'Name', 'Description'],
          list.items.map((one) => [one.id, one.name, one.description]),
          cli.out.width,
        ),
      )
    })

  destinations
    .command('show')
    .description('the fields a template can fill and the options of a project')
    .argument('[destination]', 'its id', 'wix/blog')
    .action(async (id: string) => {
      const destination = await readDestination(cli, id)
      cli.out.result(destination, () => describe(destination, cli.out.width))
    })

  withOptionFlags(
    destinations
      .command('fields')
      .description('the fields of a destination on a site, such as those of a collection; changes nothing')
      .argument('<destination>', 'its id')
      .option('--connection <connection>', 'name or id of the site; needed for collections and stores'),
  ).action(async (id: string, flags: SiteFlags) => {
    const destination = await readDestination(cli, id)
    const fields = await readSiteFields(cli, destination, flags)
    cli.out.result(fields, () => describeFields(fields, cli.out.width))
  })
}

function describe(destination: Destination, width: number): string {
  const { id, name, description, fields, fieldsDependOnSite, options } = destination
  const ask = `Its fields come from the site: seomatic destinations fields ${id} --connection <connection>`
  const shown = fields.length > 0 ? fieldTable(fields, width) : ''
  const settings = table(
    ['Option', 'Required', 'Choices', 'Description'],
    options.map((option) => [option.name, requiredWords(option), choicesWords(id, option), option.help]),
    width,
  )
  return [`${name} (${id})\n${description}`, fieldsDependOnSite ? ask : '', shown, settings]
    .filter((part) => part !== '')
    .join('\n\n')
}

function requiredWords({ required, shownWhen }: OptionSpec): string {
  if (!required) return ''
  return shownWhen ? `with ${shownWhen.option} ${shownWhen.values.join(' or ')}` : 'yes'
}

function choicesWords(destination: string, { kind, choices, choicesKind }: OptionSpec): string {
  if (choicesKind)
    return `seomatic connections choices <connection> ${choicesKind} --destination ${destination}`
  return kind === 'boolean' ? 'yes, no' : choices.map((choice) => choice.value).join(', ')
}
