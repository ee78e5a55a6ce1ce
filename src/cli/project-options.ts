// Options of a project as people write them: a member by name becomes an id, "yes" becomes true.
import type { OptionSpec } from '../api/destination.ts'
import { routes } from '../api/routes.ts'
import type { Cli } from './cli.ts'
import { CliError, usageError } from './errors.ts'
import { findDestination, findNamed } from './find.ts'

export async function readProjectOptions(
  cli: Cli,
  destination: string,
  connectionId: string,
  given: [name: string, value: string][],
): Promise<Record<string, unknown>> {
  if (given.length === 0) return {}
  const { items } = await cli.client().call(routes.destinations.list)
  const specs = findDestination(items, destination).options
  const options: Record<string, unknown> = {}
  for (const [name, value] of given) {
    const spec = specs.find((one) => one.name === name)
    if (!spec) {
      const known = specs.map((one) => one.name).join(', ')
      throw usageError(`${destination} has no option "${name}". It has ${known}.`)
    }
    options[name] = await readOption(cli, spec, value, destination, connectionId)
  }
  return options
}

/** For a new project: any author will do until someone names another. Says which one it is. */
export async function withAuthor(
  cli: Cli,
  destination: string,
  connectionId: string,
  options: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { items } = await cli.client().call(routes.destinations.list)
  const spec = findDestination(items, destination).options.find((one) => one.choicesKind === 'authors')
  if (!spec?.required || options[spec.name] !== undefined) return options
  const choices = await cli.client().call(routes.connections.choices, {
    params: { id: connectionId },
    query: { destination, kind: 'authors', search: '' },
  })
  const first = choices.items[0]
  if (!first) return options
  if (choices.items.length > 1) cli.out.note(`The author is "${first.label}"; --author names another.`)
  return { ...options, [spec.name]: first.id }
}

async function readOption(
  cli: Cli,
  spec: OptionSpec,
  value: string,
  destination: string,
  connectionId: string,
): Promise<unknown> {
  if (spec.kind === 'boolean') return readBoolean(spec.name, value)
  if (spec.kind === 'text') return value
  if (spec.kind === 'remote_choice') return findChoice(cli, spec, value, destination, connectionId)
  const known = spec.choices.map((choice) => choice.value)
  if (known.includes(value)) return value
  throw usageError(`The option "${spec.name}" is one of ${known.join(', ')}, not "${value}".`)
}

function readBoolean(name: string, value: string): boolean {
  if (/^(yes|true|on)$/i.test(value)) return true
  if (/^(no|false|off)$/i.test(value)) return false
  throw usageError(`The option "${name}" is yes or no, not "${value}".`)
}

/** What looks like an id is asked for without a search, since a site searches names. */
async function findChoice(
  cli: Cli,
  spec: OptionSpec,
  value: string,
  destination: string,
  connectionId: string,
): Promise<string> {
  const kind = spec.choicesKind ?? spec.name
  const ask = (search: string) =>
    cli.client().call(routes.connections.choices, {
      params: { id: connectionId },
      query: { destination, kind, search },
    })
  const all = await ask('')
  const choices = all.complete || all.items.some((one) => one.id === value) ? all : await ask(value)
  const named = choices.items.map((one) => ({ id: one.id, name: one.label }))
  try {
    return findNamed(named, value, kind).id
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'not_found') throw error
    const some = all.items.slice(0, 5).map((one) => `"${one.label}"`)
    throw new CliError(
      'not_found',
      `The site has no ${spec.label.toLowerCase()} "${value}". ${some.length > 0 ? `It has ${some.join(', ')}${all.items.length > 5 || !all.complete ? ', ...' : ''}.` : 'It has none at all.'} See "seomatic connections choices ${connectionId} ${kind} --destination ${destination}".`,
    )
  }
}
