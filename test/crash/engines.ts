// Where a case runs. The database has a part in what a process leaves behind that is killed, so runs of posts are
// killed on both. What only another destination or another kind of run adds is tried once, on PostgreSQL, with which a
// process starts in a third of the time; on the embedded database where there is no server.
import { ensurePostgres, type RunningPostgres } from '../helpers/postgres.ts'
import type { Engine } from './rig.ts'

export const embedded: Engine = { kind: 'pglite' }
export const isWithoutPostgres = process.env.SEOMATIC_TEST_WITHOUT_POSTGRES === '1'

let server: RunningPostgres | undefined

/** The server of the tests, started by the first file that asks where `npm test` has started none. */
export async function onPostgres(): Promise<Engine> {
  server ??= await ensurePostgres()
  const url = new URL(server.url)
  // Through the network, as from another machine.
  url.searchParams.delete('host')
  return { kind: 'postgres', url: url.href }
}

/** PostgreSQL, or the embedded database where there is none. */
export async function onEither(): Promise<Engine> {
  return isWithoutPostgres ? embedded : onPostgres()
}

/** After the cases of a file; leaves a server alone that others use. */
export async function stopPostgres(): Promise<void> {
  await server?.stop()
  server = undefined
}
