// Things by name or id.
import type { Connection } from '../api/connection.ts'
import type { Dataset } from '../api/dataset.ts'
import type { Destination } from '../api/destination.ts'
import type { Plan } from '../api/plan.ts'
import type { Project } from '../api/project.ts'
import { routes } from '../api/routes.ts'
import type { Template } from '../api/template.ts'
import type { Cli } from './cli.ts'
import { CliError, usageError } from './errors.ts'

/** Pure. An id wins, then the exact name, then the name in another case. `noun` is the command that lists them. */
export function findNamed<T extends { id: string; name: string }>(
  items: T[],
  wanted: string,
  noun: string,
): T {
  const byId = items.find((item) => item.id === wanted)
  if (byId) return byId
  const exact = items.filter((item) => item.name === wanted)
  const found = exact.length > 0 ? exact : items.filter((item) => fold(item.name) === fold(wanted))
  if (found[0] && found.length === 1) return found[0]
  if (found.length > 1) {
    const ids = found.map((item) => item.id).join(', ')
    throw usageError(`${found.length} ${noun} are called "${wanted}". Name one by its id: ${ids}.`)
  }
  const some = items.slice(0, 5).map((item) => `"${item.name}"`)
  const advice =
    some.length === 0
      ? `There are no ${noun} yet.`
      : `There is ${some.join(', ')}${items.length > 5 ? ', ...' : ''}; see "seomatic ${noun} list".`
  throw new CliError('not_found', `No ${noun} called "${wanted}" and none with this id. ${advice}`)
}

function fold(text: string): string {
  return text.trim().toLowerCase()
}

export async function findConnection(cli: Cli, wanted: string): Promise<Connection> {
  const { items } = await cli.client().call(routes.connections.list)
  return findNamed(items, wanted, 'connections')
}

export async function findProject(cli: Cli, wanted: string): Promise<Project> {
  const { items } = await cli.client().call(routes.projects.list)
  return findNamed(items, wanted, 'projects')
}

export const planHelp = 'its id, or a project (name or id) for its newest plan'

/** A plan by its id, or the newest of a project. */
export async function findPlan(cli: Cli, wanted: string): Promise<Plan> {
  const client = cli.client()
  try {
    return await client.call(routes.plans.get, { params: { id: wanted } })
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'not_found') throw error
    // What looks like the id of a plan was meant as one.
    if (/^plan_[0-9a-z]{20,}$/.test(wanted)) throw error
  }
  const project = await findProject(cli, wanted)
  const { items } = await client.call(routes.plans.list, { params: { id: project.id }, query: { limit: 1 } })
  if (items[0]) return items[0]
  throw new CliError(
    'not_found',
    `"${project.name}" has no plan yet. Create one with "seomatic plans create".`,
  )
}

export async function readDestination(cli: Cli, id: string): Promise<Destination> {
  const { items } = await cli.client().call(routes.destinations.list)
  return findDestination(items, id)
}

export function findDestination(items: Destination[], id: string): Destination {
  const found = items.find((item) => item.id === id)
  if (found) return found
  const known = items.map((item) => item.id).join(', ')
  throw new CliError('not_found', `There is no destination "${id}". There is ${known}.`)
}

export async function findDataset(cli: Cli, wanted: string): Promise<Dataset> {
  const { items } = await cli.client().call(routes.datasets.list)
  return findNamed(items, wanted, 'data')
}

export async function findTemplate(cli: Cli, wanted: string): Promise<Template> {
  const { items } = await cli.client().call(routes.templates.list)
  return findNamed(items, wanted, 'templates')
}
