// The pages of a run in an order that somebody chose: each a walk along an index, or along the positions where that
// passes few others.
import type { RunItemSort } from '../api/item-sorts.ts'
import { type Verb, verbs } from '../api/plan-actions.ts'
import { type ItemState, itemStates } from '../api/run.ts'
import type { Queries } from '../db/types.ts'
import type { Stretch, WalkedList } from '../list-walk.ts'
import { conditionOf, type ItemFilter } from './item-filter.ts'

export interface ItemOrder {
  sort?: RunItemSort | undefined
  desc?: 'true' | 'false' | undefined
}

/** Whether the order is another than that of the positions. */
export function isSorted({ sort = 'row', desc }: ItemOrder): boolean {
  return sort !== 'row' || desc === 'true'
}

/** So many pages of a run are of one kind, as the database keeps count. */
interface Group {
  state: ItemState
  action: Verb
  verification: string
  items: number
}

/** The pages that a filter leaves, in this order. */
export async function sortedRunItems(
  queries: Queries,
  wanted: ItemFilter,
  { sort = 'row', desc }: ItemOrder,
  columns: string,
): Promise<WalkedList> {
  const { rows } = await queries.query<Group>(
    `select state, action, verification, items from run_counts
      where run_id = $1 and items > 0 and ($2::text is null or state = $2)
        and ($3::text is null or (state = 'accepted' and verification = $3))`,
    [wanted.runId, wanted.state, wanted.verification],
  )
  const { where, params } = conditionOf(wanted)
  const from = `from run_items where ${where}`
  const isDesc = desc === 'true'
  const stretches =
    sort === 'title'
      ? await byTitle(queries, { from, params }, rows, isDesc)
      : stretchesOf[sort](rows, isDesc)
  return { from, params, columns, stretches }
}

/** What has no title comes last, whichever way the titles run. */
async function byTitle(
  queries: Queries,
  { from, params }: Pick<WalkedList, 'from' | 'params'>,
  groups: readonly Group[],
  desc: boolean,
): Promise<Stretch[]> {
  const parts = present(groups, verbs, indexed.action)
  const among = parts.length === 0 ? 'false' : `(${parts.join(' or ')})`
  const { rows } = await queries.query<{ n: number }>(
    `select count(*)::int as n ${from} and ${among} and title_order = ''`,
    params,
  )
  const total = countOf(groups)
  const blank = Math.min(total, rows[0]?.n ?? 0)
  const by = { column: 'title_order', type: 'text' } as const
  return [
    { where: `title_order > ''`, by, desc, count: total - blank, parts },
    { where: `title_order = ''`, by, desc: false, count: blank, parts },
  ]
}

const byPosition = { by: null, desc: false }

const stretchesOf: Readonly<
  Record<Exclude<RunItemSort, 'title'>, (groups: readonly Group[], desc: boolean) => Stretch[]>
> = {
  row: (groups, desc) => [{ where: 'true', by: null, desc, count: countOf(groups) }],
  state: (groups, desc) =>
    inOrder(itemStates, desc).map((name) => ({
      ...byPosition,
      where: `state = '${name}'`,
      count: countOf(groups, ({ state }) => state === name),
    })),
  action: (groups, desc) =>
    inOrder(verbs, desc).map((name) => ({
      ...byPosition,
      where: `action = '${name}'`,
      count: countOf(groups, ({ action }) => action === name),
    })),
  /** What was found to be different or gone first; what was never to be read back, last, whichever way. */
  verification: (groups, desc) => {
    const others = groups.filter(({ state }) => state !== 'accepted')
    const read = (['different', 'not_found', 'pending', 'equal'] as const).map((name) => ({
      ...byPosition,
      where: `state = 'accepted' and verification = '${name}'`,
      count: countOf(groups, ({ state, verification }) => state === 'accepted' && verification === name),
    }))
    return [
      ...inOrder(read, desc),
      {
        ...byPosition,
        where: `(${present(others, itemStates, plain.state).join(' or ') || 'false'})`,
        count: countOf(others),
      },
    ]
  },
  changed: (groups, desc) => [
    {
      where: 'true',
      by: { column: 'updated_at', type: 'timestamptz' },
      desc,
      count: countOf(groups),
      parts: present(groups, itemStates, indexed.state),
    },
  ],
}

function countOf(groups: readonly Group[], isOne: (group: Group) => boolean = () => true): number {
  return groups.filter(isOne).reduce((sum, { items }) => sum + items, 0)
}

interface GroupColumn {
  of: (group: Group) => string
  sql: string
}

const plain = { state: { of: ({ state }: Group) => state, sql: 'state' } }
/** As migration 0060 has them in the indexes of titles and of changes. */
const indexed = {
  state: { ...plain.state, sql: `state || ''` },
  action: { of: ({ action }: Group) => action, sql: `action || ''` },
}

/** SQL for each value that there is. */
function present(groups: readonly Group[], names: readonly string[], { of, sql }: GroupColumn): string[] {
  return names
    .filter((name) => groups.some((group) => of(group) === name))
    .map((name) => `${sql} = '${name}'`)
}

function inOrder<T>(all: readonly T[], desc: boolean): readonly T[] {
  return desc ? all.toReversed() : all
}
