// Builds the dashboard when its sources changed since the last build.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dashboardSources, hashSources } from './source-hash.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const web = join(root, 'web')
const stamp = join(web, 'dist', '.built-from')

export async function buildDashboardIfStale(): Promise<void> {
  const sources = hashSources(root, dashboardSources)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  process.stdout.write('Building the dashboard ... ')
  const startedAt = Date.now()
  const { build } = await import('vite')
  await build({ root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'warn' })
  // Last, so that a build cut short is made again.
  writeFileSync(stamp, sources)
  process.stdout.write(`done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
}
