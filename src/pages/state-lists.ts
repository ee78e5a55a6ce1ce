// page_states, read: lists in any order, each a short walk along an index. One index serves one order of one state, so
// a list of several states is merged from the heads of their walks.
import type { PageSort } from '../api/page.ts'
import { numberOfState, type PageState, pageStates, stateOfNumber } from '../api/page-state.ts'
import type { Problem } from '../api/problem.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'

/** Which pages, in which order. */
export interface StateOrder {
  states: readonly PageState[]
  sort: PageSort
  desc: boolean
}

/** A page as the list has it. */
export interface ListedPage {
  rowKey: string
  title: string
  slug: string
  state: PageState
  stateAt: string | null
  expectedAt: string | null
  problem: Problem | null
  problemOf: 'check' | 'run' | null
  runId: string | null
}

/** Where a walk goes on: the stretch it is in, the key and the line of the last page seen. */
export type WalkPosition = readonly [stretch: number, key: string | number, line: number]

/** A page of a walk, with its own place in it. */
export interface WalkedPage extends ListedPage {
  position: WalkPosition
}

/** One walk after the other makes up the list. */
interface Stretch {
  states: readonly PageState[]
  by: 'line' | 'address' | 'state_at'
  desc: boolean
}

/** As the table has it. */
interface Row {
  row_key: string
  line: number
  title: string
  slug: string
  state: number
  state_at: string | null
  expected_at: string | null
  problem: Problem | null
  problem_of: 'check' | 'run' | null
  run_id: string | null
  key: string | number
}

const columns = `row_key, line, title, slug, state, state_at, expected_at, problem, problem_of, run_id`

const types = { address: 'text', state_at: 'timestamptz' }

/** By state: the states one after the other. By date: what has none comes last, whichever way the dates run. */
function stretchesOf({ states, sort, desc }: StateOrder): Stretch[] {
  if (sort === 'row') return [{ states, by: 'line', desc }]
  if (sort === 'address') return [{ states, by: 'address', desc }]
  if (sort === 'state') {
    const inOrder = pageStates.filter((state) => states.includes(state))
    const each = desc ? inOrder.reverse() : inOrder
    return each.map((state) => ({ states: [state], by: 'line', desc: false }))
  }
  const dated = states.filter((state) => state !== 'not_published')
  const undated = states.filter((state) => state === 'not_published')
  return [
    { states: dated, by: 'state_at', desc },
    { states: undated, by: 'line', desc: false },
  ]
}

export interface WalkRange {
  after: WalkPosition | null
  limit: number
  /** Only these rows; a few thousand at most. */
  among?: readonly string[] | undefined
}

/** The next pages of a list, from after a position on. */
export async function walkStates(
  queries: Queries,
  projectId: string,
  order: StateOrder,
  { after, limit, among }: WalkRange,
): Promise<WalkedPage[]> {
  const stretches = stretchesOf(order)
  const found: WalkedPage[] = []
  for (let at = after?.[0] ?? 0; at < stretches.length && found.length < limit; at += 1) {
    const range = { after: after?.[0] === at ? after : null, limit: limit - found.length, among }
    const rows = await walkStretch(queries, projectId, stretches[at]!, range)
    for (const row of rows) found.push({ ...toListed(row), position: [at, row.key, row.line] })
  }
  return found
}

/**
 * The place of the page before the `offset`-th of a list, to walk on from; null: there are not so many. Walks along the
 * indexes and reads no page.
 * @param offset from 1
 * @param counts of all states, so that stretches are passed without a look
 */
export async function positionBefore(
  queries: Queries,
  projectId: string,
  order: StateOrder,
  { offset, counts }: { offset: number; counts: Partial<Record<PageState, number>> },
): Promise<WalkPosition | null> {
  let left = offset
  for (const [at, { states, by, desc }] of stretchesOf(order).entries()) {
    const pages = states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
    if (left > pages) {
      left -= pages
      continue
    }
    const way = desc ? 'desc' : 'asc'
    const walks = states.map(
      (state) => `(select ${by} as sorted, line from page_states
        where project_id = $1 and state = ${numberOfState(state)} and line is not null
        order by ${by} ${way}, line ${way} limit $2)`,
    )
    const { rows } = await queries.query<Pick<Row, 'key' | 'line'>>(
      `select ${by === 'state_at' ? 'sorted::text' : 'sorted'} as key, line
         from (${walks.join(' union all ')}) w order by sorted ${way}, line ${way} limit 1 offset $2::integer - 1`,
      [projectId, left],
    )
    return rows[0] ? [at, rows[0].key, rows[0].line] : null
  }
  return null
}

async function walkStretch(
  queries: Queries,
  projectId: string,
  { states, by, desc }: Stretch,
  { after, limit, among }: WalkRange,
): Promise<Row[]> {
  if (states.length === 0) return []
  const params: unknown[] = [projectId, limit]
  const param = (value: unknown) => `$${params.push(value)}`
  const [beyond, way] = desc ? ['<', 'desc'] : ['>', 'asc']
  const conditions: string[] = []
  if (after !== null) {
    const line = `${param(after[2])}::integer`
    const key = by === 'line' ? '' : `${param(after[1])}::${types[by]}`
    conditions.push(by === 'line' ? `line ${beyond} ${line}` : `(${by}, line) ${beyond} (${key}, ${line})`)
  }
  if (among !== undefined) conditions.push(`row_key = any(${param(among)}::text[])`)
  const walks = states.map(
    (state) => `(select ${columns}, ${by} as sorted from page_states
      where project_id = $1 and state = ${numberOfState(state)} and line is not null
        ${conditions.map((condition) => `and ${condition}`).join(' ')}
      order by ${by} ${way}, line ${way} limit $2)`,
  )
  const { rows } = await queries.query<Row>(
    `select ${columns}, ${by === 'state_at' ? 'sorted::text' : 'sorted'} as key
       from (${walks.join(' union all ')}) w order by sorted ${way}, line ${way} limit $2`,
    params,
  )
  return rows
}

/** Where these rows stand, by row key; rows that nothing was ever said of are left out. */
export async function findStates(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Map<string, ListedPage>> {
  if (rowKeys.length === 0) return new Map()
  const { rows } = await queries.query<Row>(
    `select ${columns} from page_states where project_id = $1 and row_key = any($2::text[])`,
    [projectId, rowKeys],
  )
  return new Map(rows.map((row) => [row.row_key, toListed(row)]))
}

/** How many listed pages are in each state; states without one are left out. */
export async function countStates(
  queries: Queries,
  projectId: string,
): Promise<Partial<Record<PageState, number>>> {
  return (await countStatesOf(queries, [projectId])).get(projectId) ?? {}
}

/** The same of several projects, by id; one without a listed page has no entry. */
export async function countStatesOf(
  queries: Queries,
  projectIds: readonly string[],
): Promise<Map<string, Partial<Record<PageState, number>>>> {
  const { rows } = await queries.query<{ projectId: string; state: number; pages: number }>(
    `select project_id as "projectId", state, pages from page_state_counts
      where project_id = any($1::text[]) and pages > 0 order by project_id, state`,
    [projectIds],
  )
  const byProject = Map.groupBy(rows, (row) => row.projectId)
  return new Map(
    [...byProject].map(([id, states]) => [
      id,
      Object.fromEntries(states.map(({ state, pages }) => [stateOfNumber(state), pages])),
    ]),
  )
}

/** For a cursor. */
export function spellPosition(position: WalkPosition): string {
  return JSON.stringify(position)
}

/** @throws `bad_request` for what is no position of a list in this order */
export function readPosition(text: string, order: StateOrder): WalkPosition {
  const value = parse(text)
  const [stretch, key, line] = Array.isArray(value) && value.length === 3 ? value : []
  const by = stretchesOf(order)[stretch]?.by
  const isKey = { line: isLine, address: isText, state_at: isTime }[by ?? 'line']
  if (by !== undefined && isLine(line) && isKey(key)) return [stretch, key, line]
  throw new AppError('bad_request', 'This cursor is not valid. Start again from the first page.')
}

const isLine = (value: unknown) => Number.isSafeInteger(value) && Math.abs(value as number) <= mostLines
// Unpacked here, so what was hidden in it has not passed the gate.
const isText = (value: unknown) => typeof value === 'string' && !value.includes('\0')
const isTime = (value: unknown) => isText(value) && /^\d{4}-\d\d-\d\d [\d:.+-]{8,22}$/.test(value as string)
const mostLines = 2 ** 31 - 1

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function toListed(row: Row): ListedPage {
  return {
    rowKey: row.row_key,
    title: row.title,
    slug: row.slug,
    state: stateOfNumber(row.state),
    stateAt: row.state_at,
    expectedAt: row.expected_at,
    problem: row.problem,
    problemOf: row.problem_of,
    runId: row.run_id,
  }
}
