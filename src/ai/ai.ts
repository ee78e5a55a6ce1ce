// AI columns: off until somebody names a model. Endpoints that are asked, columns that they fill, runs within caps.
import type { Computing } from '../data/steps/step.ts'
import type { Database } from '../db/types.ts'
import type { AddressCheck } from '../fetcher/address-check.ts'
import type { GuardedFetch } from '../fetcher/guarded-fetch.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Logger } from '../logger.ts'
import type { Vault } from '../vault/vault.ts'
import { type AiColumns, createColumns } from './columns.ts'
import { createEndpoints, type Endpoints } from './endpoints.ts'
import { type AiRuns, createRuns, type RunsDeps } from './runs.ts'
import { tidyAnswers } from './tidy.ts'

export interface AiDeps extends Pick<RunsDeps, 'works' | 'sleep' | 'crashPoint'> {
  database: Database
  /** Not started yet. */
  jobs: Jobs
  vault: Vault
  /** With the patience that models need: `modelFetchLimits`. */
  fetch: GuardedFetch
  checkAddress: AddressCheck
  /** Makes the prompts. */
  computing: Computing
  logger: Logger
}

export interface Ai {
  endpoints: Endpoints
  columns: AiColumns
  runs: AiRuns
  /** Once a night: answers go that no row has asked for in a long time. */
  tidy(signal: AbortSignal): Promise<void>
}

export function createAi({ vault, fetch, checkAddress, computing, ...rest }: AiDeps): Ai {
  const { database } = rest
  const endpoints = createEndpoints({ database, vault, fetch, checkAddress })
  const columns = createColumns({ database, computing, endpoints })
  const runs = createRuns({ ...rest, columns, endpoints })
  return { endpoints, columns, runs, tidy: (signal) => tidyAnswers({ ...rest, columns }, signal) }
}
