// Rows into pages: what the main thread pays for each, what the render processes do, and whether memory stays flat.

import { parse } from 'csv-parse/sync'
import { readRows } from '../src/data/rows/rows.ts'
import type { Database } from '../src/db/types.ts'
import { indexPages } from '../src/pages/index-pages.ts'
import { createPageRenderers } from '../src/pages/page-renderers.ts'
import { createProjects } from '../src/projects/projects.ts'
import { projectUses } from '../src/uses.ts'
import type { Engine } from '../test/crash/rig.ts'
import { openPgliteForTest, openPostgresForTest } from '../test/helpers/database.ts'
import { insertProjectParts } from '../test/helpers/project-parts.ts'
import { childUsage } from './child-usage.ts'
import { measured } from './destinations.ts'
import type { Figure } from './figure.ts'
import { generateCsv } from './rows.ts'

const destination = 'wix/blog'
/** Of about the length of a real page: five kilobytes as it is sent. */
const body = `<h2>{{ row.name }}</h2>${'<p>{{ row.summary }} <b>{{ row.type }}</b> of <a href="https://example.com/{{ row.code }}">{{ row.country }}</a>.</p><ul><li>{{ row.population }} people</li><li>{{ row.area }} km²</li></ul>'.repeat(3)}`

/** The first round warms up the processes, the second is measured. */
export async function benchRender(engine: Engine, rowCount: number): Promise<Figure[]> {
  const { database, drop } = await (engine.kind === 'postgres'
    ? openPostgresForTest(engine.url)
    : openPgliteForTest())
  const renderers = createPageRenderers()
  try {
    const { project, datasetId } = await makeProject(database, rowCount)
    const startedAt = performance.now()
    await renderers.warmUp()
    const startMs = performance.now() - startedAt
    const round = async () => {
      // What the index knows is not rendered again.
      await database.query('delete from page_index')
      let rendered = 0
      for await (const batch of indexPages({ database, renderers }, project)) rendered += batch.rendered
      return rendered
    }
    await round()
    const reading = await usageOf(() => readAll(database, datasetId))
    const rendering = await usageOf(round)
    return [
      { name: 'a render process starts', value: startMs, unit: 'ms' },
      { name: `${rendering.value} pages rendered and stored`, value: rendering.ms, unit: 'ms' },
      { name: '  pages a second', value: (rowCount / rendering.ms) * 1000, unit: '/s' },
      { name: '  main thread, CPU a page', value: rendering.cpuMs / rowCount, unit: 'ms' },
      { name: '    of which reading rows', value: reading.cpuMs / rowCount, unit: 'ms' },
      { name: '  render processes, CPU a page', value: rendering.childCpuMs / rowCount, unit: 'ms' },
      { name: '  peak memory, main process', value: rendering.peakRss / 1e6, unit: 'MB' },
      {
        name: `  peak memory, ${renderers.processes} processes`,
        value: rendering.peakChildRss / 1e6,
        unit: 'MB',
      },
    ]
  } finally {
    await renderers.close()
    await database.close()
    await drop()
  }
}

async function makeProject(database: Database, rowCount: number) {
  const csv = [...generateCsv(rowCount, 1)].join('')
  const rows = parse(csv, { columns: true, bom: true }) as Record<string, string>[]
  const { fields } = measured['blog']!
  const parts = await insertProjectParts(database, { rows, fields: { ...fields, body } })
  const projects = createProjects({ database, uses: projectUses })
  const options = { authorId: '11111111-1111-4111-8111-111111111111' }
  const { id } = await projects.create(parts.workspaceId, { name: 'Bench', destination, options, ...parts })
  return { project: (await projects.find(id))!, datasetId: parts.datasetId }
}

async function readAll(database: Database, datasetId: string): Promise<void> {
  const { rows } = await database.query<{ id: string }>(
    'select row_set_id as id from datasets where id = $1',
    [datasetId],
  )
  for (let afterLine: number | undefined = 0; afterLine !== undefined; ) {
    const read = await readRows(database, rows[0]!.id, { afterLine, limit: 200 })
    afterLine = read.at(-1)?.line
  }
}

async function usageOf<T>(work: () => Promise<T>) {
  const [before, childrenBefore, startedAt] = [process.threadCpuUsage(), childUsage(), performance.now()]
  let [peakRss, peakChildRss] = [0, 0]
  const watching = setInterval(() => {
    peakRss = Math.max(peakRss, process.memoryUsage.rss())
    peakChildRss = Math.max(peakChildRss, childUsage().rss)
  }, 250)
  try {
    const value = await work()
    const cpu = process.threadCpuUsage(before)
    return {
      value,
      ms: performance.now() - startedAt,
      cpuMs: (cpu.user + cpu.system) / 1000,
      childCpuMs: childUsage().cpuMs - childrenBefore.cpuMs,
      peakRss,
      peakChildRss,
    }
  } finally {
    clearInterval(watching)
  }
}
