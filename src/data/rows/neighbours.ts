// One row out of many: the one before or after another, any at all, and those that hold the most or the least. Each is
// a short walk along an index, or a walk over all rows in short steps whose result is remembered: a set never changes.
import type { Queries } from '../../db/types.ts'
import { memberOf, poolOf, rowsByLine } from './piece-store.ts'

export interface PlacedRow {
  rowKey: string
  line: number
}

const placed = 'row_key as "rowKey"'

/** The first row behind this line, or null at the end. */
export async function rowAfter(queries: Queries, rowSetId: string, line: number): Promise<PlacedRow | null> {
  const { rows } = await queries.query<PlacedRow>(
    `select line, ${placed} from (${rowsByLine('row_key')}) r`,
    [rowSetId, line, 1],
  )
  return rows[0] ?? null
}

/** The last row before this line, or null at the beginning. */
export async function rowBefore(queries: Queries, rowSetId: string, line: number): Promise<PlacedRow | null> {
  const { rows } = await queries.query<PlacedRow>(
    `select p.line - p.from_line + b.line as line, b.${placed}
       from row_set_pieces p
       cross join lateral (
         select line, row_key from rows
          where row_set_id = p.from_set_id and line between p.from_line and p.to_line
            and line < $2::bigint - p.line + p.from_line
          order by line desc limit 1) b
      where p.row_set_id = $1 and p.line < $2
      order by p.line desc limit 1`,
    [rowSetId, line],
  )
  return rows[0] ?? null
}

const lastLine = 2_147_483_647

/** The last row of the set, or null of an empty one. */
export function lastRow(queries: Queries, rowSetId: string): Promise<PlacedRow | null> {
  return rowBefore(queries, rowSetId, lastLine)
}

/** The line of a row, or null where the set has none with this key. */
export async function lineOf(queries: Queries, rowSetId: string, rowKey: string): Promise<number | null> {
  const { rows } = await queries.query<{ line: number }>(
    `select m.line from rows b ${memberOf('$1')} where b.pool_id = ${poolOf('$1')} and b.row_key = $2`,
    [rowSetId, rowKey],
  )
  return rows[0]?.line ?? null
}

/** Keys of rows, those that hold the most text and those with the most empty cells, each beginning with the first. */
export interface Extremes {
  longest: string[]
  emptiest: string[]
}

const atOnce = 2_000
/** So that asking again shows the next. */
const kept = 20
const rememberedSets = 20
const remembered = new Map<string, Promise<Extremes>>()

/** Walks over all rows the first time, a hundred thousand in about a second, without holding up others. */
export function findExtremes(queries: Queries, rowSetId: string): Promise<Extremes> {
  const known = remembered.get(rowSetId)
  if (known) return known
  const found = walkExtremes(queries, rowSetId)
  remembered.set(rowSetId, found)
  found.catch(() => remembered.delete(rowSetId))
  const oldest = remembered.keys().next().value
  if (remembered.size > rememberedSets && oldest !== undefined) remembered.delete(oldest)
  return found
}

interface Weighed extends PlacedRow {
  kind: 'longest' | 'emptiest' | 'last'
  weight: number
}

async function walkExtremes(queries: Queries, rowSetId: string): Promise<Extremes> {
  let found: Weighed[] = []
  for (let after = 0; ; ) {
    const { rows } = await queries.query<Weighed>(
      `with part as (${rowsByLine('row_key, cells')}),
       weighed as (
         select line, row_key, octet_length(cells::text) as length,
                jsonb_array_length(jsonb_path_query_array(cells, '$[*] ? (@ == "")')) as blanks from part)
       (select 'longest' as kind, line, ${placed}, length as weight from weighed
         order by length desc, line limit $4)
       union all
       (select 'emptiest', line, ${placed}, blanks from weighed order by blanks desc, line limit $4)
       union all
       (select 'last', line, ${placed}, 0 from weighed order by line desc limit 1)`,
      [rowSetId, after, atOnce, kept],
    )
    const last = rows.find(({ kind }) => kind === 'last')
    if (!last) break
    after = last.line
    found = heaviest([...found, ...rows.filter(({ kind }) => kind !== 'last')])
  }
  const keysOf = (wanted: Weighed['kind']) =>
    found.filter(({ kind }) => kind === wanted).map(({ rowKey }) => rowKey)
  return { longest: keysOf('longest'), emptiest: keysOf('emptiest') }
}

/** Of either kind the heaviest, in order. */
function heaviest(all: readonly Weighed[]): Weighed[] {
  return (['longest', 'emptiest'] as const).flatMap((wanted) =>
    all
      .filter(({ kind }) => kind === wanted)
      .sort((a, b) => b.weight - a.weight || a.line - b.line)
      .slice(0, kept),
  )
}
