// What every step of making a plan knows.
import type { Site } from '../connections/site.ts'
import type { Database } from '../db/types.ts'
import type { IndexChoice } from '../pages/index-pages.ts'
import type { PagesDeps } from '../pages/pages-of.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { AnyTarget } from '../targets/index.ts'
import { type AssetNeed, imageKind } from '../targets/target.ts'
import type { PlanRow } from './row.ts'

export interface PlanBuild {
  database: Database
  plan: PlanRow
  project: ProjectRecord
  target: AnyTarget
  site: Site
  /** Ids of the site by asset key, as far as they exist. */
  assets: ReadonlyMap<string, string>
  /** The connection may not import pictures, so that pages go without them. */
  withoutImages: boolean
  /** Renders with what the plan froze. */
  pages: PagesDeps
  choice: IndexChoice
}

/** Without the pictures where the connection may not import them. */
export function neededOf(
  { withoutImages }: Pick<PlanBuild, 'withoutImages'>,
  needs: readonly AssetNeed[],
): AssetNeed[] {
  return withoutImages ? needs.filter((need) => need.kind !== imageKind) : [...needs]
}
