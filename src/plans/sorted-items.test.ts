// Lists of a plan's items in every order: whole, in parts, from any place, searched, and of one action or problem.
import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { insertRun } from '../../test/helpers/rows.ts'
import { planItemSorts } from '../api/item-sorts.ts'
import type { PlanItem } from '../api/plan.ts'
import { planActionNames } from '../api/plan-action.ts'
import type { Database } from '../db/types.ts'
import { listPlanItems, type PlanItemsQuery } from './item-lists.ts'

const decisions = [null, 'keep_theirs', 'take_ours', 'hold', 'merge']

describeEachDatabase('the items of a plan in order', (open) => {
  let database: Database
  let workspaceId: string
  /** With more items than are gathered and sorted, and with few. */
  const plans: Record<'long' | 'short', string> = { long: '', short: '' }

  beforeAll(async () => {
    ;({ database } = await open())
    const run = await insertRun(database, [])
    workspaceId = run.workspace_id
    plans.long = run.plan_id
    plans.short = await copyPlan(run.plan_id)
    await furnish(plans.long, 2_400)
    await furnish(plans.short, 24)
  })

  async function copyPlan(id: string): Promise<string> {
    await database.query(
      `insert into plans (id, workspace_id, project_id, connection_id, state, author, destination, options, row_set_id,
                          dataset_version, template_version)
       select id || '2', workspace_id, project_id, connection_id, state, author, destination, options, row_set_id,
              dataset_version, template_version from plans where id = $1`,
      [id],
    )
    return `${id}2`
  }

  async function furnish(id: string, items: number): Promise<void> {
    await database.query(
      `insert into plan_items (plan_number, row_key, position, action, title, slug, problems, resolution)
       select p.number, 'k' || n, n, (array['unchanged','create','unchanged','conflict'])[1 + n % 4],
              case when n % 11 = 0 then '' else (array['Ärmel ','arm ','Zug '])[1 + n % 3] || (n * 7 % 400) end, 's' || n,
              case when n % 6 = 0 then '[{"code":"odd","severity":"note","message":"Odd."}]'::jsonb end,
              case when n % 4 = 3 then (array[null,'keep_theirs','take_ours','hold','merge'])[1 + n % 5] end
         from plans p, generate_series(0, $2::int - 1) n where p.id = $1`,
      [id, items],
    )
    await database.query(
      `update plans p set counts = (select jsonb_object_agg(action, n) from (
         select action, count(*) as n from plan_items where plan_number = p.number group by 1) c) where id = $1`,
      [id],
    )
  }

  const list = (id: string, query: Partial<PlanItemsQuery>) =>
    listPlanItems(database, workspaceId, id, { search: '', limit: 500, ...query })

  async function walk(id: string, query: Partial<PlanItemsQuery>): Promise<PlanItem[]> {
    const items: PlanItem[] = []
    let cursor: string | undefined
    do {
      const part = await list(id, { ...query, ...(cursor !== undefined && { cursor }) })
      items.push(...part.items)
      cursor = part.nextCursor ?? undefined
    } while (cursor !== undefined)
    return items
  }

  /** What a list in this order should be, from the list in the order of the rows. */
  function sorted(items: PlanItem[], { sort = 'row', desc }: Partial<PlanItemsQuery>): PlanItem[] {
    const collator = new Intl.Collator('de', { numeric: true, sensitivity: 'base' })
    const way = desc === 'true' ? -1 : 1
    const ranks = ['keep_theirs', 'take_ours', 'hold', 'merge']
    const compare = {
      row: () => 0,
      title: (a: PlanItem, b: PlanItem) => collator.compare(a.title, b.title),
      action: (a: PlanItem, b: PlanItem) =>
        planActionNames.indexOf(a.action) - planActionNames.indexOf(b.action) ||
        ranks.indexOf(a.resolution ?? '') - ranks.indexOf(b.resolution ?? ''),
    }[sort]
    const blank = (one: PlanItem) => Number(sort === 'title' && one.title === '')
    const place = new Map(items.map((one, at) => [one, at]))
    return items.toSorted((a, b) => {
      const rows = place.get(a)! - place.get(b)!
      if (blank(a) || blank(b)) return blank(a) - blank(b) || rows
      return way * compare(a, b) || (sort === 'action' ? rows : way * rows)
    })
  }
  const keys = (items: PlanItem[]) => items.map(({ rowKey }) => rowKey)

  for (const sort of planItemSorts)
    for (const desc of ['false', 'true'] as const)
      test(`by ${sort}${desc === 'true' ? ', the last first' : ''}: the same in parts, of one action, searched and by place`, async () => {
        for (const id of Object.values(plans))
          for (const filter of id === plans.short ? ([{}, { action: 'conflict' }] as const) : [{}]) {
            const whole = sorted(await walk(id, filter), { sort, desc })
            const query = { ...filter, sort, desc }
            expect(keys(await walk(id, { ...query, limit: id === plans.short ? 3 : 500 }))).toEqual(
              keys(whole),
            )
            expect((await list(id, { ...query, limit: 1 })).total).toBe(whole.length)
            for (const offset of [1, whole.length - 2, whole.length, whole.length + 5])
              expect(keys((await list(id, { ...query, offset, limit: 3 })).items), `from ${offset}`).toEqual(
                keys(whole.slice(offset, offset + 3)),
              )
            const isFound = ({ title, problems }: PlanItem) => /zug 1/i.test(title) && problems.length > 0
            const found = await walk(id, { ...query, search: 'zug 1', problem: 'odd', limit: 40 })
            expect(keys(found)).toEqual(keys(whole.filter(isFound)))
          }
      })

  test('has every decision that there is', async () => {
    const items = await walk(plans.short, { sort: 'action', action: 'conflict' })
    expect(new Set(items.map(({ resolution }) => resolution))).toEqual(new Set(decisions))
    expect(items[0]!.resolution).toBeNull()
  })

  test('a page that is decided meanwhile moves no title', async () => {
    const before = keys(await walk(plans.short, { sort: 'title', desc: 'true' }))
    const first = await list(plans.short, { sort: 'title', desc: 'true', limit: 5 })
    await database.query(
      `update plan_items set resolution = 'hold' where plan_number = (select number from plans where id = $1)
          and action = 'conflict'`,
      [plans.short],
    )
    const rest = await walk(plans.short, { sort: 'title', desc: 'true', cursor: first.nextCursor! })
    expect([...keys(first.items), ...keys(rest)]).toEqual(before)
  })

  test('a cursor of another order is refused', async () => {
    const { nextCursor } = await list(plans.long, { sort: 'title', limit: 1 })
    for (const query of [{ sort: 'action' }, {}] as const)
      await expect(list(plans.long, { ...query, cursor: nextCursor! })).rejects.toMatchObject({
        code: 'bad_request',
      })
  })
})
