// What is done by the clock, whoever is there.
import type { Accounts } from '../accounts/accounts.ts'
import type { AiRuns } from '../ai/runs.ts'
import type { Connections } from '../connections/connections.ts'
import type { Imports } from '../data/imports/imports.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Samples } from '../sample/sample.ts'

/** Declares the housekeeping, starts the engine, and takes up what an earlier process left unfinished. */
export async function startJobs(
  jobs: Jobs,
  parts: {
    accounts: Accounts
    connections: Connections
    imports: Imports
    ai: { runs: AiRuns }
    samples: Pick<Samples, 'resume'>
    works: boolean
    tidy: (signal: AbortSignal) => Promise<void>
    /** Keeps how many pages are live, and their numbers short. */
    sample: () => Promise<void>
  },
): Promise<void> {
  const { accounts, ai, connections, imports, samples, works, tidy, sample } = parts
  jobs.define('accounts.clean', works ? () => accounts.removeExpired() : undefined)
  jobs.define('connections.check', works ? (_, { signal }) => connections.checkAll(signal) : undefined)
  jobs.define('retention.tidy', works ? (_, { signal }) => tidy(signal) : undefined)
  jobs.define('pages.sample', works ? () => sample() : undefined)
  await jobs.start()
  await jobs.schedule('accounts.clean', '17 3 * * *')
  await jobs.schedule('connections.check', '23 */6 * * *')
  await jobs.schedule('retention.tidy', '41 2 * * *')
  await jobs.schedule('pages.sample', '*/10 * * * *')
  if (works) await imports.resume()
  if (works) await ai.runs.resume()
  if (works) await samples.resume()
}
