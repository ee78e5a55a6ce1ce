// npm start: builds the dashboard when its sources changed since the last build, then runs the program.
import '../bin/compile-cache.mjs'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const web = join(root, 'web')
const stamp = join(web, 'dist', '.built-from')

/** One hash over everything that decides what the build gives. */
function hashSources(): string {
  const hash = createHash('sha256')
  const files = ['src', 'public']
    .map((folder) => join(web, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    )
  const contract = readdirSync(join(root, 'src/api')).map((name) => join(root, 'src/api', name))
  const single = ['index.html', 'vite.config.ts', 'tsconfig.json'].map((name) => join(web, name))
  for (const file of [...files, ...contract, ...single, join(root, 'package-lock.json')].sort()) {
    if (existsSync(file))
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

async function buildDashboardIfStale(): Promise<void> {
  const sources = hashSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  process.stdout.write('Building the dashboard ... ')
  const startedAt = Date.now()
  const { build } = await import('vite')
  await build({ root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'warn' })
  // Last, so that a build cut short is made again.
  writeFileSync(stamp, sources)
  process.stdout.write(`done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
}

await buildDashboardIfStale()
const { main, reportStartFailure } = await import('../src/main.ts')
await main().catch(reportStartFailure)
// Now, and not at the end alone, which a killed process never sees.
flushCompileCache()
