// What other nouns ask of the tables of runs. They get these functions from the program, since they come before runs.
import type { RunState } from '../api/run-state.ts'
import type { Database, Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { findOpenElsewhere } from './item-picks.ts'
import { movingStates } from './run-queue.ts'
import { findGathering } from './run-store.ts'

const chunk = 2_000

export interface LiveRun {
  id: string
  state: RunState
  projectId: string
  connectionId: string
}

/** The unfinished runs of these connections, oldest first. */
export async function liveRunsOf(queries: Queries, connectionIds: readonly string[]): Promise<LiveRun[]> {
  const { rows } = await queries.query<LiveRun>(
    `select id, state, project_id as "projectId", connection_id as "connectionId" from runs
      where finished_at is null and connection_id = any($1) order by created_at, id`,
    [connectionIds],
  )
  return rows
}

/** Projects of which runs, past ones too, went over this connection. */
export async function projectsWithRunsOf(queries: Queries, connectionId: string): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(
    'select distinct project_id as id from runs where connection_id = $1',
    [connectionId],
  )
  return rows.map(({ id }) => id)
}

/** The run of a project that is not finished, or null. */
export async function unfinishedRunOf(queries: Queries, projectId: string): Promise<string | null> {
  const { rows } = await queries.query<{ id: string }>(
    'select id from runs where project_id = $1 and finished_at is null order by created_at desc limit 1',
    [projectId],
  )
  return rows[0]?.id ?? null
}

/** A new plan would be made of pages that are on their way; one that waits for its owner keeps its own. */
export async function refuseDuringRun(queries: Queries, projectId: string): Promise<void> {
  const { rows } = await queries.query<{ id: string }>(
    'select id from runs where project_id = $2 and finished_at is null and state = any($1) limit 1',
    [movingStates, projectId],
  )
  if (rows[0])
    throw new AppError(
      'conflict',
      'A run of this project is not finished. Wait for it, or cancel it, then plan again.',
      { details: { runId: rows[0].id } },
    )
}

/** Pages that a run has, and will go on with, stay those of their rows. */
export async function refuseWithOpen(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<void> {
  await refuseDuringRun(queries, projectId)
  const open = await findOpenElsewhere(queries, projectId, null, rowKeys)
  if (open.size > 0)
    throw new AppError(
      'conflict',
      `A run of this project that is not finished has ${open.size === 1 ? 'one of these pages' : `${open.size} of these pages`}. Let that run finish, or cancel it, then plan again.`,
    )
}

/** What a run is taking out of a plan cannot be decided any more. */
export async function refuseWhileGathering(queries: Queries, planId: string): Promise<void> {
  const runId = await findGathering(queries, planId)
  if (runId !== null)
    throw new AppError(
      'conflict',
      'This plan is being published: its run is taking its pages out of it. Wait for it, or cancel it, then decide.',
      { details: { runId } },
    )
}

export interface RunsOfProject {
  last: string
  unfinished: string | null
}

/** The newest run of each of these projects, and the newest that is not finished. None: no entry. */
export async function lastRunsOf(
  queries: Queries,
  projectIds: readonly string[],
): Promise<Map<string, RunsOfProject>> {
  const { rows } = await queries.query<RunsOfProject & { projectId: string }>(
    `select p.id as "projectId", l.id as last, u.id as unfinished
       from unnest($1::text[]) as p(id)
       cross join lateral (select id from runs where project_id = p.id order by created_at desc limit 1) l
       left join lateral (select id from runs where project_id = p.id and finished_at is null
                           order by created_at desc limit 1) u on true`,
    [projectIds],
  )
  return new Map(rows.map(({ projectId, ...runs }) => [projectId, runs]))
}

/**
 * Everything recorded of a project's runs, a few thousand rows at a time: one statement over a hundred thousand pages
 * would hold up everybody else. May be called again after an end in the middle.
 */
export async function deleteRunsOf(database: Database, projectId: string): Promise<void> {
  for (;;) {
    const { rowCount } = await database.query(
      `delete from run_items where (run_id, row_key) in
         (select i.run_id, i.row_key from runs r join run_items i on i.run_id = r.id
           where r.project_id = $1 limit ${chunk})`,
      [projectId],
    )
    if (rowCount < chunk) break
  }
  await database.query('delete from runs where project_id = $1', [projectId])
}
