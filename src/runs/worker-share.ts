// How many sites one worker takes: its fair part of those with something to do, so that no worker carries ten while
// its neighbour carries three.
import { isLeaseHeld } from '../connections/lease.ts'
import type { Queries } from '../db/types.ts'
import { isInQueue, movingStates, queueOrder } from './run-queue.ts'

/** A site with a run on its way. */
export interface BusySite {
  connectionId: string
  runId: string
  /** A worker holds it. */
  isHeld: boolean
}

export interface Work {
  sites: BusySite[]
  /** Workers that have looked for work lately, the asking one among them. */
  workers: number
}

/**
 * Says that this worker is there, and returns what there is to do; one statement, since every worker asks it every two
 * seconds forever.
 * @param aliveMs who has not looked for so long counts no more
 */
export async function lookForWork(queries: Queries, worker: string, aliveMs: number): Promise<Work> {
  const { rows } = await queries.query<BusySite & { workers: number }>(
    `with seen as (
       insert into workers (id, seen_at) values ($2, clock_timestamp())
       on conflict (id) do update set seen_at = excluded.seen_at
     )
     select w.n + 1 as workers, s.*
       from (select count(*) as n from workers
              where id <> $2 and seen_at > clock_timestamp() - make_interval(secs => $3)) w
       cross join (
         select distinct on (r.connection_id) r.connection_id as "connectionId", r.id as "runId",
                ${isLeaseHeld('r.connection_id')} as "isHeld"
           from runs r
          where ${isInQueue('$4')}
          order by r.connection_id, ${queueOrder}
       ) s
      order by s."runId"`,
    [movingStates, worker, aliveMs / 1000, queries.now()],
  )
  return { sites: rows.map(({ workers: _, ...site }) => site), workers: rows[0]?.workers ?? 1 }
}

/** The others need not wait to find out, and rows of workers that were killed go too. */
export async function sayGoodbye(queries: Queries, worker: string): Promise<void> {
  await queries.query(
    `delete from workers where id = $1 or seen_at < clock_timestamp() - interval '1 hour'`,
    [worker],
  )
}

/**
 * How many more sites a worker should take that has `held` already. Pure.
 * @param isNew workers that start together know of each other only after a look each: until then one site is enough
 */
export function roomFor({ sites, workers }: Work, held: number, isNew: boolean): number {
  const share = isNew ? 1 : Math.ceil(sites.length / workers)
  return Math.max(0, share - held)
}
