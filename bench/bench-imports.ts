// What measurements of imports have in common: a database and a data folder of their own, and waiting for an import.
// PostgreSQL with DATABASE_URL, else the embedded database.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Import } from '../src/api/import.ts'
import { createImports } from '../src/data/imports/imports.ts'
import { noComputing } from '../src/data/imports/test-imports.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open.ts'
import { createJobs } from '../src/jobs/jobs.ts'
import { silentLogger } from '../src/logger.ts'

export const workspaceId = 'bench'

export async function openBenchImports() {
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-bench-'))
  const databaseUrl = process.env['DATABASE_URL'] ?? ''
  const database = await openDatabase({ dataDir: folder, databaseUrl, logger: silentLogger })
  await migrate(database, new URL('../migrations', import.meta.url).pathname, silentLogger)
  await database.query(`insert into workspaces (id, name) values ($1, 'Bench') on conflict do nothing`, [
    workspaceId,
  ])
  const jobs = createJobs(database, silentLogger)
  const imports = createImports({
    database,
    jobs,
    dataDir: folder,
    logger: silentLogger,
    computing: noComputing,
  })
  await jobs.start()
  return {
    folder,
    database,
    imports,
    async until(id: string, state: Import['state']): Promise<Import> {
      for (;;) {
        const found = await imports.get(workspaceId, id)
        if (found.state === state) return found
        if (['refused', 'failed'].includes(found.state)) throw new Error(found.problem?.message)
        await sleep(50)
      }
    },
    async close(): Promise<void> {
      await jobs.stop()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** With two decimals. */
export const seconds = (ms: number): number => Math.round(ms / 10) / 100
