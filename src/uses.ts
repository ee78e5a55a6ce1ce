// Who knows what depends on a project, put together for the noun itself. Part of the composition, as program.ts.
import type { Database, Queries } from './db/types.ts'
import { forgetPageProblems } from './pages/check-store.ts'
import { countLedgerPages, forgetLedger } from './pages/ledger.ts'
import { forgetIndex } from './pages/page-index.ts'
import { forgetAllPayloads } from './pages/payload-store.ts'
import { discardPlans, forgetPlanItemsOf } from './plans/store.ts'
import type { ProjectUses } from './projects/uses.ts'
import { deleteRunsOf, lastRunsOf, unfinishedRunOf } from './runs/runs-of.ts'

/** Small enough that nobody waits long for the database. */
const chunk = 2_000

type Forget = (queries: Queries, projectId: string, limit: number) => Promise<boolean>
const forgets: Forget[] = [
  forgetPlanItemsOf,
  forgetPageProblems,
  forgetLedger,
  forgetIndex,
  forgetAllPayloads,
]

export const projectUses: ProjectUses = {
  lastRunsOf,
  unfinishedRunOf,
  publishedCountsOf: countLedgerPages,
  discardPlansOf: discardPlans,
  async forgetAllOf(database: Database, projectId: string) {
    await deleteRunsOf(database, projectId)
    for (const forget of forgets) while (await forget(database, projectId, chunk));
  },
}
