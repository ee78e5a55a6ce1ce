// Once a night: what nobody can use any more goes, by age and number. What comparisons, merges and undoing need as a
// base is named by the ledger and stays forever.
import { retention } from '../api/retention.ts'
import { datasetVersion } from '../data/datasets.ts'
import { tidyImports } from '../data/imports/tidy-imports.ts'
import { rowHashes } from '../data/rows/rows.ts'
import type { Database } from '../db/types.ts'
import type { Logger } from '../logger.ts'
import { tidyDeliveries } from '../notices/delivery-store.ts'
import { tidyNotices } from '../notices/inbox.ts'
import { forgetStrayEntries, hashesInIndex } from '../pages/page-index.ts'
import { forgetPayloads } from '../pages/payload-store.ts'
import { hashesInLedger } from '../pages/read-ledger.ts'
import { hashesInPlans, tidyPlans } from '../plans/tidy.ts'
import { listProjectDatasets, type ProjectDataset } from '../projects/names.ts'
import { hashesInRuns, tidyRuns } from '../runs/tidy.ts'

const chunk = 2_000
const dayMs = 24 * 3_600_000

export interface TidyDeps {
  database: Database
  logger: Logger
}

/** Safe to interrupt and to repeat: every chunk stands by itself. */
export async function tidyUp({ database, logger }: TidyDeps, signal: AbortSignal): Promise<void> {
  const before = (days: number) => new Date(database.now().getTime() - days * dayMs)
  const plans = { newest: retention.plans.newest, before: before(retention.plans.days) }
  const runs = { newest: retention.runs.newest, before: before(retention.runs.days) }
  while (!signal.aborted && (await tidyPlans(database, plans, chunk)));
  while (!signal.aborted && (await tidyRuns(database, runs, chunk)));
  const refreshes = { newest: retention.refreshes.newest, before: before(retention.refreshes.days) }
  while (!signal.aborted && (await tidyImports(database, refreshes, chunk)));
  while (!signal.aborted && (await tidyNotices(database, before(retention.notices.days), chunk)));
  while (!signal.aborted && (await tidyDeliveries(database, before(retention.deliveries.days), chunk)));
  for (const project of await listProjectDatasets(database)) {
    if (signal.aborted) return
    await dropStrayEntries(database, project)
    const forgotten = await sweepPayloads(database, project.projectId, signal)
    if (forgotten > 0) logger.info({ projectId: project.projectId, forgotten }, 'payloads were tidied up')
  }
}

async function dropStrayEntries(database: Database, { projectId, datasetId }: ProjectDataset): Promise<void> {
  const present = await datasetVersion(database, datasetId)
  if (!present) return
  let after: string | null = ''
  while (after !== null)
    after = await forgetStrayEntries(
      database,
      projectId,
      (rowKeys) => rowHashes(database, present.rowSetId, rowKeys),
      after,
    )
}

/** Marks what is named, then forgets the rest. Marks are half a hash: two that share it are both kept. */
async function sweepPayloads(database: Database, projectId: string, signal: AbortSignal): Promise<number> {
  const named = new Set<string>()
  const mark = (hash: string) => hash.slice(0, 16)
  for (const hashes of [hashesInLedger, hashesInIndex, hashesInPlans, hashesInRuns])
    for await (const some of hashes(database, projectId)) {
      if (signal.aborted) return 0
      for (const hash of some) named.add(mark(hash))
    }
  let forgotten = 0
  let after: string | null = ''
  while (after !== null && !signal.aborted) {
    const part = await forgetPayloads(database, projectId, (hash) => named.has(mark(hash)), after)
    forgotten += part.forgotten
    after = part.next
  }
  return forgotten
}
