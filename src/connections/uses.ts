// What depends on a connection: projects and runs. Their tables are not ours, so the program hands in who knows them.
import type { Queries } from '../db/types.ts'
import type { StoredConnection } from './store.ts'

export interface ConnectionUse {
  projects: { id: string; name: string; destination: string }[]
  /** Those that are not over, the oldest first. */
  liveRuns: { id: string; projectName: string; state: string }[]
}

export interface ConnectionUses {
  /** By the id of the connection; what nothing uses is left out. */
  of(queries: Queries, connectionIds: readonly string[]): Promise<Map<string, ConnectionUse>>
  /** Names of projects whose past runs went over it; runs stay with their project. */
  projectsWithRuns(queries: Queries, connectionId: string): Promise<string[]>
}

export type UsedConnection = StoredConnection & ConnectionUse

export const unused: ConnectionUse = { projects: [], liveRuns: [] }
