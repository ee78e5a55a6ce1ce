// Addresses that pages leave, with redirects of others among them, whatever interrupts the run that leads them on. Knows
// no test framework, so that it is measured with as many pages as one likes.
import type { Plan } from '../../src/api/plan.ts'
import type { Project } from '../../src/api/project.ts'
import type { Run } from '../../src/api/run.ts'
import type { Template } from '../../src/api/template.ts'
import { writeCalls } from '../helpers/write-calls.ts'
import { type Installation, type Running, toCsv } from './rig.ts'

export interface LeftAddresses {
  plan: Plan
  /** Paths under which pages were before: of those that move, and of those that go. */
  moved: string[]
  removed: string[]
  /** Redirects of somebody else: from, and whether they lead to an address that a page leaves. */
  foreign: string[]
}

interface Visit {
  status: number
  location: string | null
}

/** Publishes all pages, then plans that a third goes and all others move. */
export async function leaveAddresses(installation: Installation, running: Running): Promise<LeftAddresses> {
  const { client } = running
  const { prepared, simulator } = installation
  const { projectId, planId, siteId, rows } = prepared
  const first = await client.call<Run>('POST', `/plans/${planId}/apply`, {})
  await client.untilRun(first.id, ['done'], 1_800_000)
  const siteUrl = await siteUrlOf(installation)
  const paths = (await client.runItems(first.id)).map(({ url }) => (url ?? '').slice(siteUrl.length))
  const gone = Math.floor(rows.length / 3)
  const [removed, moved] = [paths.slice(0, gone), paths.slice(gone)]

  const some = [...removed.slice(0, 10), ...moved.slice(0, 10), '/elsewhere']
  const foreign = some.map((_, i) => `/flyer-${i}`)
  for (const [i, to] of some.entries())
    await simulator.control('POST', 'items/create', {
      siteId,
      kind: 'redirect',
      fields: { from: foreign[i], to },
    })

  const project = await client.call<Project>('GET', `/projects/${projectId}`)
  await client.call('PATCH', `/projects/${projectId}`, {
    // It moves too.
    redirects: { moves: true, removals: 'page', path: moved.at(-1) },
  })
  const template = await client.call<Template>('GET', `/templates/${project.template.id}`)
  await client.call('PUT', `/templates/${template.id}`, {
    name: template.name,
    fields: { ...template.fields, slug: 'moved-{{ row.code | slugify }}' },
    expectedVersion: template.version,
  })
  await client.importCsv(toCsv(rows.slice(gone)), 'code', 'Places', project.dataset.id)
  const { id } = await client.plan(projectId)
  const plan = await client.call<Plan>('PATCH', `/plans/${id}`, { includeRemovals: true })
  return { plan, moved, removed, foreign }
}

/** What is not as it should be, in words; an empty list is what every case must end with. */
export async function findDeadAddresses(
  installation: Installation,
  { client }: Running,
  { moved, removed, foreign }: LeftAddresses,
  run: Run,
): Promise<string[]> {
  const { prepared, simulator } = installation
  const { siteId, projectId } = prepared
  const list = await simulator.control<{ items: { from: string; to: string }[] }>(
    'GET',
    `items?site=${siteId}&kind=redirects`,
  )
  const starts = new Set(list.items.map(({ from }) => from))
  const wrong = list.items
    .filter(({ to }) => starts.has(to))
    .map(({ from, to }) => `${from} → ${to} is a chain`)
  const siteUrl = await siteUrlOf(installation)
  const visit = (url: string) =>
    simulator.control<Visit>('GET', `page?${new URLSearchParams({ site: siteId, url })}`)
  for (const path of [...moved, ...removed, ...foreign.slice(0, -1)]) {
    const hop = await visit(`${siteUrl}${path}`)
    const end = hop.location === null ? null : await visit(hop.location)
    if (hop.status !== 301 || end?.status !== 200)
      wrong.push(`${path} answers ${hop.status}, ${hop.location} answers ${end?.status}`)
  }
  if (!starts.has(foreign.at(-1)!)) wrong.push('a redirect of somebody else is gone')
  const leading = moved.length + removed.length
  if (run.receipt?.redirects?.leading !== leading || run.receipt.redirects.left !== 0)
    wrong.push(`the receipt says ${JSON.stringify(run.receipt?.redirects)}, not ${leading}`)

  const before = (await installation.requests()).at(-1)?.n ?? 0
  const fresh = await client.plan(projectId)
  const writes = writeCalls(await installation.requests(before))
  if (fresh.redirects !== null || fresh.counts.unchanged !== moved.length || writes.length > 0)
    wrong.push(`a new plan: ${JSON.stringify([fresh.counts, fresh.redirects, writes.length])}`)
  return wrong
}

async function siteUrlOf({ prepared, simulator }: Installation): Promise<string> {
  const { sites } = await simulator.control<{ sites: { id: string; url: string }[] }>('GET', 'sites')
  return sites.find(({ id }) => id === prepared.siteId)!.url
}

/** Moves and removals, with how many addresses there were of each and what was written. */
export async function measureAddresses(
  installation: Installation,
  say: (line: string) => void,
): Promise<string[]> {
  const running = await installation.start()
  const left = await leaveAddresses(installation, running)
  const { id } = await running.client.call<Run>('POST', `/plans/${left.plan.id}/apply`, {})
  const run = await running.client.untilRun(id, ['done'], 1_800_000)
  say(
    `${left.moved.length} moved, ${left.removed.length} removed: ${JSON.stringify(run.receipt?.redirects)}, ${left.plan.estimate.calls} requests estimated, ${(run.receipt?.readCalls ?? 0) + (run.receipt?.writeCalls ?? 0)} used`,
  )
  return findDeadAddresses(installation, running, left, run)
}
