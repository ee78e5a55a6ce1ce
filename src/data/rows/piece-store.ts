// The table of pieces, and the SQL by which the rows of a set are found through them.
import { inBatches } from '../../batches.ts'
import type { Database, Queries } from '../../db/types.ts'
import type { Piece, Stretch } from './pieces.ts'

const readChunk = 5_000
const lastLine = 2_147_483_647

/** The id of the pool in which the rows of this set lie. `set`: a parameter such as `$1`. */
export function poolOf(set: string): string {
  return `(select pool_id from row_sets where id = ${set})`
}

/**
 * To be joined to `rows b`: leaves those that belong to the set, as `m.line` with the line they have there. The way by
 * key, for `where b.pool_id = ... and b.row_key ...`.
 */
export function memberOf(set: string): string {
  return `cross join lateral (
    select q.shift + b.line as line from (
      select p.line - p.from_line as shift, p.to_line from row_set_pieces p
       where p.row_set_id = ${set} and p.from_set_id = b.row_set_id and p.from_line <= b.line
       order by p.from_line desc limit 1) q
     where q.to_line >= b.line) m`
}

/**
 * The rows of set $1 from after line $2 on, at most $3 of them: `line` and the columns of `rows` that are named, if any. The
 * way by line. The limit inside keeps a long piece from being read to its end.
 */
export function rowsByLine(columns: string): string {
  return `
    select p.line - p.from_line + b.line as line${named(columns)}
      from row_set_pieces p
      cross join lateral (
        select line${named(columns)} from rows
         where row_set_id = p.from_set_id and line between p.from_line and p.to_line
           and line > $2::bigint - p.line + p.from_line
         order by line limit $3) b
     where p.row_set_id = $1
       and p.line >= coalesce((select max(line) from row_set_pieces where row_set_id = $1 and line <= $2), 0)
     order by p.line, b.line limit $3`
}

const named = (columns: string) => (columns === '' ? '' : `, ${columns}`)

/** Makes the set consist of all rows that are stored under its own id. */
export async function insertWholePiece(queries: Queries, rowSetId: string): Promise<void> {
  await queries.query(
    `insert into row_set_pieces (row_set_id, line, from_set_id, from_line, to_line) values ($1, 0, $1, 0, ${lastLine})`,
    [rowSetId],
  )
}

export async function insertPieces(database: Database, rowSetId: string, pieces: Piece[]): Promise<void> {
  await database.copyInto(
    'row_set_pieces',
    ['row_set_id', 'line', 'from_set_id', 'from_line', 'to_line'],
    pieces.map(({ line, setId, from, to }) => [rowSetId, line, setId, from, to]),
  )
}

export async function countPieces(queries: Queries, rowSetId: string): Promise<number> {
  const { rows } = await queries.query<{ n: number }>(
    'select count(*) as n from row_set_pieces where row_set_id = $1',
    [rowSetId],
  )
  return rows[0]!.n
}

/** All stretches of a set, a few MB for a hundred thousand of them. */
export async function readStretches(queries: Queries, rowSetId: string): Promise<Stretch[]> {
  const found: Stretch[] = []
  for (let after = -1; ; ) {
    const { rows } = await queries.query<{ line: number; setId: string; from: number; to: number }>(
      `select line, from_set_id as "setId", from_line as "from", to_line as "to" from row_set_pieces
        where row_set_id = $1 and line > $2 order by line limit ${readChunk}`,
      [rowSetId, after],
    )
    for (const { setId, from, to } of rows) found.push({ setId, from, to })
    const last = rows.at(-1)
    if (!last || rows.length < readChunk) return found
    after = last.line
  }
}

/** All rows that are stored under the id of this set, whether it consists of them or not. */
export function ownStretch(rowSetId: string): Stretch {
  return { setId: rowSetId, from: 0, to: lastLine }
}

/** The last row a statement came to, by who brought it. */
export interface StoredPlace {
  setId: string
  line: number
}

const stretchesAtOnce = 200

/**
 * Lets `visit` deal with the stored rows of these stretches, in order and in portions: it is given stretches, deals
 * with the first rows of them and says which was the last, or null when there was none left.
 */
export async function walkStretches(
  stretches: readonly Stretch[],
  visit: (part: Stretch[]) => Promise<StoredPlace | null>,
): Promise<void> {
  for (let part of inBatches(stretches, stretchesAtOnce)) {
    while (part.length > 0) {
      const last = await visit(part)
      part = last ? restAfter(part, last) : []
    }
  }
}

function restAfter(part: Stretch[], { setId, line }: StoredPlace): Stretch[] {
  const at = part.findIndex((one) => one.setId === setId && one.from <= line && line <= one.to)
  const { to } = part[at]!
  const rest = part.slice(at + 1)
  return line < to ? [{ setId, from: line + 1, to }, ...rest] : rest
}

/** The stored rows of the stretches $1 (sets), $2 (from), $3 (to), in their order, the first $4 of them. */
export const storedRows = `
  select w.n, b.row_set_id, b.line, b.row_key
    from unnest($1::text[], $2::int[], $3::int[]) with ordinality w(set_id, from_line, to_line, n)
    cross join lateral (
      select row_set_id, line, row_key from rows
       where row_set_id = w.set_id and line between w.from_line and w.to_line order by line limit $4) b
   order by w.n, b.line limit $4`

export function stretchParams(part: Stretch[]): [setIds: string[], from: number[], to: number[]] {
  return [part.map((one) => one.setId), part.map((one) => one.from), part.map((one) => one.to)]
}
