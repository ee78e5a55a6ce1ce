// What depends on a project: its plans, its runs, and what they published. Their tables are not ours and come after us,
// so the program hands in who knows them; see src/uses.ts.
import type { Database, Queries } from '../db/types.ts'

/** A project's newest run, and the newest that is not finished. */
export interface RunsOfProject {
  last: string
  unfinished: string | null
}

export interface PublishedCounts {
  live: number
  drafts: number
  gone: number
}

export interface ProjectUses {
  /** By project; none has no entry. */
  lastRunsOf(queries: Queries, projectIds: readonly string[]): Promise<Map<string, RunsOfProject>>
  unfinishedRunOf(queries: Queries, projectId: string): Promise<string | null>
  /** By project; one that published nothing has no entry. */
  publishedCountsOf(queries: Queries, projectIds: readonly string[]): Promise<Map<string, PublishedCounts>>
  /** From here on no plan of the project can be published. */
  discardPlansOf(queries: Queries, projectId: string): Promise<void>
  /** Everything recorded of the project, a few thousand rows at a time; may be called again. */
  forgetAllOf(database: Database, projectId: string): Promise<void>
}
