// Who knows what depends on a project, and on the rows of a dataset, put together for the nouns themselves. Part of the composition, as program.ts.
import type { PublishedKeys } from './data/keys/known-keys.ts'
import type { Database, Queries } from './db/types.ts'
import { forgetPageProblems } from './pages/check-store.ts'
import { forgetLedger } from './pages/forget-ledger.ts'
import { forgetKeyChanges } from './pages/key-changes.ts'
import { countLedgerPages, forgetLedgerCounts } from './pages/ledger-counts.ts'
import { forgetLiveHistory } from './pages/live-history.ts'
import { forgetIndex } from './pages/page-index.ts'
import { forgetStates } from './pages/page-states.ts'
import { forgetAllPayloads } from './pages/payload-store.ts'
import { ledgerKeysAmong, oldLedgerKeys } from './pages/read-ledger.ts'
import { releaseImagesOf } from './pages/used-images.ts'
import { discardAllPlans, forgetPlanItemsOf } from './plans/store.ts'
import { projectIdsOfDataset } from './projects/project-store.ts'
import type { ProjectUses } from './projects/uses.ts'
import { deleteRunsOf, lastRunsOf, unfinishedRunOf } from './runs/runs-of.ts'
import { cancelSchedulesOf, forgetSchedules } from './schedules/forget.ts'

/** Small enough that nobody waits long for the database. */
const chunk = 2_000

type Forget = (queries: Queries, projectId: string, limit: number) => Promise<boolean>
const forgets: Forget[] = [
  forgetSchedules,
  forgetPlanItemsOf,
  forgetPageProblems,
  forgetLedger,
  forgetKeyChanges,
  forgetIndex,
  forgetStates,
  forgetLiveHistory,
  forgetLedgerCounts,
  forgetAllPayloads,
]

export const projectUses: ProjectUses = {
  lastRunsOf,
  unfinishedRunOf,
  publishedCountsOf: countLedgerPages,
  async discardPlansOf(queries, projectId) {
    await cancelSchedulesOf(queries, projectId)
    await discardAllPlans(queries, projectId)
  },
  async forgetAllOf(database: Database, projectId: string) {
    await releaseImagesOf(database, projectId)
    await deleteRunsOf(database, projectId)
    for (const forget of forgets) while (await forget(database, projectId, chunk));
  },
}

export const publishedKeys: PublishedKeys = {
  old: async (queries, datasetId) => oldLedgerKeys(queries, await projectIdsOfDataset(queries, datasetId)),
  among: async (queries, datasetId, rowKeys) =>
    ledgerKeysAmong(queries, await projectIdsOfDataset(queries, datasetId), rowKeys),
}
