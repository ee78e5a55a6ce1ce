// The whole way to each destination, measured from outside at Wix's limit: node bench/run.ts cms covers store
// sections [--rows 1000] [--file rows.csv]. A file needs the columns code, name, type and country.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Run } from '../src/api/run.ts'
import { type Client, createClient, makeOwner } from '../test/crash/client.ts'
import { type SimulatorProcess, startProduct, startSimulatorProcess } from '../test/crash/processes.ts'
import { writeCalls } from '../test/helpers/write-calls.ts'
import type { Figure } from './figure.ts'
import { generateCsv } from './rows.ts'

type Row = Record<string, string>

interface Measured {
  site: Record<string, unknown>
  furnish?(control: SimulatorProcess['control'], siteId: string, rows: Row[]): Promise<unknown>
  destination: string
  options(authorId: string): Record<string, unknown>
  fields: Record<string, string>
  rows?: number
  /** How many calls that write may be needed, and how many seconds it may take. */
  goals: { writes: number; seconds?: number; imports?: number }
}

const slug = '{{ row.code | slugify }}'
const section = (title: string, text: string, n: number) => ({
  [`section_${n}_title`]: title,
  [`section_${n}_text`]: text,
})
const sections = {
  ...section('Facts', '<p>{{ row.name }} is a {{ row.type }}.</p>', 1),
  ...section('Country', '<p>{{ row.country }}</p>', 2),
}
const product = {
  name: '{{ row.name | truncate: 60 }} {{ row.code }}',
  slug,
  price: '9.90',
  description: '<p>{{ row.name }} in {{ row.country }}</p>',
}

export const measured: Record<string, Measured> = {
  blog: {
    site: {},
    destination: 'wix/blog',
    options: (authorId) => ({ authorId, mode: 'publish' }),
    fields: {
      title: '{{ row.name }} ({{ row.code }})',
      slug,
      body: '<h2>{{ row.name }}</h2><p>{{ row.name }} is a {{ row.type }} of {{ row.country }}.</p>',
      categories: '{{ row.country | truncate: 35 }}',
      tags: '{{ row.type }}',
      seo_title: '{{ row.name }} in {{ row.country }}',
      seo_description: 'What to know about {{ row.name }}.',
      json_ld: '{"@context": "https://schema.org", "@type": "Place", "name": {{ row.name | json }}}',
    },
    // 257 calls for posts; each distinct country and type once.
    goals: { writes: 260 + 200 + 109, seconds: 360 },
  },
  cms: {
    site: { installedApps: ['cms'] },
    furnish: (control, siteId) =>
      control('POST', 'collections', {
        siteId,
        id: 'Places',
        displayField: 'title',
        fields: ['title', 'slug', 'kind', 'country'].map((key) => ({ key, displayName: key, type: 'TEXT' })),
        pageLinks: ['/places/{slug}'],
      }),
    destination: 'wix/cms',
    options: () => ({ collectionId: 'Places' }),
    fields: { title: '{{ row.name }}', slug, kind: '{{ row.type }}', country: '{{ row.country }}' },
    goals: { writes: 40, seconds: 60 },
  },
  covers: {
    site: {},
    destination: 'wix/blog',
    options: (authorId) => ({ authorId, mode: 'publish' }),
    fields: {
      title: '{{ row.name }} {{ row.code }}',
      slug,
      body: '<p>{{ row.name }} is a {{ row.type }} of {{ row.country }}.</p>',
      cover: 'https://pictures.example.com/{{ row.picture }}.jpg',
      cover_alt: '{{ row.name }}',
    },
    goals: { writes: 260, imports: 3 },
  },
  store: {
    site: { installedApps: ['stores'], catalogVersion: 'V3' },
    destination: 'wix/store',
    options: () => ({ mode: 'products' }),
    fields: { ...product, ...sections },
    rows: 1000,
    goals: { writes: 60 },
  },
  'store-v1': {
    site: { installedApps: ['stores'], catalogVersion: 'V1' },
    destination: 'wix/store',
    options: () => ({ mode: 'products' }),
    fields: { ...product, ...sections },
    rows: 1000,
    goals: { writes: 1000 },
  },
  sections: {
    site: { installedApps: ['stores'], catalogVersion: 'V3' },
    async furnish(control, siteId, rows) {
      const foreign: { id: string }[] = []
      for (const uniqueName of ['care', 'shipping', 'returns'])
        foreign.push(
          (
            await control<{ item: { id: string } }>('POST', 'items/create', {
              siteId,
              kind: 'infoSection',
              fields: { uniqueName, title: uniqueName, plainDescription: `<p>${uniqueName}</p>` },
            })
          ).item,
        )
      for (const row of rows)
        await control('POST', 'items/create', {
          siteId,
          kind: 'product',
          fields: {
            name: row['name']!.slice(0, 60),
            slug: row['code']!.toLowerCase(),
            price: '5.00',
            infoSections: foreign.map(({ id }) => ({ id })),
          },
        })
    },
    destination: 'wix/store',
    options: () => ({ mode: 'sections', matchBy: 'slug' }),
    fields: { slug, ...sections },
    rows: 500,
    goals: { writes: 40 },
  },
}

/** Publishes, then plans again: figures of both, and every count that has to be right. */
export async function benchDestination(name: string, rows: number, file?: string): Promise<Figure[]> {
  const what = measured[name]!
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-bench-'))
  const simulator = await startSimulatorProcess(join(folder, 'wix'), { rate: 200 })
  const table = readRows(file, what.rows ?? rows)
  const { site, members } = await simulator.control<{ site: { id: string }; members: { id: string }[] }>(
    'POST',
    'sites',
    { name: 'Acme Tiles', ...what.site },
  )
  const { key } = await simulator.control<{ key: { key: string } }>('POST', 'keys', { sites: [site.id] })
  await what.furnish?.(simulator.control, site.id, table)
  const running = await startProduct({
    dataDir: join(folder, 'data'),
    databaseUrl: '',
    wixUrl: simulator.url,
    env: { DOUBT_SECONDS: '120', LOG_LEVEL: 'warn' },
  })
  try {
    const client = createClient(running.url, await makeOwner(running.url, running.output()))
    const projectId = await makeProject(client, what, table, {
      apiKey: key.key,
      siteId: site.id,
      authorId: members[0]?.id ?? '',
    })
    const planStartedAt = performance.now()
    const plan = await client.plan(projectId)
    const planSeconds = (performance.now() - planStartedAt) / 1000
    const before = await lastRequest(simulator)
    const startedAt = performance.now()
    const { id } = await client.call<Run>('POST', `/plans/${plan.id}/apply`, {})
    const run = await client.untilRun(id, ['done'], 60 * 60_000)
    const seconds = (performance.now() - startedAt) / 1000
    const calls = await requests(simulator, before)
    const after = await lastRequest(simulator)
    const again = await client.plan(projectId)
    const later = await requests(simulator, after)
    const { goals } = what
    return [
      { name: `${name}: first plan`, value: planSeconds, unit: 's' },
      {
        name: `  ${table.length} rows published and verified`,
        value: seconds,
        unit: 's',
        ...(goals.seconds && { goal: goals.seconds }),
      },
      {
        name: '  rows not verified equal',
        value: table.length - (run.receipt?.verifiedEqual ?? 0),
        unit: '',
        goal: 0,
      },
      { name: '  calls to Wix', value: calls.length, unit: '' },
      {
        name: '  calls that write',
        value: writeCalls(calls).length,
        unit: '',
        goal: goals.writes + (goals.imports ?? 0),
      },
      ...(goals.imports
        ? [
            {
              name: '  calls that import pictures',
              value: calls.filter((call) => String(call['path']).includes('/files/import')).length,
              unit: '',
              goal: goals.imports,
            },
          ]
        : []),
      {
        name: '  refused by the limit',
        value: calls.filter((call) => call['rateLimited']).length,
        unit: '',
        goal: 0,
      },
      {
        name: '  second plan: pages that are not unchanged',
        value: table.length - (again.counts.unchanged ?? 0),
        unit: '',
        goal: 0,
      },
      { name: '  second plan: calls that write', value: writeCalls(later).length, unit: '', goal: 0 },
    ]
  } finally {
    await running.stop()
    await simulator.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** With a column `picture` of 300 different values. */
function readRows(file: string | undefined, count: number): Row[] {
  const csv = file ? readFileSync(file, 'utf8') : [...generateCsv(count, 1)].join('')
  const rows = parse(csv, { columns: true, bom: true }) as Row[]
  return rows.slice(0, count).map((row, i) => ({ ...row, picture: `p${i % 300}` }))
}

async function makeProject(
  client: Client,
  what: Measured,
  rows: Row[],
  site: { apiKey: string; siteId: string; authorId: string },
): Promise<string> {
  const dataset = await client.importCsv(toCsv(rows), 'code', 'Places')
  const connection = await client.call<{ id: string }>('POST', '/connections', {
    name: 'Acme Tiles',
    apiKey: site.apiKey,
    siteId: site.siteId,
  })
  const template = await client.call<{ id: string }>('POST', '/templates', {
    name: 'Page',
    destination: what.destination,
    fields: what.fields,
  })
  const project = await client.call<{ id: string }>('POST', '/projects', {
    name: 'Places',
    datasetId: dataset.id,
    connectionId: connection.id,
    templateId: template.id,
    destination: what.destination,
    options: what.options(site.authorId),
  })
  return project.id
}

function toCsv(rows: Row[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const line = (cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column] ?? '')))].join('\r\n')
}

async function requests(simulator: SimulatorProcess, since: number): Promise<Record<string, unknown>[]> {
  const path = `requests?since=${since}&bodies=false`
  return (await simulator.control<{ requests: Record<string, unknown>[] }>('GET', path)).requests
}

async function lastRequest(simulator: SimulatorProcess): Promise<number> {
  const all = await requests(simulator, 0)
  return Number(all.at(-1)?.['n'] ?? 0)
}
