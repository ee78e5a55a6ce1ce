// Measures what steps cost: a join of 100,000 to 100,000 rows and 300 x 40 rows combined, from file to loaded rows and
// in the steps alone, with the memory of this process. `node bench/steps.ts [rows]`; PostgreSQL with DATABASE_URL,
// else the embedded database.
import { Readable } from 'node:stream'
import type { Step } from '../src/api/step.ts'
import { openBenchImports, seconds, workspaceId } from './bench-imports.ts'

const rowCount = Number(process.argv[2] ?? '100000')
const { imports, until, close } = await openBenchImports()

let peak = 0
const watching = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss)
}, 50)

async function importRows(lines: Iterable<string>): Promise<string> {
  const upload = await imports.receive('rows.csv', Readable.from(lines))
  const { id } = await imports.start(workspaceId, upload, null)
  await until(id, 'analysed')
  await imports.load(workspaceId, id, { keyColumn: 'id' })
  await until(id, 'loaded')
  return (await imports.apply(workspaceId, id)).id
}

/** Ids in another order than the lines, so that neighbours here are none over there. */
function* table(rows: number, columns: string[], factor: number): Generator<string> {
  yield `id,${columns.join(',')}\n`
  for (let n = 0; n < rows; n++) {
    const id = (n * factor) % rows
    yield `K${id},${columns.map((column) => `${column} of ${id} and some words`).join(',')}\n`
  }
}

async function measure(what: string, datasetId: string, steps: Step[], keyColumn: string): Promise<void> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  peak = before
  const startedAt = performance.now()
  const { id } = await imports.shaping.copy(workspaceId, datasetId, { steps, name: what })
  await until(id, 'analysed')
  const analysedAt = performance.now()
  await imports.load(workspaceId, id, { keyColumn })
  const { rowCount: rows } = await until(id, 'loaded')
  console.log(what, {
    rows,
    analyseSeconds: seconds(analysedAt - startedAt),
    loadSeconds: seconds(performance.now() - analysedAt),
    allSeconds: seconds(performance.now() - startedAt),
    memoryBeforeMb: Math.round(before / 1e6),
    memoryPeakMb: Math.round(peak / 1e6),
  })
  await imports.discard(workspaceId, id)
}

const left = await importRows(table(rowCount, ['name', 'city', 'text'], 7_919))
const right = await importRows(table(rowCount, ['price', 'rating'], 104_729))
await measure(`nothing, ${rowCount} rows`, left, [], 'id')
await measure(
  `join ${rowCount} to ${rowCount}`,
  left,
  [
    {
      id: 'join',
      kind: 'join',
      isOff: false,
      datasetId: right,
      on: ['id'],
      columns: [{ column: 'price' }, { column: 'rating' }],
      rows: 'all',
    },
  ],
  'id',
)
const cities = await importRows(table(300, ['city', 'text'], 7))
const services = await importRows(table(40, ['service'], 3))
await measure(
  'combine 300 x 40',
  cities,
  [
    {
      id: 'combine',
      kind: 'combine',
      isOff: false,
      list: { datasetId: services, columns: [{ column: 'service' }] },
      on: ['id'],
      into: 'Key',
    },
  ],
  'Key',
)
clearInterval(watching)
await close()
