// Keys as earlier versions spelt them, with what nobody sees still in them: a row keeps the one it is known by, so that
// it stays the same page.
import type { Queries } from '../../db/types.ts'
import type { DatasetVersion } from '../datasets.ts'
import { memberOf, poolOf } from '../rows/piece-store.ts'
import { toOldRowKey, toRowKey } from './row-key.ts'

/**
 * SQL: whether a key may be spelt otherwise now. An index of the ledger has the same words, see the migration of keys.
 */
export const mayBeOld = (key: string) =>
  `${key} ~ '[\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u1680\\u17b4\\u17b5\\u180e\\u2000-\\u2011\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe0e\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\U0001d173-\\U0001d17a\\U000e0001-\\U000e007f]|  '`

/** Who else knows rows of a dataset by their keys: what was published of them. */
export interface PublishedKeys {
  /** Keys that may be spelt otherwise now. */
  old(queries: Queries, datasetId: string): Promise<string[]>
  /** Which of these keys are known. */
  among(queries: Queries, datasetId: string, rowKeys: readonly string[]): Promise<Set<string>>
}

export const nothingPublished: PublishedKeys = {
  old: async () => [],
  among: async () => new Set(),
}

/** Gives a row of today the key it is known by. */
export class KnownKeys {
  private readonly olds = new Map<string, string[]>()
  private readonly plain: ReadonlySet<string>
  /** A row was given a key as it was spelt before. */
  wasUsed = false

  /** `olds`: as they are spelt; `plain`: today's keys of these that are known as well. */
  constructor(olds: readonly string[], plain: ReadonlySet<string>) {
    this.plain = plain
    for (const old of olds) {
      const key = toRowKey(old)
      this.olds.set(key, [...(this.olds.get(key) ?? []), old])
    }
  }

  get isEmpty(): boolean {
    return this.olds.size === 0
  }

  /** `rowKey`: the key of the row today; `cell`: what it was made of. */
  nameOf(rowKey: string, cell: string): string {
    const olds = this.olds.get(rowKey)
    if (!olds) return rowKey
    const asBefore = toOldRowKey(cell)
    if (!olds.includes(asBefore) && this.plain.has(rowKey)) return rowKey
    this.wasUsed = true
    return olds.includes(asBefore) ? asBefore : olds[0]!
  }
}

/** What rows of the dataset are known by, when that is not how their keys would be spelt today. */
export async function readKnownKeys(
  queries: Queries,
  dataset: { id: string; base: DatasetVersion } | null,
  published: PublishedKeys,
): Promise<KnownKeys> {
  if (!dataset) return new KnownKeys([], new Set())
  const { id, base } = dataset
  const candidates = [
    ...(base.hasOldKeys ? await oldKeysOf(queries, base.rowSetId) : []),
    ...(await published.old(queries, id)),
  ]
  const olds = [...new Set(candidates)].filter((key) => toRowKey(key) !== key)
  if (olds.length === 0) return new KnownKeys([], new Set())
  const today = [...new Set(olds.map(toRowKey))]
  const plain = await published.among(queries, id, today)
  for (const key of await keysAmong(queries, base.rowSetId, today)) plain.add(key)
  return new KnownKeys(olds, plain)
}

const chunk = 5_000

/** Walks the keys of the set once, which an import after the first one need not do again. */
async function oldKeysOf(queries: Queries, rowSetId: string): Promise<string[]> {
  const found: string[] = []
  for (let after: string | null = ''; after !== null; ) {
    const { rows }: { rows: { last: string | null; keys: string[] }[] } = await queries.query(
      `with part as materialized (
         select row_key from rows where pool_id = ${poolOf('$1')} and row_key > $2
          group by row_key order by row_key limit $3)
       select (select max(row_key) from part) as last,
              array(select b.row_key from part k
                      join rows b on b.pool_id = ${poolOf('$1')} and b.row_key = k.row_key ${memberOf('$1')}
                     where ${mayBeOld('k.row_key')}) as keys`,
      [rowSetId, after, chunk],
    )
    found.push(...rows[0]!.keys)
    after = rows[0]!.last
  }
  return found
}

async function keysAmong(queries: Queries, rowSetId: string, rowKeys: readonly string[]): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select b.row_key from rows b ${memberOf('$1')}
      where b.pool_id = ${poolOf('$1')} and b.row_key = any($2::text[])`,
    [rowSetId, rowKeys],
  )
  return rows.map((row) => row.row_key)
}
