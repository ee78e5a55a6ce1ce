// A part of a plan is published, and the rest of the same plan later.
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
  type TestRow,
} from '../../test/helpers/publishing.ts'
import type { Selection } from '../api/selection.ts'
import type { Database } from '../db/types.ts'
import { listPlanItems } from '../plans/item-lists.ts'
import { discardPlan, findPlanRow, getPlan, resolveItems, setRemovals } from '../plans/plans.ts'
import { countSelected } from '../plans/selected.ts'
import { retryRun } from './retry-run.ts'
import { listRunItems } from './run-list.ts'

describeOnServer('a part of a plan', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  async function begin(rows: TestRow[], options: Partial<PublishingOptions> = {}) {
    publishing = await startPublishing(database, { rows, ...options })
  }
  const planNow = (id: string) => getPlan(database, publishing.workspaceId, id)
  const count = async (planId: string, selection: Selection) =>
    countSelected(database, await findPlanRow(database, publishing.workspaceId, planId), selection)
  const runOf = async (planId: string, selection?: Selection, seenRunId?: string | null) =>
    publishing.until((await publishing.apply(planId, { selection, seenRunId })).id, 'done')
  const keysOf = async (runId: string, state = 'accepted') =>
    (
      await listRunItems(database, publishing.workspaceId, runId, { state, search: '', limit: 100 })
    ).items.map((item) => item.rowKey)
  const itemOf = async (runId: string, rowKey: string) =>
    (await listRunItems(database, publishing.workspaceId, runId, { search: rowKey, limit: 100 })).items.find(
      (item) => item.rowKey === rowKey,
    )

  test('five go first, then the rest from the same plan: nothing is planned or sent again', async () => {
    await begin(makeRows(12))
    await publishing.startWorker()
    const plan = await publishing.plan()
    const canary = await publishing.apply(plan.id, {
      selection: { first: 5 },
      seenRunId: null,
      isCanary: true,
    })
    expect(canary).toMatchObject({ isCanary: true, selection: { first: 5 }, total: 5 })
    expect(await publishing.until(canary.id, 'done')).toMatchObject({
      total: 5,
      progress: 1,
      receipt: { sent: 5, accepted: 5, verifiedEqual: 5, held: 0 },
    })
    expect(await keysOf(canary.id)).toEqual(['row-1', 'row-2', 'row-3', 'row-4', 'row-5'])
    expect(publishing.posts()).toHaveLength(5)
    expect(await planNow(plan.id)).toMatchObject({ state: 'ready', taken: 5, willSend: { total: 7 } })

    const rest = await runOf(plan.id, undefined, canary.id)
    expect(rest).toMatchObject({ isCanary: false, selection: null, receipt: { sent: 7, accepted: 7 } })
    expect(publishing.posts()).toHaveLength(12)
    expect(await planNow(plan.id)).toMatchObject({ state: 'applied', taken: 12 })
    const { rows } = await database.query('select 1 from plans where project_id = $1', [publishing.projectId])
    expect(rows).toHaveLength(1)
  })

  test('asked for twice is once, whether from two tabs or after the first is over', async () => {
    await begin(makeRows(6))
    const plan = await publishing.plan()
    const first = { selection: { first: 2 }, seenRunId: null }
    const runs = await Promise.all([1, 2, 3].map(() => publishing.apply(plan.id, first)))
    const { id } = runs[0]!
    await expect(publishing.apply(plan.id, { seenRunId: id })).rejects.toMatchObject({ code: 'conflict' })
    await publishing.startWorker()
    await publishing.until(id, 'done')
    runs.push(await publishing.apply(plan.id, first), await publishing.apply(plan.id, { seenRunId: null }))
    expect(new Set(runs.map((run) => run.id))).toEqual(new Set([id]))
    const rest = await Promise.all([1, 2].map(() => publishing.apply(plan.id, { seenRunId: id })))
    expect(rest[0]!.id).toBe(rest[1]!.id)
    await publishing.until(rest[0]!.id, 'done')
    expect((await publishing.apply(plan.id, { seenRunId: id })).id).toBe(rest[0]!.id)
    await expect(publishing.apply(plan.id, { seenRunId: rest[0]!.id })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('has been published'),
    })
    expect(publishing.posts()).toHaveLength(6)
  })

  describe('chosen by a filter', () => {
    /** Three to create, three to update of which one is edited in Wix, one held, the others unchanged. */
    async function beginMixed() {
      const rows = makeRows(9).map((row, i) => ({ ...row, type: i % 2 === 0 ? ' Café' : 'Bar' }))
      await begin(rows)
      await publishing.startWorker()
      await publishing.publish()
      const changed = rows.map((row, i) => (i < 3 ? { ...row, name: `New oak ${i}` } : row))
      const added = ['a', 'b', 'c'].map((id) => ({ id, name: `Oak ${id}`, type: 'Café' }))
      await publishing.replaceRows([...changed, ...added, { id: 'held', name: '', type: 'Café' }])
      return publishing.plan()
    }

    test.each<[string, Selection, string[]]>([
      ['an action', { filter: { action: 'create' } }, ['a', 'b', 'c']],
      ['a search', { filter: { search: 'oak' } }, ['a', 'b', 'c', 'row-1', 'row-2', 'row-3']],
      [
        'a value of a column',
        { filter: { where: [{ column: 'type', value: 'Café' }] } },
        ['a', 'b', 'c', 'row-1', 'row-3'],
      ],
      ['rows', { rowKeys: ['row-2', 'c', 'row-9', 'nobody'] }, ['c', 'row-2']],
      ['the first of a filter', { first: 2, filter: { action: 'create' } }, ['a', 'b']],
    ])('%s: exactly what was counted goes', async (_what, selection, expected) => {
      const plan = await beginMixed()
      const counted = await count(plan.id, selection)
      expect(counted.willSend.total).toBe(expected.length)
      const run = await runOf(plan.id, selection)
      expect((await keysOf(run.id)).sort()).toEqual(expected)
      expect(run.receipt).toMatchObject({ sent: expected.length, accepted: expected.length })
      const byVerb = Object.values(counted.willSend.byAction).reduce((sum, one) => sum + one, 0)
      expect(byVerb).toBe(run.total - run.counts.held)
      // The rest is still there, and all together is everything.
      expect(await planNow(plan.id)).toMatchObject({ willSend: { total: 6 - expected.length } })
      if (expected.length === 6) return
      expect((await runOf(plan.id)).receipt?.accepted).toBe(6 - expected.length)
    })

    test('what is held stays with the plan, and is told only where it was asked for', async () => {
      const plan = await beginMixed()
      const { problemGroups } = plan
      const selection = { rowKeys: ['a', 'held'] }
      expect(await count(plan.id, selection)).toMatchObject({
        matching: 2,
        waiting: 1,
        willSend: { total: 1 },
      })
      const run = await runOf(plan.id, selection)
      expect(run.receipt).toMatchObject({ sent: 1, held: 1 })
      const { code } = problemGroups.find(({ severity }) => severity === 'error')!
      expect(await count(plan.id, { filter: { problem: code } })).toMatchObject({ matching: 1, waiting: 1 })
      const shown = { problem: code, search: '', limit: 9 }
      const listed = await listPlanItems(database, publishing.workspaceId, plan.id, shown)
      expect(listed).toMatchObject({ items: [{ rowKey: 'held' }], total: null })
      await expect(runOf(plan.id, { filter: { problem: code } })).rejects.toMatchObject({ code: 'conflict' })
      expect((await runOf(plan.id, { first: 3 })).receipt).toMatchObject({ sent: 3, held: 0 })
    })

    test('a column that the data does not have is refused, with those it has', async () => {
      const plan = await beginMixed()
      const selection = { filter: { where: [{ column: 'kind', value: 'x' }] } }
      await expect(count(plan.id, selection)).rejects.toThrow('It has: id, name, type')
      await expect(publishing.apply(plan.id, { selection })).rejects.toMatchObject({ code: 'bad_request' })
    })
  })

  test('what was decided between two parts goes with the next', async () => {
    await begin(makeRows(6))
    await publishing.startWorker()
    await publishing.publish()
    const { rows } = await database.query<{ remote_id: string }>(
      `select remote_id from pages where project_id = $1 and row_key = 'row-2'`,
      [publishing.projectId],
    )
    publishing.control.editItem({
      siteId: publishing.siteId,
      kind: 'post',
      id: rows[0]!.remote_id,
      fields: { title: 'By hand' },
    })
    await publishing.replaceRows(makeRows(5).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ update: 4, conflict: 1, remove: 1 })
    expect(await count(plan.id, { first: 2 })).toMatchObject({ matching: 6, waiting: 1 })
    expect(await count(plan.id, { first: 5 })).toMatchObject({ matching: 6, waiting: 1 })
    const canary = await runOf(plan.id, { first: 2 })
    expect(await keysOf(canary.id)).toEqual(['row-1', 'row-3'])
    await resolveItems(database, publishing.workspaceId, plan.id, 'take_ours', ['row-2'])
    await setRemovals(database, publishing.workspaceId, plan.id, true)
    expect((await planNow(plan.id)).willSend).toEqual({
      total: 4,
      byAction: { update: 2, conflict: 1, remove: 1 },
    })
    const rest = await runOf(plan.id, undefined, canary.id)
    expect(await keysOf(rest.id)).toEqual(['row-2', 'row-4', 'row-5', 'row-6'])
  })

  test('rows that changed between two parts are left, the others go', async () => {
    await begin(makeRows(6))
    await publishing.startWorker()
    const plan = await publishing.plan()
    await runOf(plan.id, { first: 2 })
    await publishing.replaceRows(
      makeRows(6).map((row) => (row.id === 'row-4' ? { ...row, name: 'New' } : row)),
    )
    const rest = await runOf(plan.id, { rowKeys: ['row-4', 'row-5'] })
    expect(rest.receipt).toMatchObject({ sent: 1, held: 1 })
    expect((await itemOf(rest.id, 'row-4'))?.problem?.code).toBe('changed_since_plan')
  })

  describe('with addresses that change hands', () => {
    const rowsOf = (addresses: Record<string, string>) =>
      Object.entries(addresses).map(([id, address]) => ({ id, name: `Place ${id}`, address }))
    async function change(before: Record<string, string>, after: Record<string, string>) {
      await begin(rowsOf(before), {
        fields: { title: '{{name}}', slug: '{{address}}', body: '<p>About {{name}}</p>' },
      })
      await publishing.startWorker()
      await publishing.publish()
      await publishing.replaceRows(rowsOf(after))
      return publishing.plan()
    }
    const slugs = async () =>
      Object.fromEntries(
        (
          await database.query<{ row_key: string; slug: string }>(
            `select row_key, slug from pages where project_id = $1 and status <> 'removed' order by row_key`,
            [publishing.projectId],
          )
        ).rows.map(({ row_key, slug }) => [row_key, slug]),
      )

    test('the page that gives the address up comes along, though it was not chosen', async () => {
      const plan = await change({ a: 'a', b: 'b', c: 'c' }, { a: 'b', b: 'x', c: 'y' })
      const selection = { rowKeys: ['a'] }
      expect(await count(plan.id, selection)).toMatchObject({
        matching: 1,
        broughtAlong: 1,
        willSend: { total: 2, byAction: { move: 2 } },
      })
      const run = await runOf(plan.id, selection)
      expect(run.receipt).toMatchObject({ sent: 2, accepted: 2, differences: 0 })
      expect(await slugs()).toEqual({ a: 'b', b: 'x', c: 'c' })
      expect((await runOf(plan.id)).receipt).toMatchObject({ sent: 1 })
    })

    test('two that swap go together, and of the first two that is two', async () => {
      const plan = await change({ a: 'a', b: 'b', c: 'c', d: 'd' }, { a: 'd', b: 'x', c: 'y', d: 'a' })
      expect(await count(plan.id, { first: 1 })).toMatchObject({ broughtAlong: 1, willSend: { total: 2 } })
      const run = await runOf(plan.id, { first: 1 })
      expect(await keysOf(run.id)).toEqual(['a', 'd'])
      expect(run.receipt).toMatchObject({ accepted: 2, differences: 0 })
      expect(await slugs()).toEqual({ a: 'd', b: 'b', c: 'c', d: 'a' })
      expect((await count(plan.id, { first: 5 })).willSend.total).toBe(2)
    })

    test('who waits for the address of a page that cannot go is left out, and told', async () => {
      const plan = await change({ a: 'a', b: 'b' }, { a: 'b', b: 'x', c: 'c' })
      // As a look at a sample does after addresses were given.
      await database.query(
        `update plan_items set action = 'held', problems = '[]'
          where row_key = 'b' and plan_number = (select number from plans where id = $1)`,
        [plan.id],
      )
      expect(await count(plan.id, {})).toMatchObject({ leftOut: 1, willSend: { total: 1 } })
      const run = await runOf(plan.id, { rowKeys: ['a', 'c'] })
      expect(run.receipt).toMatchObject({ accepted: 1, held: 1 })
      expect((await itemOf(run.id, 'a'))?.problem?.code).toBe('address_not_free')
    })

    test('a row takes the address of a page that an earlier part moved away', async () => {
      const plan = await change({ a: 'a', b: 'b' }, { a: 'b', b: 'x' })
      await runOf(plan.id, { rowKeys: ['b'] })
      expect(await count(plan.id, { rowKeys: ['a'] })).toMatchObject({
        broughtAlong: 0,
        willSend: { total: 1 },
      })
      await runOf(plan.id, { rowKeys: ['a'] })
      expect(await slugs()).toEqual({ a: 'b', b: 'x' })
    })
  })

  test('makes only the categories that its own pages need', async () => {
    const rows = makeRows(4).map((row, i) => ({ ...row, category: `Category ${i}` }))
    await begin(rows, {
      fields: { title: '{{name}}', slug: '{{id}}', body: '<p>x</p>', categories: '{{category}}' },
    })
    await publishing.startWorker()
    const plan = await publishing.plan()
    expect(plan.creates).toMatchObject([{ count: 4 }])
    const names = () =>
      publishing.control.items(publishing.siteId, 'categories').map((one) => (one as { label: string }).label)
    const before = names()
    const run = await runOf(plan.id, { first: 1 })
    expect(names().filter((name) => !before.includes(name))).toEqual(['Category 0'])
    expect(run.receipt).toMatchObject({ assetsCreated: 1 })
    await runOf(plan.id)
    expect(names().filter((name) => !before.includes(name))).toHaveLength(4)
  })

  test('what a part left undone is tried again without the rest of the plan', async () => {
    await begin(makeRows(5))
    await publishing.startWorker()
    const plan = await publishing.plan()
    publishing.control.addFault({
      route: 'POST /blog/v3/bulk/draft-posts/create',
      kind: 'bulk-partial',
      code: 'WRONG',
      indexes: [0],
      nth: 1,
    })
    const run = await runOf(plan.id, { first: 2 })
    const failed = run.receipt?.rejected ?? 0
    expect(failed).toBeGreaterThan(0)
    const deps = { database, pages: publishing.pages }
    const again = await retryRun(deps, publishing.workspaceId, run.id, 'Dana')
    expect(await publishing.until(again.id, 'done')).toMatchObject({ receipt: { sent: failed } })
    expect(publishing.posts()).toHaveLength(2)
    await expect(retryRun(deps, publishing.workspaceId, run.id, 'Dana')).resolves.toMatchObject({
      id: again.id,
    })
    expect(await planNow(plan.id)).toMatchObject({ state: 'ready', willSend: { total: 3 } })
  })

  test('stopped after a part, the plan says how far it came and can neither go on nor be decided', async () => {
    await begin(makeRows(4))
    await publishing.startWorker()
    const plan = await publishing.plan()
    const canary = await runOf(plan.id, { first: 1 })
    const stopped = await discardPlan(database, publishing.workspaceId, plan.id, 'Dana')
    expect(stopped).toMatchObject({ state: 'discarded', taken: 1 })
    expect(stopped.blockedReason).toBe(
      'Stopped by Dana after 1 of 4 pages. Create a new plan to publish the others.',
    )
    expect(await discardPlan(database, publishing.workspaceId, plan.id, 'Eve')).toEqual(stopped)
    await expect(publishing.apply(plan.id, { seenRunId: canary.id })).rejects.toMatchObject({
      code: 'conflict',
      message: stopped.blockedReason,
    })
    await expect(setRemovals(database, publishing.workspaceId, plan.id, true)).rejects.toThrow('Stopped by')
    expect((await publishing.plan()).counts).toMatchObject({ create: 3, unchanged: 1 })
  })

  test('a death between two chunks of a part loses and doubles nothing, nor takes more', async () => {
    await begin(makeRows(2600))
    const plan = await publishing.plan()
    const run = await publishing.apply(plan.id, { selection: { first: 1500 } })
    let deaths = 0
    const worker = await publishing.startWorker((name) => {
      if (name === 'after-chunk' && deaths++ < 2) throw new Error('the process died')
    })
    const done = await publishing.until(run.id, 'done')
    await worker.stop()
    expect(deaths).toBeGreaterThan(1)
    expect(done.receipt).toMatchObject({ sent: 1500, accepted: 1500, verifiedEqual: 1500, twins: 0 })
    expect(publishing.posts()).toHaveLength(1500)
    expect(await planNow(plan.id)).toMatchObject({ taken: 1500, willSend: { total: 1100 } })
  })
})
