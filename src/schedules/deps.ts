// What the steps of a schedule need of the rest of the program.
import type { SiteDeps } from '../connections/site.ts'
import type { Database } from '../db/types.ts'
import type { Logger } from '../logger.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { SlotCrashPoint } from './crash-point.ts'

/** How long before its instant a slot is prepared: its plan is made, with the data as they are. */
export const leadMs = 10 * 60_000

export interface AdvanceDeps {
  database: Database
  logger: Logger
  /** Renders published pages, to see which of them changed. */
  pages: PagesDeps
  /** Opens a site where it takes part in that. */
  connections: SiteDeps['connections']
  /** The process winds up: what takes many steps stops between two of them. */
  signal: AbortSignal
  findProject: (id: string) => Promise<ProjectRecord | null>
  /** Hands the building of a plan to a worker. */
  requestPlan: (planId: string) => Promise<void>
  /** Throws an `AppError` with what is wrong when the connection cannot carry a run. */
  assertReady: (workspaceId: string, connectionId: string, destination: string) => Promise<void>
  crashPoint: SlotCrashPoint
}
