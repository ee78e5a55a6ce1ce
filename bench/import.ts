// Measures imports of one table: the first, the same file again, and the file with one row of a hundred changed.
// Seconds of the clock and of the processor, what each adds to the disk, memory of this process, and how long other
// queries had to wait. `node bench/import.ts [rows]`; PostgreSQL with DATABASE_URL, else the embedded database.
import { createReadStream, createWriteStream, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openBenchImports, seconds, workspaceId } from './bench-imports.ts'
import { generateCsv } from './rows.ts'

const rowCount = Number(process.argv[2] ?? '200000')
const { folder, database, imports, until, close } = await openBenchImports()

async function writeRows(name: string, changeEvery: number): Promise<string> {
  const file = join(folder, name)
  await pipeline(Readable.from(generateCsv(rowCount, 1, changeEvery)), createWriteStream(file))
  return file
}
const file = await writeRows('rows.csv', 0)
const changedFile = await writeRows('changed.csv', 100)

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

/** Bytes of the tables, without the log. */
async function diskBytes(): Promise<number> {
  const { rows } = await database.query<{ bytes: number }>(
    'select pg_database_size(current_database()) as bytes',
  )
  return rows[0]!.bytes
}

/** Processor seconds of the server on this machine, from /proc; 0 for the embedded database, which is in our own. */
async function serverSeconds(): Promise<number> {
  if (database.kind === 'pglite') return 0
  const { rows } = await database.query<{ pid: number }>('select pg_backend_pid() as pid')
  const fields = (pid: string) =>
    readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').map(Number)
  const server = String(fields(String(rows[0]!.pid))[1])
  let ticks = fields(server)[13]! + fields(server)[14]!
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const found = fields(pid)
      if (String(found[1]) === server) ticks += found[11]! + found[12]!
    } catch {
      // It ended between the list and the look.
    }
  }
  return ticks / 100
}

async function importOnce(what: string, path: string, datasetId: string | null): Promise<string> {
  const times: Record<string, number> = {}
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    const value = await work()
    times[name] = seconds(performance.now() - startedAt)
    return value
  }
  const before = { disk: await diskBytes(), cpu: process.cpuUsage(), server: await serverSeconds() }
  const upload = await step('upload', () => imports.receive('rows.csv', createReadStream(path)))
  const { id } = await imports.start(workspaceId, upload, datasetId)
  await step('analyse', () => until(id, 'analysed'))
  await imports.load(workspaceId, id, { keyColumn: 'code' })
  const loaded = await step('load', () => until(id, 'loaded'))
  const dataset = await step('apply', () => imports.apply(workspaceId, id))
  const cpu = process.cpuUsage(before.cpu)
  console.log(what, {
    ...times,
    cpuSeconds: Math.round((cpu.user + cpu.system) / 1e4) / 100,
    serverCpuSeconds: Math.round(((await serverSeconds()) - before.server) * 100) / 100,
    diskMb: Math.round(((await diskBytes()) - before.disk) / 1e5) / 10,
    rows: loaded.rowCount,
    changes: JSON.stringify(loaded.changes),
  })
  return dataset.id
}

const datasetId = await importOnce('first', file, null)
await importOnce('again', file, datasetId)
await importOnce('1 % changed', changedFile, datasetId)
clearInterval(watching)
waits.sort((a, b) => a - b)
const at = (share: number) => Math.round(waits[Math.floor(waits.length * share)] ?? 0)
console.log({
  database: database.kind,
  rssIdleMb: Math.round(idle / 1e6),
  rssPeakMb: Math.round(peak / 1e6),
  otherQueriesMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(0.9999) },
  eventLoopDelayMs: { p99: Math.round(delay.percentile(99) / 1e6), max: Math.round(delay.max / 1e6) },
})
await close()
