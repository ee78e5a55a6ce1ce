// Imports of one table as CSV and as a workbook, each in a process of its own: seconds of the clock and of the
// processor, the peak of that process's memory until its rows are loaded, and whether both give the same pages, byte
// for byte.
// `node bench/formats.ts [rows] [columns]`; PostgreSQL with DATABASE_URL, else the embedded database.
import { spawnSync } from 'node:child_process'
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPageRenderers } from '../src/pages/page-renderers.ts'
import { openBenchImports, seconds, workspaceId } from './bench-imports.ts'
import { digestPages } from './page-digest.ts'
import { writeCsv, writeWorkbook } from './workbook.ts'

const [first = '200000', second = '20', ...rest] = process.argv.slice(2)
if (first === '--import') await importOne(second)
else if (first === '--write') await writeOne(second, Number(rest[0]), Number(rest[1]))
else compare(Number(first), Number(second))

/** Every step is a process, so that its peak is its own. */
function compare(rows: number, columns: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-bench-'))
  const run = (...args: string[]) => {
    const { stdout, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
    return stdout.trim()
  }
  const digests = new Set<unknown>()
  for (const name of ['rows.csv', 'rows.xlsx']) {
    const path = join(folder, name)
    run('--write', path, String(rows), String(columns))
    const { digest, ...figures } = JSON.parse(run('--import', path)) as Record<string, unknown>
    digests.add(digest)
    console.log(name, figures)
  }
  console.log(
    `${rows} rows of ${columns} columns: ${digests.size === 1 ? 'the same pages' : 'DIFFERENT pages'} of both`,
  )
  rmSync(folder, { recursive: true, force: true })
}

async function writeOne(path: string, rows: number, columns: number): Promise<void> {
  await (path.endsWith('.csv') ? writeCsv : writeWorkbook)(path, rows, columns)
}

async function importOne(path: string): Promise<void> {
  const { database, imports, until, close } = await openBenchImports()
  const startedAt = performance.now()
  const upload = await imports.receive(basename(path), createReadStream(path))
  const { id } = await imports.start(workspaceId, upload, null)
  await until(id, 'analysed')
  const analysedAt = performance.now()
  await imports.load(workspaceId, id, { keyColumn: 'code' })
  const { rowCount } = await until(id, 'loaded')
  const endedAt = performance.now()
  const { user, system } = process.cpuUsage()
  const { maxRSS } = process.resourceUsage()
  const dataset = await imports.apply(workspaceId, id)
  const names = dataset.columns.map(({ name }) => name)
  const renderers = createPageRenderers()
  const renderingAt = performance.now()
  const { digest, pages, problems } = await digestPages(database, renderers, dataset.rowSetId, names)
  console.log(
    JSON.stringify({
      database: database.kind,
      fileMb: Math.round(statSync(path).size / 1e6),
      rows: rowCount,
      analyseSeconds: seconds(analysedAt - startedAt),
      loadSeconds: seconds(endedAt - analysedAt),
      cpuSeconds: seconds((user + system) / 1000),
      peakRssMb: Math.round(maxRSS / 1000),
      pages,
      problems,
      pagesSeconds: seconds(performance.now() - renderingAt),
      digest,
    }),
  )
  await renderers.close()
  await close()
}
