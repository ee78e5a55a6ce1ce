// Lists in an order that somebody chose: walks along indexes, one after the other, and within one several at once whose
// heads are merged. Places are told by keys, so that what changes meanwhile moves nothing. The SQL is the caller's.
import type { Queries } from './db/types.ts'
import { AppError } from './errors.ts'
import type { ScanStep } from './scan.ts'

/** One part of a list, all of it in one order. */
export interface Stretch {
  /** Which rows: SQL beside that of the list. */
  where: string
  /** The column it is sorted by before `position`; null: by the position alone. */
  by: WalkKey | null
  /** Of the column and of the position behind it. */
  desc: boolean
  /** How many rows, where that is known: an empty stretch is passed. */
  count: number | null
  /** Not more rows than these, where no count is known. */
  most?: number
  /** SQL that divides it into parts, each with an index in this order. Left out: it has one itself. */
  parts?: readonly string[]
}

export interface WalkKey {
  column: string
  type: 'text' | 'timestamptz'
}

export interface WalkedList {
  /** `from ... where ...`, with its parameters. */
  from: string
  params: readonly unknown[]
  /** What is read of each row; `position` is among it. */
  columns: string
  stretches: readonly Stretch[]
}

/** Where a walk goes on: the stretch, the key and the position of the last row seen. */
export type WalkPlace = readonly [stretch: number, key: string | null, position: number]

interface Walked {
  position: number
  /** `by` of the row, as a text. */
  walkKey: string | null
}

/** SQL that says which rows of the walk are meant, with its parameters as `?`. */
export interface Matching {
  sql: string
  params: readonly unknown[]
}

/** So few rows are gathered and sorted sooner than found along the order of all the others. */
const few = 2_000

/** The next rows from after a place on, each with its own. */
export async function walkList<Row>(
  queries: Queries,
  list: WalkedList,
  { after, limit }: { after: WalkPlace | null; limit: number },
): Promise<{ row: Row; place: WalkPlace }[]> {
  const found: { row: Row; place: WalkPlace }[] = []
  for (let at = after?.[0] ?? 0; at < list.stretches.length && found.length < limit; at += 1) {
    if (list.stretches[at]!.count === 0) continue
    const range = { after: after?.[0] === at ? after : null, limit: limit - found.length }
    const { sql, params } = stretchSql(list, at, range)
    const { rows } = await queries.query<Row & Walked>(sql, params)
    for (const row of rows) found.push({ row, place: placeOf(at, row) })
  }
  return found
}

/** Looks at the next `size` rows from after a place on for those that are meant; a step of a scan. */
export async function searchList<Row>(
  queries: Queries,
  list: WalkedList,
  {
    after,
    size,
    limit,
    matching,
  }: { after: WalkPlace | null; size: number; limit: number; matching: Matching },
): Promise<ScanStep<Row, WalkPlace>> {
  const step: ScanStep<Row, WalkPlace> = { matches: [], looked: 0, last: null }
  for (let at = after?.[0] ?? 0; at < list.stretches.length && step.looked < size; at += 1) {
    if (list.stretches[at]!.count === 0) continue
    const range = { after: after?.[0] === at ? after : null, limit: size - step.looked }
    const { sql, params } = stretchSql(list, at, range, matching)
    const { way } = wayOf(list.stretches[at]!)
    // Of the others only the last is needed, from which the next step goes on.
    const { rows } = await queries.query<Row & Walked & { matches: boolean; nth: number }>(
      `with part as (${sql}), numbered as (
         select *, row_number() over (order by "walkSort" ${way}, position ${way})::int as nth from part)
       select * from numbered where matches or nth = (select count(*) from part)
        order by nth limit $${params.push(limit + 1)}`,
      params,
    )
    const before = step.looked
    for (const row of rows)
      if (row.matches) step.matches.push({ item: row, place: placeOf(at, row), nth: before + row.nth })
    const last = rows.at(-1)
    if (!last) continue
    step.looked += last.nth
    step.last = placeOf(at, last)
    if (step.matches.length > limit) break
  }
  return step
}

/** The place of the row before the `offset`-th of a list, to walk on from; null: there are not so many. */
export async function placeBefore(
  queries: Queries,
  list: WalkedList,
  offset: number,
): Promise<WalkPlace | null> {
  let left = offset
  for (const [at, { count, where }] of list.stretches.entries()) {
    if (count !== null && left > count) {
      left -= count
      continue
    }
    // Where it is nearer, from the end.
    const isFar = count !== null && left > count / 2
    const steps = isFar ? count - left + 1 : left
    const narrow = {
      ...list,
      columns: 'position',
      stretches: isFar ? list.stretches.map(turned) : list.stretches,
    }
    const { sql, params } = stretchSql(narrow, at, { after: null, limit: steps })
    const { rows } = await queries.query<Walked>(`${sql} offset $${params.push(steps - 1)}`, params)
    if (rows[0]) return placeOf(at, rows[0])
    const counted = await queries.query<{ n: number }>(
      `select count(*)::int as n ${list.from} and ${where}`,
      list.params,
    )
    left -= counted.rows[0]!.n
  }
  return null
}

function turned(stretch: Stretch): Stretch {
  return { ...stretch, desc: !stretch.desc }
}

/** For a cursor: a title is part of it, and whoever pastes it into a shell or an address must not have to quote it. */
export function spellPlace(place: WalkPlace): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** @throws `bad_request` for what is no place in a list of these stretches */
export function readPlace(text: string, stretches: readonly Stretch[]): WalkPlace {
  const value = parse(text)
  const [at, key, position] = Array.isArray(value) && value.length === 3 ? value : []
  const stretch = Number.isSafeInteger(at) ? stretches[at] : undefined
  if (stretch && isPosition(position) && isKeyOf(stretch, key)) return [at, key, position]
  throw invalidCursor()
}

/** Of a list in the order of its positions. @throws `bad_request` for what is no position */
export function readPositionCursor(cursor: string | undefined): number {
  if (cursor === undefined) return -1
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor)
  throw invalidCursor()
}

function invalidCursor(): AppError {
  return new AppError('bad_request', 'This cursor is not valid. Start again from the first page.')
}

const mostPosition = 2 ** 31 - 1
const isPosition = (value: unknown) =>
  Number.isSafeInteger(value) && Math.abs(value as number) <= mostPosition

function isKeyOf({ by }: Stretch, key: unknown): key is string | null {
  if (by === null) return key === null
  if (typeof key !== 'string') return false
  // What the database could not read would be a fault of ours.
  if (by.type === 'text') return !key.includes('\0')
  return /^\d{4}-\d\d-\d\d [\d:.+-]{8,22}$/.test(key) && !Number.isNaN(Date.parse(isoOf(key)))
}

/** `2027-03-01 12:30:00.5+00` as every reader of dates knows it. */
function isoOf(text: string): string {
  return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

function placeOf(at: number, { walkKey, position }: Walked): WalkPlace {
  return [at, walkKey, position]
}

function wayOf({ desc }: Stretch): { beyond: '<' | '>'; way: 'asc' | 'desc' } {
  return desc ? { beyond: '<', way: 'desc' } : { beyond: '>', way: 'asc' }
}

/** Rows as `columns`, with `walkSort`, `walkKey` and, where something is looked for, `matches`. */
function stretchSql(
  { from, columns, stretches, params: given }: WalkedList,
  at: number,
  { after, limit }: { after: WalkPlace | null; limit: number },
  matching?: Matching,
): { sql: string; params: unknown[] } {
  const params = [...given]
  const param = (value: unknown) => `$${params.push(value)}`
  const stretch = stretches[at]!
  const { where, by, parts = ['true'] } = stretch
  const { beyond, way } = wayOf(stretch)
  const shown = [
    columns,
    `${by?.column ?? 'null::text'} as "walkSort"`,
    `${by?.column ?? 'null'}::text as "walkKey"`,
  ]
  if (matching) shown.push(`(${filledIn(matching, param)}) as matches`)
  const rowsWhere = (condition: string) => `select ${shown.join(', ')} ${from} and ${where} and ${condition}`
  const order = (column: string) => `order by ${by ? `${column} ${way}, ` : ''}position ${way} limit ${most}`
  const most = param(limit)
  const key = after && by && `${param(after[1])}::${by.type}`
  const position = after && `${param(after[2])}::integer`
  const behind = (column: string) => {
    if (position === null) return 'true'
    return key === null
      ? `position ${beyond} ${position}`
      : `(${column}, position) ${beyond} (${key}, ${position})`
  }
  if ((stretch.count ?? stretch.most ?? Number.POSITIVE_INFINITY) <= few) {
    const sql = `with few as materialized (${rowsWhere('true')})
      select * from few where ${behind('"walkSort"')} ${order('"walkSort"')}`
    return { sql, params }
  }
  const column = by?.column ?? ''
  const walks = parts.map((part) => `(${rowsWhere(`${part} and ${behind(column)}`)} ${order(column)})`)
  const sql =
    walks.length === 1
      ? walks[0]!.slice(1, -1)
      : `select * from (${walks.join(' union all ')}) w ${order('"walkSort"')}`
  return { sql, params }
}

function filledIn({ sql, params }: Matching, param: (value: unknown) => string): string {
  const left = [...params]
  return sql.replace(/\?/g, () => param(left.shift()))
}
