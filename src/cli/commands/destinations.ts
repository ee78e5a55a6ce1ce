import type { Command } from 'commander'
import type { Destination } from '../../api/destination.ts'
import { routes } from '../../api/routes.ts'
import type { Cli } from '../cli.ts'
import { CliError } from '../errors.ts'
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
      const { items } = await cli.client().call(routes.destinations.list)
      const destination = findDestination(items, id)
      cli.out.result(destination, () => describe(destination, cli.out.width))
    })
}

export function findDestination(items: Destination[], id: string): Destination {
  const found = items.find((item) => item.id === id)
  if (found) return found
  const known = items.map((item) => item.id).join(', ')
  throw new CliError('not_found', `There is no destination "${id}". There is ${known}.`)
}

function describe(destination: Destination, width: number): string {
  const fields = table(
    ['Field', 'Required', 'Most', 'What it is'],
    destination.fields.map((field) => [
      field.name,
      field.required ? 'yes' : '',
      field.maxLength === null ? '' : String(field.maxLength),
      field.help,
    ]),
    width,
  )
  const options = table(
    ['Option', 'Required', 'Choices', 'What it is'],
    destination.options.map((option) => [
      option.name,
      option.required ? 'yes' : '',
      option.choicesKind
        ? `seomatic connections choices <connection> ${option.choicesKind}`
        : option.choices.map((choice) => choice.value).join(', '),
      option.help,
    ]),
    width,
  )
  return `${destination.name} (${destination.id})\n${destination.description}\n\n${fields}\n\n${options}`
}
