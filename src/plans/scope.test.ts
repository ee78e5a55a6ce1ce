// Plans of some pages of a project, beside those of all.
import { afterEach, beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
} from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'
import { findProject } from '../projects/project-store.ts'
import { listPlanItems } from './item-lists.ts'
import { createPlan, getPlan, listPlans, type NewPlan } from './plans.ts'

describeEachDatabase('a plan of some rows', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  async function begin(count: number, options: Partial<PublishingOptions> = {}) {
    publishing = await startPublishing(database, { rows: makeRows(count), ...options })
  }
  const chosen = (...rowKeys: string[]): NewPlan => ({
    scope: { kind: 'rows', origin: 'pages', count: rowKeys.length, words: 'chosen' },
    rowKeys,
  })
  const slot = (at: string, ...rowKeys: string[]): NewPlan => ({
    scope: { kind: 'rows', origin: 'slot', count: rowKeys.length, words: at, scheduleId: 'sch_1', at },
    rowKeys,
    slotKey: `${publishing.projectId} ${at} 1`,
  })
  const planOf = (wanted: NewPlan) => publishing.plan(publishing.projectId, wanted)
  const stateOf = async (id: string) => (await getPlan(database, publishing.workspaceId, id)).state
  const itemsOf = async (id: string) =>
    (await listPlanItems(database, publishing.workspaceId, id, { search: '', limit: 100 })).items
  const indexed = async () =>
    (
      await database.query<{ row_key: string }>('select row_key from page_index where project_id = $1', [
        publishing.projectId,
      ])
    ).rows.length

  test('renders and lists these alone, in the order of the data, and removes nothing', async () => {
    await begin(12)
    await publishing.startWorker()
    await publishing.publish()
    await database.query('delete from page_index where project_id = $1', [publishing.projectId])
    // Two rows left the data, three changed.
    const rows = makeRows(10).map((row) =>
      ['row-2', 'row-3', 'row-9'].includes(row.id) ? { ...row, name: 'New' } : row,
    )
    await publishing.replaceRows(rows)
    const plan = await planOf(chosen('row-9', 'row-2', 'row-4', 'row-12', 'nobody'))
    expect(plan).toMatchObject({
      state: 'ready',
      scope: { kind: 'rows', origin: 'pages', count: 5 },
      counts: { update: 2, unchanged: 1, remove: 0, create: 0 },
      willSend: { total: 2 },
    })
    expect((await itemsOf(plan.id)).map((item) => item.rowKey)).toEqual(['row-2', 'row-4', 'row-9'])
    expect(await indexed()).toBe(3)
    const from = async (offset: number, action?: 'update') => {
      const query = { search: '', limit: 1, offset, action }
      return (await listPlanItems(database, publishing.workspaceId, plan.id, query)).items.map(
        (item) => item.rowKey,
      )
    }
    expect([await from(1), await from(3)]).toEqual([['row-4'], []])
    const updates = (await itemsOf(plan.id)).filter((item) => item.action === 'update')
    expect([await from(1, 'update'), await from(2, 'update')]).toEqual([[updates[1]!.rowKey], []])
    const run = await publishing.apply(plan.id)
    expect(await publishing.until(run.id, 'done')).toMatchObject({ total: 2, counts: { accepted: 2 } })
  })

  test('of no rows is refused', async () => {
    await begin(1)
    await expect(planOf(chosen())).rejects.toMatchObject({ code: 'bad_request' })
  })

  test('puts aside plans of its own kind alone', async () => {
    await begin(4)
    const all = await publishing.plan()
    const one = await planOf(chosen('row-1'))
    const first = await planOf(slot('2026-12-01T08:00:00.000Z', 'row-2'))
    const second = await planOf(slot('2026-12-01T09:00:00.000Z', 'row-3'))
    const two = await planOf(chosen('row-1', 'row-2'))
    expect(await Promise.all([all, one, first, second, two].map(({ id }) => stateOf(id)))).toEqual([
      'ready',
      'discarded',
      'ready',
      'ready',
      'ready',
    ])
    await publishing.plan()
    expect(await Promise.all([all, first, two].map(({ id }) => stateOf(id)))).toEqual([
      'discarded',
      'ready',
      'ready',
    ])
    const shown = await listPlans(database, publishing.workspaceId, publishing.projectId, { limit: 10 })
    expect(shown.items).toHaveLength(4)
    expect(shown.items.some(({ id }) => id === first.id)).toBe(false)
  })

  test('of a slot is one, however many make it at the same time', async () => {
    await begin(3)
    const project = (await findProject(database, publishing.projectId))!
    const wanted = slot('2026-12-01T08:00:00.000Z', 'row-1', 'row-2')
    const made = await Promise.all([1, 2, 3].map(() => createPlan(database, project, 'Schedule', wanted)))
    expect(new Set(made).size).toBe(1)
    expect(await stateOf(made[0]!)).toBe('building')
    const { rows } = await database.query<{ n: number }>(
      `select count(*)::int as n from plan_rows where plan_number not in (select number from plans)`,
    )
    expect(rows[0]!.n).toBe(0)
  })

  test('holds a page whose address another row of the project is to have, or has', async () => {
    const rows = makeRows(4).map((row) => ({ ...row, slug: row.id }))
    await begin(0, { rows, fields: { title: '{{name}}', slug: '{{slug}}', body: '<p>{{name}}</p>' } })
    await publishing.startWorker()
    const run = await publishing.apply((await planOf(chosen('row-1'))).id)
    await publishing.until(run.id, 'done')
    await publishing.plan()
    // Row 2 wants what row 3 wants too, row 4 what the published row 1 gives up in another plan.
    const change: Record<string, string> = { 'row-1': 'elsewhere', 'row-2': 'row-3', 'row-4': 'row-1' }
    await publishing.replaceRows(rows.map((row) => ({ ...row, slug: change[row.id] ?? row.slug })))
    const plan = await planOf(chosen('row-2', 'row-4'))
    expect(plan.counts).toMatchObject({ held: 2, create: 0 })
    expect((await itemsOf(plan.id)).map(({ problems }) => problems.map(({ code }) => code))).toEqual([
      ['duplicate_slug'],
      ['slug_taken'],
    ])
    expect((await itemsOf(plan.id))[1]!.problems[0]!.message).toContain('page of row "row-1"')
    // Planned together it gets the address.
    expect((await planOf(chosen('row-1', 'row-4'))).counts).toMatchObject({ move: 1, create: 1, held: 0 })
  })
})
