// One installation that is measured: server, simulator, and what a user does with them through the public API.
import { join } from 'node:path'
import type { Dataset } from '../src/api/dataset.ts'
import type { Import } from '../src/api/import.ts'
import type { Plan } from '../src/api/plan.ts'
import type { Run } from '../src/api/run.ts'
import type { Template } from '../src/api/template.ts'
import { type Client, createClient, makeOwner } from '../test/crash/client.ts'
import {
  type ProductProcess,
  type ProductSettings,
  type SimulatorProcess,
  startProduct,
  startSimulatorProcess,
} from '../test/crash/processes.ts'
import { setPace } from '../test/crash/rig.ts'

export interface Installation {
  settings: ProductSettings
  simulator: SimulatorProcess
  /** Another one after `restart`, as is `client`. */
  product: ProductProcess
  client: Client
  token: string
}

export interface Project {
  projectId: string
  datasetId: string
  templateId: string
}

/** Posts with categories and tags, about as long as an entry of a catalogue. */
const fields = {
  title: '{{ row.name }} ({{ row.code }})',
  slug: '{{ row.code | slugify }}',
  body: `<h2>{{ row.name }}</h2><p>{{ row.summary }}</p>
<ul><li>{{ row.population }} people</li><li>{{ row.area }} km²</li><li>Since {{ row.founded }}</li></ul>
<p><strong>{{ row.name }}</strong> is a {{ row.type }} of {{ row.country }} {{ row.flag }}. <a href="{{ row.website }}">More</a></p>`,
  categories: '{{ row.country }}',
  tags: '{{ row.type }}',
  seo_title: '{{ row.name }} in {{ row.country }}',
  seo_description: 'What to know about {{ row.name }}.',
}

/** Without a limit at the other end, and with its owner made. */
export async function openInstallation(folder: string, databaseUrl: string): Promise<Installation> {
  const simulator = await startSimulatorProcess(join(folder, 'wix'))
  const env = { LOG_LEVEL: 'warn' }
  const settings = { dataDir: join(folder, 'data'), databaseUrl, wixUrl: simulator.url, env }
  const product = await startProduct(settings)
  const token = await makeOwner(product.url, product.output())
  return { settings, simulator, product, client: createClient(product.url, token), token }
}

/** Stops the server and starts it with another pace, which is the connection's and stands in the database. */
export async function restart(installation: Installation, ratePerMinute: number): Promise<void> {
  const { settings, token } = installation
  await installation.product.stop()
  await setPace(settings, ratePerMinute)
  installation.product = await startProduct(settings)
  installation.client = createClient(installation.product.url, token)
}

export async function connect({
  simulator,
  client,
}: Installation): Promise<{ connectionId: string; authorId: string }> {
  const { site, members } = await simulator.control<{ site: { id: string }; members: { id: string }[] }>(
    'POST',
    'sites',
    { name: 'Acme Tiles' },
  )
  const { key } = await simulator.control<{ key: { key: string } }>('POST', 'keys', { sites: [site.id] })
  const input = { name: 'Acme Tiles', apiKey: key.key, siteId: site.id }
  const { id } = await client.call<{ id: string }>('POST', '/connections', input)
  return { connectionId: id, authorId: members[0]!.id }
}

export async function makeProject(
  { client }: Installation,
  { connectionId, authorId }: { connectionId: string; authorId: string },
  datasetId: string,
): Promise<Project> {
  const destination = 'wix/blog'
  const template = await client.call<Template>('POST', '/templates', { name: 'Page', destination, fields })
  const { id } = await client.call<{ id: string }>('POST', '/projects', {
    name: 'Places',
    datasetId,
    connectionId,
    templateId: template.id,
    destination,
    options: { authorId, mode: 'publish' },
  })
  return { projectId: id, datasetId, templateId: template.id }
}

export async function changeTemplate(
  { client }: Installation,
  { templateId }: Project,
  field: string,
  text: string,
): Promise<void> {
  const { version, fields } = await client.call<Template>('GET', `/templates/${templateId}`)
  await client.call('PUT', `/templates/${templateId}`, {
    fields: { ...fields, [field]: text },
    expectedVersion: version,
  })
}

/** Whole: upload, reading, taking over. `datasetId` names the dataset whose rows are replaced. */
export async function importRows(
  { client, product, token }: Installation,
  csv: string,
  datasetId: string | null,
) {
  const form = new FormData()
  if (datasetId !== null) form.append('datasetId', datasetId)
  form.append('file', new File([csv], 'places.csv', { type: 'text/csv' }))
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${product.url}/api/imports`, { method: 'POST', headers, body: form })
  if (!answer.ok) throw new Error(`The upload failed: ${await answer.text()}`)
  const { id } = (await answer.json()) as Import
  const untilState = (state: Import['state']) =>
    until(
      () => client.call<Import>('GET', `/imports/${id}`),
      (found) => found.state === state,
      (found) => found.problem?.message,
    )
  await untilState('analysed')
  await client.call('POST', `/imports/${id}/load`, { keyColumn: 'code', name: 'Places' })
  await untilState('loaded')
  return { importId: id, dataset: await client.call<Dataset>('POST', `/imports/${id}/apply`, {}) }
}

export async function makePlan(installation: Installation, { projectId }: Project): Promise<Plan> {
  const { id } = await installation.client.call<Plan>('POST', `/projects/${projectId}/plans`, {})
  return untilPlanned(installation, id)
}

export async function untilPlanned({ client }: Installation, planId: string): Promise<Plan> {
  return until(
    () => client.call<Plan>('GET', `/plans/${planId}`),
    (plan) => plan.state === 'ready',
    (plan) => (plan.state === 'building' ? undefined : `The plan is ${plan.state}: ${plan.message}`),
  )
}

/** Applies it and waits for the receipt. */
export async function publishPlan(installation: Installation, plan: Plan): Promise<Run> {
  const { id } = await installation.client.call<Run>('POST', `/plans/${plan.id}/apply`, {})
  return untilRun(installation, id, ['done'])
}

/** Throws when the run ends otherwise. */
export async function untilRun(
  { client }: Installation,
  runId: string,
  states: Run['state'][],
): Promise<Run> {
  return until(
    () => client.call<Run>('GET', `/runs/${runId}`),
    (run) => states.includes(run.state),
    (run) =>
      ['needs_attention', 'done', 'cancelled'].includes(run.state)
        ? `The run is ${run.state}: ${run.message}`
        : undefined,
  )
}

export async function receiptLines({ product, token }: Installation, runId: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${product.url}/api/runs/${runId}/receipt.csv`, { headers })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`The receipt was refused: ${text}`)
  return text.trimEnd().split('\n').length - 1
}

/** As a dashboard that has the run open. */
export function watchEvents({ product, token }: Installation, runId: string) {
  const leaving = new AbortController()
  const startedAt = performance.now()
  let [count, firstMs] = [0, Number.NaN]
  const headers = { authorization: `Bearer ${token}` }
  const read = async () => {
    const path = `${product.url}/api/runs/${runId}/events`
    const { body } = await fetch(path, { headers, signal: leaving.signal })
    for await (const piece of body!.pipeThrough(new TextDecoderStream())) {
      count += piece.split('event: run').length - 1
      if (count > 0 && Number.isNaN(firstMs)) firstMs = performance.now() - startedAt
    }
  }
  const reading = read().catch(() => undefined)
  return {
    async stop() {
      leaving.abort()
      await reading
      return { count, firstMs }
    },
  }
}

export async function requestsSince(
  { simulator }: Installation,
  n: number,
): Promise<Record<string, unknown>[]> {
  const path = `requests?since=${n}&bodies=false`
  return (await simulator.control<{ requests: Record<string, unknown>[] }>('GET', path)).requests
}

export async function lastRequest({ simulator }: Installation): Promise<number> {
  return (await simulator.control<{ lastRequest: number }>('GET', 'health')).lastRequest
}

class EndedOtherwise extends Error {}

/** Looks often at first and once a second later, so that the looking itself costs little. */
async function until<T>(
  ask: () => Promise<T>,
  isReached: (found: T) => boolean,
  failureOf: (found: T) => string | undefined | null,
): Promise<T> {
  const startedAt = performance.now()
  for (let refusals = 0; ; ) {
    try {
      const found = await ask()
      refusals = 0
      if (isReached(found)) return found
      const failure = failureOf(found)
      if (failure) throw new EndedOtherwise(failure)
    } catch (error) {
      // A database under load may refuse a look or two; that says nothing of the work that is waited for.
      if (error instanceof EndedOtherwise || ++refusals === 10) throw error
    }
    await pause(Math.min(1000, Math.max(50, (performance.now() - startedAt) / 50)))
  }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
