// Measures an import: seconds, rows per second, memory of this process, and how long other queries had to wait.
// `node bench/import.ts [rows] [file.csv key]`; PostgreSQL with DATABASE_URL, else the embedded database.
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { createImports } from '../src/data/imports.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open.ts'
import { createJobs } from '../src/jobs/jobs.ts'
import { silentLogger } from '../src/logger.ts'
import { generateCsv } from './rows.ts'

const [rowsText = '1000000', givenFile, givenKey = 'code'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'seomatic-bench-'))
const file = givenFile ?? join(folder, 'rows.csv')
if (!givenFile) {
  await pipeline(Readable.from(generateCsv(Number(rowsText), 1)), createWriteStream(file))
}

const databaseUrl = process.env['DATABASE_URL'] ?? ''
const database = await openDatabase({ dataDir: folder, databaseUrl, logger: silentLogger })
await migrate(database, new URL('../migrations', import.meta.url).pathname, silentLogger)
await database.query(`insert into workspaces (id, name) values ('bench', 'Bench') on conflict do nothing`)
const jobs = createJobs(database, silentLogger)
const imports = createImports({ database, jobs, dataDir: folder, logger: silentLogger })
await jobs.start()

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const idle = process.memoryUsage().rss
let peak = 0
const waits: number[] = []
const watching = setInterval(async () => {
  peak = Math.max(peak, process.memoryUsage().rss)
  const startedAt = performance.now()
  await database.query('select 1')
  waits.push(performance.now() - startedAt)
}, 50)

async function until(id: string, state: string) {
  for (;;) {
    const found = await imports.get('bench', id)
    if (found.state === state) return found
    if (['refused', 'failed'].includes(found.state)) throw new Error(found.problem?.message)
    await sleep(100)
  }
}

async function importOnce(datasetId: string | null) {
  const times: Record<string, number> = {}
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    const value = await work()
    times[name] = Math.round(performance.now() - startedAt) / 1000
    return value
  }
  const upload = await step('upload', () => imports.receive('rows.csv', createReadStream(file)))
  const { id } = await imports.start('bench', upload, datasetId)
  await step('analyse', () => until(id, 'analysed'))
  await imports.load('bench', id, { keyColumn: givenKey })
  const loaded = await step('load', () => until(id, 'loaded'))
  const dataset = await step('apply', () => imports.apply('bench', id))
  const seconds = Object.values(times).reduce((a, b) => a + b, 0)
  console.log({
    ...times,
    seconds,
    rows: loaded.rowCount,
    rowsPerSecond: Math.round(loaded.rowCount / seconds),
    changes: loaded.changes,
  })
  return dataset
}

const dataset = await importOnce(null)
await importOnce(dataset.id)
clearInterval(watching)
waits.sort((a, b) => a - b)
const at = (share: number) => Math.round(waits[Math.floor(waits.length * share)] ?? 0)
console.log({
  database: database.kind,
  rssIdleMb: Math.round(idle / 1e6),
  rssPeakMb: Math.round(peak / 1e6),
  heapNowMb: Math.round(process.memoryUsage().heapUsed / 1e6),
  otherQueriesMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(0.9999) },
  eventLoopDelayMs: { p99: Math.round(delay.percentile(99) / 1e6), max: Math.round(delay.max / 1e6) },
})
await jobs.stop()
await database.close()
rmSync(folder, { recursive: true, force: true })
