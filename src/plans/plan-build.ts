// What every step of making a plan knows.
import type { Plan } from '../api/plan.ts'
import type { Site } from '../connections/site.ts'
import type { Database } from '../db/types.ts'
import type { IndexChoice } from '../pages/index-pages.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { AnyTarget } from '../targets/index.ts'
import type { Calls } from '../targets/operation-costs.ts'
import type { PlannedPage } from '../targets/run-cost.ts'
import { type AssetNeed, imageKind } from '../targets/target.ts'
import type { MovedAssets } from './moved-assets.ts'
import type { RedirectCalls } from './redirect-calls.ts'
import type { PlanRow } from './row.ts'

export interface PlanBuild {
  database: Database
  plan: PlanRow
  project: ProjectRecord
  target: AnyTarget
  site: Site
  /** Ids of the site by asset key, as far as they exist. */
  assets: ReadonlyMap<string, string>
  /** Names of the site that stand for something else than when pages were sent. */
  moved: MovedAssets
  /** Names that were renamed or deleted in Wix, with what becomes of each. */
  names: Omit<Plan['names'][number], 'pages'>[]
  /** How many pages have each name and picture, by asset key. */
  pagesWith: Map<string, number>
  /** The connection may not import pictures, so that pages go without them. */
  withoutImages: boolean
  /** What pages that were compared mean for a run, by row key. */
  planned: Map<string, PlannedPage>
  /** Renders with what the plan froze. */
  pages: PagesDeps
  choice: IndexChoice
  /** What its redirects add to the requests of a run, once they are worked out. */
  redirectCalls?: RedirectCalls
  /** Of an undo: what taking names off the site adds that the run had made. */
  tidyCalls?: Calls
}

/** Without the pictures where the connection may not import them. */
export function neededOf(
  { withoutImages }: Pick<PlanBuild, 'withoutImages'>,
  needs: readonly AssetNeed[],
): AssetNeed[] {
  return withoutImages ? needs.filter((need) => need.kind !== imageKind) : [...needs]
}
