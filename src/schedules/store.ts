// schedules: what they are and where they stand. The only file with SQL on this table.
import type { Consent, Keeper, ScheduleCause, ScheduleRule, ScheduleState } from '../api/schedule.ts'
import { newId } from '../db/id.ts'
import type { Queries, Tx } from '../db/types.ts'
import type { Basis } from './consent.ts'
import type { ScheduleRow } from './row.ts'

export async function findSchedule(queries: Queries, id: string): Promise<ScheduleRow | null> {
  const { rows } = await queries.query<ScheduleRow>('select * from schedules where id = $1', [id])
  return rows[0] ?? null
}

/** Keeps others from changing it until the transaction ends. */
export async function lockSchedule(tx: Tx, id: string): Promise<ScheduleRow | null> {
  const { rows } = await tx.query<ScheduleRow>('select * from schedules where id = $1 for update', [id])
  return rows[0] ?? null
}

/** The one that a project has, or its last one that was cancelled. */
export async function findOfProject(queries: Queries, projectId: string): Promise<ScheduleRow | null> {
  const { rows } = await queries.query<ScheduleRow>(
    `select * from schedules where project_id = $1 order by state = 'cancelled', id desc limit 1`,
    [projectId],
  )
  return rows[0] ?? null
}

/** The one that publishes for a project, or may again; null: none, or it was cancelled. */
export async function goingOfProject(queries: Queries, projectId: string): Promise<ScheduleRow | null> {
  const found = await findOfProject(queries, projectId)
  return found?.state === 'cancelled' ? null : found
}

/** The same of several. */
export async function goingOfProjects(
  queries: Queries,
  projectIds: readonly string[],
): Promise<ScheduleRow[]> {
  const { rows } = await queries.query<ScheduleRow>(
    `select * from schedules where project_id = any($1::text[]) and state <> 'cancelled' order by id`,
    [projectIds],
  )
  return rows
}

export async function cancelledOf(queries: Queries, projectId: string): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(
    `select id from schedules where project_id = $1 and state = 'cancelled' order by id`,
    [projectId],
  )
  return rows.map((row) => row.id)
}

/** Newest first; the cancelled ones of projects that have another are left out. */
export async function listOfWorkspace(queries: Queries, workspaceId: string): Promise<ScheduleRow[]> {
  const { rows } = await queries.query<ScheduleRow>(
    `select distinct on (project_id) * from schedules where workspace_id = $1
      order by project_id, state = 'cancelled', id desc`,
    [workspaceId],
  )
  return rows.toSorted((a, b) => (a.id < b.id ? 1 : -1))
}

/** That dated pages may be of, other than this one. */
export async function othersOfConnection(
  queries: Queries,
  connectionId: string,
  exceptId: string,
): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(
    'select id from schedules where connection_id = $1 and id <> $2 order by id',
    [connectionId, exceptId],
  )
  return rows.map((row) => row.id)
}

/** All of a site that are not cancelled, the newest last. */
export async function goingOfConnection(queries: Queries, connectionId: string): Promise<ScheduleRow[]> {
  const { rows } = await queries.query<ScheduleRow>(
    `select * from schedules where connection_id = $1 and state <> 'cancelled' order by id`,
    [connectionId],
  )
  return rows
}

/** Those that publish, or may again: what they are made of is watched. */
export async function listWatched(queries: Queries): Promise<ScheduleRow[]> {
  const { rows } = await queries.query<ScheduleRow>(
    `select * from schedules where state in ('active', 'ended') order by id`,
  )
  return rows
}

/** That have something to do by now, the longest waiting first. */
export async function listDue(queries: Queries, limit: number): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(
    'select id from schedules where look_at <= $1::timestamptz order by look_at, id limit $2',
    [queries.now(), limit],
  )
  return rows.map((row) => row.id)
}

export interface AgreedSchedule {
  rule: ScheduleRule
  consent: Consent
  basis: Basis
  keeper: Keeper
  horizonDays: number
  rowsAgreed: number
  startsAt: Date
}

export async function insertSchedule(
  tx: Queries,
  place: { workspaceId: string; projectId: string },
  agreed: AgreedSchedule,
): Promise<string> {
  const id = newId('sch')
  await tx.query(
    `insert into schedules (id, workspace_id, project_id, connection_id, state, rule, consent, basis, keeper,
                            horizon_days, author, starts_at, dates_from, rows_agreed, look_at, created_at, updated_at)
     values ($1, $2, $3, $4, 'active', $5::jsonb, $6::jsonb, $7::jsonb, $8, $9, $10, $11, $11, $12, $13, $13, $13)`,
    [id, place.workspaceId, place.projectId, ...agreedColumns(agreed), tx.now()],
  )
  return id
}

export async function saveAgreed(tx: Queries, id: string, agreed: AgreedSchedule): Promise<void> {
  await tx.query(
    `update schedules set connection_id = $2, state = 'active', cause = null, reason = null, rule = $3::jsonb,
            consent = $4::jsonb, basis = $5::jsonb, keeper = $6, horizon_days = $7, author = $8, starts_at = $9,
            rows_agreed = $10, version = version + 1, row_set_id = '', look_at = $11, updated_at = $11
      where id = $1`,
    [id, ...agreedColumns(agreed), tx.now()],
  )
}

function agreedColumns(agreed: AgreedSchedule): unknown[] {
  return [
    agreed.basis.connectionId,
    JSON.stringify(agreed.rule),
    JSON.stringify(agreed.consent),
    JSON.stringify(agreed.basis),
    agreed.keeper,
    agreed.horizonDays,
    agreed.consent.by,
    agreed.startsAt,
    agreed.rowsAgreed,
  ]
}

/** The consent holds for what there is now. */
export async function saveBasis(
  tx: Queries,
  id: string,
  { consent, basis, rowsAgreed }: Pick<AgreedSchedule, 'consent' | 'basis' | 'rowsAgreed'>,
): Promise<void> {
  await tx.query(
    `update schedules set consent = $2::jsonb, basis = $3::jsonb, connection_id = $4, rows_agreed = $5 where id = $1`,
    [id, JSON.stringify(consent), JSON.stringify(basis), basis.connectionId, rowsAgreed],
  )
}

export async function moveSchedule(
  tx: Queries,
  id: string,
  to: { state: ScheduleState; cause?: ScheduleCause | null; reason?: string | null },
): Promise<void> {
  await tx.query(
    `update schedules set state = $2, cause = $3, reason = $4, look_at = $5, updated_at = $5 where id = $1`,
    [id, to.state, to.cause ?? null, to.reason ?? null, tx.now()],
  )
}

/** Null: there is nothing to do for it until somebody does something. */
export async function lookAgain(queries: Queries, id: string, at: Date | null): Promise<void> {
  await queries.query('update schedules set look_at = $2 where id = $1', [id, at])
}

/** These rows are in, in this order. */
export async function saveTakenIn(
  tx: Queries,
  id: string,
  taken: { rowSetId: string; rankedBy: string },
): Promise<void> {
  await tx.query('update schedules set row_set_id = $2, ranked_by = $3 where id = $1', [
    id,
    taken.rowSetId,
    taken.rankedBy,
  ])
}

/** With what the pages on the site were compared; empty: with nothing. */
export async function saveCompared(tx: Queries, id: string, mark: string): Promise<void> {
  await tx.query('update schedules set compared_with = $2 where id = $1', [id, mark])
}

export async function saveRowsAgreed(tx: Queries, id: string, rows: number): Promise<void> {
  await tx.query('update schedules set rows_agreed = $2 where id = $1', [id, rows])
}

/** All pages are dated anew. */
export async function saveNewDating(tx: Queries, id: string, from: Date): Promise<void> {
  await tx.query('update schedules set dating_number = dating_number + 1 where id = $1', [id])
  await saveDating(tx, id, { from, rank: 0, at: null, pages: null })
}

/** A dating goes on behind this rank and slot. */
export async function saveDating(
  tx: Queries,
  id: string,
  { from, rank, at, pages }: { from: Date; rank: number; at: Date | null; pages: number | null },
): Promise<void> {
  await tx.query(
    `update schedules set dates_from = $2, dating_rank = $3, dating_at = $4, dating_pages = $5, look_at = $6 where id = $1`,
    [id, from, rank, at, pages, tx.now()],
  )
}

export async function endDating(tx: Queries, id: string): Promise<void> {
  await tx.query(
    `update schedules set dating_rank = null, dating_at = null, dating_pages = null, look_at = $2 where id = $1`,
    [id, tx.now()],
  )
}

export async function scheduleIdsOf(queries: Queries, projectId: string): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>('select id from schedules where project_id = $1', [
    projectId,
  ])
  return rows.map((row) => row.id)
}

export async function deleteSchedules(queries: Queries, ids: readonly string[]): Promise<void> {
  await queries.query('delete from schedules where id = any($1::text[])', [ids])
}

/** How far taking dates out of Wix has come. `number` counts the plans of it. */
export async function saveDates(
  tx: Queries,
  id: string,
  {
    planId,
    runId,
    number,
    after,
  }: {
    planId: string | null
    runId: string | null
    number: number
    after?: Date | null
  },
): Promise<void> {
  await tx.query(
    `update schedules set dates_plan_id = $2, dates_run_id = $3, dates_number = $4, dates_after = $5 where id = $1`,
    [id, planId, runId, number, after ?? null],
  )
}

/** What an earlier schedule of the project had begun to take out of Wix. */
export async function inheritDates(tx: Queries, id: string, before: ScheduleRow): Promise<void> {
  await saveDates(tx, before.id, { planId: null, runId: null, number: before.dates_number })
  await saveDates(tx, id, {
    planId: before.dates_plan_id,
    runId: before.dates_run_id,
    number: before.dates_number,
  })
}
