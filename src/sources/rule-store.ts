// refresh_rules and refresh_rows. The only file with SQL on these tables.
import type { Reaction, RefreshConsent, RefreshRule } from '../api/refresh-rule.ts'
import type { ScheduleCause } from '../api/schedule.ts'
import type { Queries, Tx } from '../db/types.ts'
import type { Basis } from '../schedules/consent.ts'

export interface RuleRow {
  project_id: string
  workspace_id: string
  reaction: Reaction
  author: string
  consent: RefreshConsent | null
  basis: Basis | null
  state: RefreshRule['state']
  cause: ScheduleCause | null
  reason: string | null
  import_id: string | null
  plan_id: string | null
  tries: number
  look_at: string | null
}

export async function findRule(queries: Queries, projectId: string): Promise<RuleRow | null> {
  const { rows } = await queries.query<RuleRow>('select * from refresh_rules where project_id = $1', [
    projectId,
  ])
  return rows[0] ?? null
}

/** Of these projects, the rules that wait for their owner. */
export async function waitingRules(queries: Queries, projectIds: readonly string[]): Promise<RuleRow[]> {
  const { rows } = await queries.query<RuleRow>(
    `select * from refresh_rules where project_id = any($1::text[]) and state = 'waiting'`,
    [projectIds],
  )
  return rows
}

/** Keeps others from changing it until the transaction ends. */
export async function lockRule(tx: Tx, projectId: string): Promise<RuleRow | null> {
  const { rows } = await tx.query<RuleRow>('select * from refresh_rules where project_id = $1 for update', [
    projectId,
  ])
  return rows[0] ?? null
}

export async function listDueRules(queries: Queries, limit: number): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(
    `select project_id as id from refresh_rules where look_at <= $1::timestamptz
      order by look_at, project_id limit $2`,
    [queries.now(), limit],
  )
  return rows.map((row) => row.id)
}

export async function saveRule(
  tx: Tx,
  rule: Pick<RuleRow, 'project_id' | 'workspace_id' | 'reaction' | 'author' | 'consent' | 'basis'>,
): Promise<void> {
  const json = (value: object | null) => value && JSON.stringify(value)
  await tx.query(
    `insert into refresh_rules (project_id, workspace_id, reaction, author, consent, basis, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)
     on conflict (project_id) do update
        set reaction = $3, author = $4, consent = $5, basis = $6, updated_at = $7, cause = null, reason = null,
            tries = 0, plan_id = null, state = case when $3 = 'publish' and refresh_rules.state <> 'idle' then 'open' else 'idle' end,
            look_at = case when $3 = 'publish' and refresh_rules.state <> 'idle' then $7 end`,
    [
      rule.project_id,
      rule.workspace_id,
      rule.reaction,
      rule.author,
      json(rule.consent),
      json(rule.basis),
      tx.now(),
    ],
  )
}

type RuleChange = Partial<
  Pick<RuleRow, 'state' | 'cause' | 'reason' | 'import_id' | 'plan_id' | 'tries' | 'look_at'>
>

export async function moveRule(queries: Queries, projectId: string, change: RuleChange): Promise<void> {
  // Names of columns, from the code alone.
  const names = Object.keys(change) as (keyof RuleChange)[]
  const sets = names.map((name, index) => `, ${name} = $${index + 3}`)
  await queries.query(`update refresh_rules set updated_at = $2${sets.join('')} where project_id = $1`, [
    projectId,
    queries.now(),
    ...names.map((name) => change[name]),
  ])
}

export async function addRows(tx: Queries, projectId: string, rowKeys: readonly string[]): Promise<void> {
  await tx.query(
    `insert into refresh_rows (project_id, row_key) select $1, k from unnest($2::text[]) k
     on conflict do nothing`,
    [projectId, rowKeys],
  )
}

export async function countRows(queries: Queries, projectId: string): Promise<number> {
  const { rows } = await queries.query<{ n: number }>(
    'select count(*)::int as n from refresh_rows where project_id = $1',
    [projectId],
  )
  return rows[0]?.n ?? 0
}

export async function rowsAfter(
  queries: Queries,
  projectId: string,
  { afterKey, limit }: { afterKey: string; limit: number },
): Promise<string[]> {
  const { rows } = await queries.query<{ key: string }>(
    'select row_key as key from refresh_rows where project_id = $1 and row_key > $2 order by row_key limit $3',
    [projectId, afterKey, limit],
  )
  return rows.map((row) => row.key)
}

export async function dropRows(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<void> {
  await queries.query('delete from refresh_rows where project_id = $1 and row_key = any($2::text[])', [
    projectId,
    rowKeys,
  ])
}

export async function dropAllRows(queries: Queries, projectId: string): Promise<void> {
  await queries.query('delete from refresh_rows where project_id = $1', [projectId])
}
