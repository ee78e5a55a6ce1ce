// What a run may spend: counted in the database before each call goes out, so that neither several workers nor a crash
// spend more. A call whose end nobody saw keeps counting with all that it might have cost.
import { newId } from '../db/id.ts'
import type { Database, Queries } from '../db/types.ts'
import { type Answer, saveAnswer } from './answer-store.ts'

/** `over`: it would go beyond a cap. `lost`: the run was cancelled, or another worker has it. */
export type Reserved = { callId: string } | 'over' | 'lost'

export interface Reservation {
  runId: string
  /** The worker that asks. */
  holder: string
  inputHash: string
  /** The most that the call can cost. Millionths. */
  cost: number
}

/** One statement: of two workers at the edge of a cap, one is told that it is over. */
export async function reserveCall(
  queries: Queries,
  { runId, holder, inputHash, cost }: Reservation,
): Promise<Reserved> {
  const callId = newId('acl')
  const { rowCount } = await queries.query(
    `with reserved as (
       update ai_runs set calls = calls + 1, cost = cost + $5
        where id = $1 and holder = $2 and state = 'running' and calls < cap_calls and cost + $5 <= cap_cost
        returning id)
     insert into ai_calls (id, run_id, input_hash, state, cost, created_at)
     select $3, id, $4, 'asking', $5, $6 from reserved`,
    [runId, holder, callId, inputHash, cost, queries.now()],
  )
  if (rowCount === 1) return { callId }
  const { rows } = await queries.query('select 1 from ai_runs where id = $1 and holder = $2 and state = $3', [
    runId,
    holder,
    'running',
  ])
  return rows.length === 1 ? 'over' : 'lost'
}

export interface Ended {
  state: 'answered' | 'refused' | 'unclear'
  /** What it cost, in place of what was reserved; null: nobody knows, so what was reserved stays. */
  cost: number | null
  /** Stored with it, so that what was paid for is not asked again. */
  answer: (Answer & { workspaceId: string }) | null
}

/** Whoever has the run by now: what was asked was asked. */
export async function endCall(database: Database, callId: string, ended: Ended): Promise<void> {
  const { state, cost, answer } = ended
  await database.transaction(async (tx) => {
    await tx.query(
      `with before as (select id, run_id, cost from ai_calls where id = $1 for update),
       settled as (
         update ai_calls c set state = $2, cost = coalesce($3, c.cost), ended_at = $4 from before b where c.id = b.id
         returning c.run_id, c.cost - b.cost as difference)
       update ai_runs r set cost = r.cost + s.difference from settled s where r.id = s.run_id`,
      [callId, state, cost, tx.now()],
    )
    if (answer) await saveAnswer(tx, answer)
  })
}

/** Of runs that have ended: what they cost stays with them. @returns how many went */
export async function forgetCalls(queries: Queries, endedBefore: Date, most: number): Promise<number> {
  const { rowCount } = await queries.query(
    `delete from ai_calls where id in (
       select c.id from ai_calls c join ai_runs r on r.id = c.run_id where r.ended_at < $1 limit $2)`,
    [endedBefore, most],
  )
  return rowCount
}
