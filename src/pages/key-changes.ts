// key_changes: rows that are the same although their key changed, as their owner said. The only file with SQL on this
// table, which only grows.
import { inBatches } from '../batches.ts'
import type { Queries } from '../db/types.ts'
import { pageSeed } from '../targets/target.ts'

/** A row that had another key before. */
export interface KeyChange {
  formerKey: string
  rowKey: string
  /** It takes back what was said before. */
  isBack?: true
}

const chunk = 1_000

/**
 * What stands for the keys of these rows in all that is made of their pages, where that is not the key itself: the key
 * under which a page was first made, or for one whose page went on under another key something new.
 */
export async function readMadeAs(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Map<string, string>> {
  if (rowKeys.length === 0) return new Map()
  const { rows } = await queries.query<{ key: string; made_as: string }>(
    `select distinct on (key) key, made_as
       from (select row_key as key, made_as, number from key_changes
              where project_id = $1 and row_key = any($2::text[])
             union all
             select former_key, former_made_as, number from key_changes
              where project_id = $1 and former_key = any($2::text[])) c
      order by key, number desc`,
    [projectId, rowKeys],
  )
  return new Map(rows.map((row) => [row.key, row.made_as]))
}

/** What the pages of these rows are recognised by, by row key. */
export async function readSeeds(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Map<string, string>> {
  const madeAs = await readMadeAs(queries, projectId, rowKeys)
  return new Map(rowKeys.map((rowKey) => [rowKey, pageSeed(projectId, madeAs.get(rowKey) ?? rowKey)]))
}

/** What these rows were called at this instant, as far as they got their keys after it and have them still. */
export async function formerKeysOf(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
  since: string,
): Promise<Map<string, string>> {
  const { rows } = await queries.query<{ key: string; former: string | null }>(
    `select distinct on (key) key, former
       from (select row_key as key, former_key as former, number from key_changes
              where project_id = $1 and row_key = any($2::text[]) and changed_at >= $3
             union all
             select former_key, null, number from key_changes
              where project_id = $1 and former_key = any($2::text[]) and changed_at >= $3) c
      order by key, number desc`,
    [projectId, rowKeys, since],
  )
  return new Map(rows.flatMap((row) => (row.former === null ? [] : [[row.key, row.former] as const])))
}

/** In their order. Call in the transaction that moves the pages themselves. */
export async function recordKeyChanges(
  tx: Queries,
  projectId: string,
  changes: readonly KeyChange[],
): Promise<void> {
  for (const part of inBatches(changes, chunk)) {
    const formerKeys = part.map((one) => one.formerKey)
    const madeAs = await readMadeAs(tx, projectId, formerKeys)
    const lives = await countLives(tx, projectId, formerKeys)
    await tx.query(
      `insert into key_changes (project_id, former_key, row_key, made_as, former_made_as, is_back, changed_at)
       select $1, o.former_key, o.row_key, o.made_as, o.former_made_as, o.is_back, $7
         from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[]) with ordinality
           as o(former_key, row_key, made_as, former_made_as, is_back, place)
        order by o.place`,
      [
        projectId,
        formerKeys,
        part.map((one) => one.rowKey),
        formerKeys.map((key) => madeAs.get(key) ?? key),
        // No key has a line end, so that no other row is made so.
        formerKeys.map((key) => `${key}\n${(lives.get(key) ?? 0) + 2}`),
        part.map((one) => one.isBack ?? false),
        tx.now(),
      ],
    )
  }
}

/** How often pages went on from each of these keys under another. */
async function countLives(
  queries: Queries,
  projectId: string,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await queries.query<{ former_key: string; lives: number }>(
    `select former_key, count(*)::int as lives from key_changes
      where project_id = $1 and former_key = any($2::text[]) group by former_key`,
    [projectId, keys],
  )
  return new Map(rows.map((row) => [row.former_key, row.lives]))
}

/** A key as it was at some time. */
export interface DatedKey {
  rowKey: string
  /** An ISO instant, as the program's clock has it. */
  at: string
}

/** What rows with these keys are called now, in their order. */
export async function keysNow(
  queries: Queries,
  projectId: string,
  keys: readonly DatedKey[],
): Promise<string[]> {
  if (keys.length === 0) return []
  const { rows } = await queries.query<{ place: number; key: string }>(
    `with recursive moved as (
       select k.place, k.key collate "C" as key, k.at, 0::bigint as number
         from unnest($2::text[], $3::timestamptz[]) with ordinality as k(key, at, place)
       union all
       select m.place, c.row_key, m.at, c.number
         from moved m
        cross join lateral (
          select row_key, number from key_changes
           where project_id = $1 and former_key = m.key and number > m.number and changed_at >= m.at
           order by number limit 1) c)
     select distinct on (place) place::int as place, key from moved order by place, number desc`,
    [projectId, keys.map((one) => one.rowKey), keys.map((one) => one.at)],
  )
  const now = new Map(rows.map((row) => [row.place, row.key]))
  return keys.map(({ rowKey }, at) => now.get(at + 1) ?? rowKey)
}

/** Whether any row of the project got another key from this instant on. */
export async function hasKeyChanges(queries: Queries, projectId: string, since: string): Promise<boolean> {
  const { rowCount } = await queries.query(
    'select 1 from key_changes where project_id = $1 and changed_at >= $2 limit 1',
    [projectId, since],
  )
  return rowCount > 0
}

/** What was recorded of rows, by the keys that they have now. */
export async function withKeysNow<One extends DatedKey>(
  queries: Queries,
  projectId: string,
  recorded: readonly One[],
): Promise<One[]> {
  const keys = await keysNow(queries, projectId, recorded)
  return recorded.map((one, place) => ({ ...one, rowKey: keys[place]! }))
}

/** These keys and all that rows called so now were ever called before. */
export async function keysEver(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<string[]> {
  const { rows } = await queries.query<{ key: string }>(
    `with recursive ever as (
       select k.key collate "C" as key from unnest($2::text[]) as k(key)
       union
       select c.former_key from ever e join key_changes c on c.project_id = $1 and c.row_key = e.key)
     select key from ever`,
    [projectId, rowKeys],
  )
  return rows.map((row) => row.key)
}

/** Rows that were said to have had another key from this instant on, and of which that still holds. */
export async function keyChangesSince(
  queries: Queries,
  projectId: string,
  since: string,
): Promise<KeyChange[]> {
  const { rows } = await queries.query<KeyChange>(
    `select c.former_key as "formerKey", c.row_key as "rowKey" from key_changes c
      where c.project_id = $1 and c.changed_at >= $2 and not c.is_back
        and not exists (select 1 from key_changes l
                         where l.project_id = $1 and l.number > c.number
                           and (l.row_key = c.row_key or l.former_key = c.row_key))
      order by c.number`,
    [projectId, since],
  )
  return rows
}

/** Of a project that goes, a few thousand at a time; false when there was nothing left. */
export async function forgetKeyChanges(queries: Queries, projectId: string, limit: number): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from key_changes where (project_id, number) in
       (select project_id, number from key_changes where project_id = $1 limit $2)`,
    [projectId, limit],
  )
  return rowCount > 0
}
