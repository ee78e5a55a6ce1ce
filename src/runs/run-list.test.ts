import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { allowAll, allowRequests, untilUsed } from '../../test/helpers/pace.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import { insertRun } from '../../test/helpers/rows.ts'
import { acquireLease } from '../connections/lease.ts'
import type { Database } from '../db/types.ts'
import type { HeldRun } from './held-run.ts'
import { settleFinish, storeVerdicts } from './item-findings.ts'
import { cancelReady, commitIntent, settleItems } from './item-ledger.ts'
import { countItems } from './item-picks.ts'
import { getRun, getRunItem, listRunItems, listRuns } from './run-list.ts'

describeEachDatabase('what is shown of runs', (open) => {
  let database: Database
  beforeAll(async () => {
    database = (await open()).database
  })

  async function counted(runId: string) {
    const { rows } = await database.query(
      `select state, verification, count(*)::int as items, (count(*) filter (where finish = 'due'))::int as unfinished
         from run_items where run_id = $1 group by 1, 2 order by 1, 2`,
      [runId],
    )
    return rows
  }
  async function kept(runId: string) {
    const { rows } = await database.query(
      `select state, verification, sum(items)::int as items, sum(unfinished)::int as unfinished from run_counts
        where run_id = $1 and (items > 0 or unfinished > 0) group by 1, 2 order by 1, 2`,
      [runId],
    )
    return rows
  }

  test('the kept counts are those of the items after every change', async () => {
    const run = await insertRun(database, ['a', 'b', 'c', 'd', 'e', 'f'])
    const lease = await acquireLease(database, run.connection_id, 'w1', 60_000)
    const held: HeldRun = { database, run, lease: lease! }
    const ref = (rowKey: string) => ({ rowKey, remoteId: `post-${rowKey}`, editedAt: null })
    const verdict = { differences: [], remoteFields: {}, remoteEditedAt: null, url: null }
    const end = { editedAt: null, problem: null, waitMs: null, isAttempt: false, sentIds: null }
    const changes: (() => Promise<unknown>)[] = [
      () => commitIntent(held, ['a', 'b', 'c', 'd'], 'c1', 1000),
      () =>
        settleItems(held, [
          { rowKey: 'a', state: 'accepted', ref: ref('a'), isUnfinished: true },
          { rowKey: 'b', state: 'rejected' },
          { rowKey: 'c', state: 'in_doubt' },
          { rowKey: 'd', state: 'ready' },
        ]),
      () => settleItems(held, [{ rowKey: 'c', state: 'accepted', ref: ref('c') }]),
      () => settleFinish(held, [{ ...end, rowKey: 'a', finish: 'done' }]),
      () =>
        storeVerdicts(held, [
          { ...verdict, rowKey: 'a', verification: 'equal' },
          { ...verdict, rowKey: 'c', verification: 'not_found' },
        ]),
      () => cancelReady(held),
    ]
    for (const change of changes) {
      await change()
      expect(await kept(run.id)).toEqual(await counted(run.id))
    }
    expect(await countItems(held)).toEqual({ accepted: 2, rejected: 1, cancelled: 3 })
    const shown = await getRun(database, run.workspace_id, run.id)
    expect(shown).toMatchObject({ counts: { accepted: 2, rejected: 1, cancelled: 3 }, verified: 2 })
  })

  test('a change that is undone is not counted', async () => {
    const run = await insertRun(database, ['a', 'b'])
    const undone = database.transaction(async (tx) => {
      await tx.query(`update run_items set state = 'held' where run_id = $1`, [run.id])
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await kept(run.id)).toEqual(await counted(run.id))
  })

  test('lists say how many there are in all, unless they are searched', async () => {
    const run = await insertRun(database, ['a', 'b', 'c'])
    await database.query(`update run_items set state = 'held' where run_id = $1 and row_key = 'b'`, [run.id])
    const list = (query: { state?: string; search?: string; verification?: string }) =>
      listRunItems(database, run.workspace_id, run.id, { search: '', limit: 2, ...query })
    expect(await list({})).toMatchObject({ total: 3, nextCursor: '1' })
    expect(await list({ state: 'held' })).toMatchObject({
      total: 1,
      items: [{ rowKey: 'b' }],
      nextCursor: null,
    })
    expect(await list({ verification: 'different' })).toMatchObject({ total: 0, items: [] })
    expect(await list({ search: 'PAGE C' })).toMatchObject({ total: null, items: [{ rowKey: 'c' }] })
    expect((await list({ search: '_' })).items).toEqual([])
    await expect(listRunItems(database, 'another', run.id, { search: '', limit: 2 })).rejects.toThrow(
      /does not exist/,
    )
  })

  test('a place in the list of pages is the same as by cursor, with a filter too', async () => {
    const run = await insertRun(database, ['a', 'b', 'c', 'd', 'e'])
    await database.query(
      `update run_items set state = 'held' where run_id = $1 and row_key in ('b', 'd', 'e')`,
      [run.id],
    )
    const keys = async (query: { state?: string; offset: number }) =>
      (await listRunItems(database, run.workspace_id, run.id, { search: '', limit: 2, ...query })).items.map(
        (item) => item.rowKey,
      )
    expect([await keys({ offset: 0 }), await keys({ offset: 3 }), await keys({ offset: 5 })]).toEqual([
      ['a', 'b'],
      ['d', 'e'],
      [],
    ])
    expect([await keys({ state: 'held', offset: 1 }), await keys({ state: 'held', offset: 3 })]).toEqual([
      ['d', 'e'],
      [],
    ])
  })

  test('the list of runs is by workspace and project, newest first', async () => {
    const [run, other] = [await insertRun(database, ['a']), await insertRun(database, ['a'])]
    const mine = await listRuns(database, run.workspace_id, { limit: 10 })
    expect(mine.items.map((one) => one.id)).toEqual([run.id])
    expect(mine.items[0]).toMatchObject({
      projectName: 'Places',
      connection: { name: 'Acme Tiles', kind: 'wix' },
    })
    expect(
      (await listRuns(database, run.workspace_id, { projectId: other.project_id, limit: 10 })).items,
    ).toEqual([])
  })

  test('the list of runs is turned round, and narrowed by how far they are and by the name of their project', async () => {
    const run = await insertRun(database, ['a'])
    await database.query(
      `insert into runs select (jsonb_populate_record(r, jsonb_build_object('id', r.id || '2', 'state', 'done',
          'finished_at', now()))).* from runs r where id = $1`,
      [run.id],
    )
    const list = async (query: object) =>
      (await listRuns(database, run.workspace_id, { limit: 10, ...query })).items.map(({ id }) => id)
    const [first, second] = [run.id, `${run.id}2`]
    expect([await list({}), await list({ sort: 'oldest' })]).toEqual([
      [second, first],
      [first, second],
    ])
    expect(await list({ sort: 'oldest', limit: 1, cursor: first })).toEqual([second])
    expect([await list({ stage: 'over' }), await list({ stage: 'stopped' })]).toEqual([[second], []])
    expect([await list({ search: 'LACE' }), await list({ search: 'x' })]).toEqual([[second, first], []])
    // In the runs of one project its name would find all of them.
    const of = (search: string) => list({ search, projectId: run.project_id })
    await database.query(`update runs set author = 'Grace' where id = $1`, [second])
    expect([await of('lace'), await of('grac'), await list({ search: 'grac' })]).toEqual([
      [],
      [second],
      [second],
    ])
  })

  test('one page of a run is found by its row, and by nobody else', async () => {
    const run = await insertRun(database, ['a', 'b'])
    expect(await getRunItem(database, run.workspace_id, run.id, 'b')).toMatchObject({ rowKey: 'b' })
    for (const [workspaceId, rowKey] of [
      [run.workspace_id, 'c'],
      ['another', 'b'],
    ] as const)
      await expect(getRunItem(database, workspaceId, run.id, rowKey)).rejects.toMatchObject({
        code: 'not_found',
      })
  })

  test('what a schedule sent stands in the list until it is over, and afterwards for whoever asks', async () => {
    const run = await insertRun(database, ['a'])
    const list = async (slots: boolean) =>
      (await listRuns(database, run.workspace_id, { limit: 10, slots })).items.map(({ id }) => id)
    await database.query('update runs set slot_at = $2 where id = $1', [run.id, database.now()])
    expect(await list(false)).toEqual([run.id])
    await database.query('update runs set finished_at = $2 where id = $1', [run.id, database.now()])
    expect(await list(false)).toEqual([])
    expect(await list(true)).toEqual([run.id])
  })
})

describeEachDatabase('the speed of a run', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  test('is at the start what its plan said, and counts what has to be made first', async () => {
    const rows = makeRows(60).map((row) => ({ ...row, tag: `Tag ${row.id}` }))
    publishing = await startPublishing(database, {
      rows,
      fields: { title: '{{name}}', slug: '{{id}}', body: '<p>{{name}}</p>', tags: '{{tag}}' },
    })
    const { connectionId } = publishing
    const plan = await publishing.plan()
    await database.query(
      `update connection_pacing set rate_per_minute = 195, recent = '{}' where connection_id = $1`,
      [connectionId],
    )
    const opened = await publishing.apply(plan.id)
    expect(Math.abs((opened.etaSeconds ?? 0) - plan.estimate.seconds)).toBeLessThan(2)
    expect(opened).toMatchObject({ progress: 0, assetsLeft: 60 })

    await allowRequests(database, connectionId, 20)
    await publishing.startWorker()
    await publishing.until(opened.id, 'preparing')
    await untilUsed(database, connectionId, async () => false)
    let seen = await publishing.run(opened.id)
    for (let i = 0; i < 200 && seen.progress <= 0.05; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      seen = await publishing.run(opened.id)
    }
    expect(seen.state).toBe('preparing')
    expect(seen.assetsLeft).toBeGreaterThan(30)
    expect(seen.progress).toBeGreaterThan(0.05)
    expect(seen.etaSeconds).toBeGreaterThan(0)
    expect(seen.etaSeconds).toBeLessThan(90)
    await allowAll(database, connectionId)
    expect(await publishing.until(opened.id, 'done')).toMatchObject({ progress: 1, assetsLeft: 0 })
  })

  describe('while it goes on', () => {
    test('is what was accepted in the last minute, and over when it is', async () => {
      publishing = await startPublishing(database, { rows: makeRows(400) })
      publishing.control.addFault({
        route: 'POST /blog/v3/bulk/draft-posts/create',
        kind: 'slow-headers',
        delayMs: 200,
      })
      const run = await publishing.apply((await publishing.plan()).id)
      await publishing.startWorker()
      let seen = await publishing.until(run.id, 'publishing')
      for (let i = 0; i < 400 && seen.counts.accepted === 0; i++) {
        await new Promise((resolve) => setTimeout(resolve, 20))
        seen = await publishing.run(run.id)
      }
      expect(seen.ratePerMinute).toBe(seen.counts.accepted)
      expect(seen.etaSeconds).toBeGreaterThan(0)
      expect(await publishing.until(run.id, 'done')).toMatchObject({ ratePerMinute: 0, etaSeconds: null })
    })
  })
})
