// What becomes of a plan between its making and its sending, page by page.
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
} from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'
import { setRemovals } from '../plans/plans.ts'
import { listRunItems } from './run-list.ts'
import { cancelRun, pauseRun, resumeRun } from './run-requests.ts'

describeOnServer('a plan that is published', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  async function begin(count: number, options: Partial<PublishingOptions> = {}) {
    publishing = await startPublishing(database, { rows: makeRows(count), ...options })
  }
  const held = async (runId: string) =>
    (
      await listRunItems(database, publishing.workspaceId, runId, { state: 'held', search: '', limit: 100 })
    ).items.map((item) => [item.rowKey, item.problem?.code])
  const renamed = (rows: ReturnType<typeof makeRows>, ...keys: string[]) =>
    rows.map((row) => (keys.includes(row.id) ? { ...row, name: `${row['name']} (new)` } : row))

  test('answers before its pages are taken, and says how many there will be', async () => {
    await begin(5)
    const run = await publishing.apply((await publishing.plan()).id)
    expect(run).toMatchObject({ state: 'queued', total: 5, counts: { ready: 5 } })
    const { rows } = await database.query('select 1 from run_items where run_id = $1', [run.id])
    expect(rows).toEqual([])
    await publishing.startWorker()
    const done = await publishing.until(run.id, 'done')
    expect(done).toMatchObject({ total: 5, counts: { accepted: 5, ready: 0 }, verified: 5 })
  })

  test('is one run, however often it is asked for before and after', async () => {
    await begin(3)
    const plan = await publishing.plan()
    const runs = await Promise.all([1, 2, 3].map(() => publishing.apply(plan.id)))
    await publishing.startWorker()
    await publishing.until(runs[0]!.id, 'done')
    runs.push(await publishing.apply(plan.id))
    expect(new Set(runs.map((run) => run.id)).size).toBe(1)
    expect(publishing.posts()).toHaveLength(3)
  })

  describe('when the rows changed in between', () => {
    test('sends what is as it was planned, and names the others', async () => {
      await begin(6)
      const plan = await publishing.plan()
      await publishing.replaceRows(renamed(makeRows(8).slice(1), 'row-3', 'row-5'))
      const run = await publishing.apply(plan.id)
      await publishing.startWorker()
      const done = await publishing.until(run.id, 'done')
      expect(done.receipt).toMatchObject({ accepted: 3, held: 3, verifiedEqual: 3 })
      expect(await held(run.id)).toEqual([
        ['row-1', 'changed_since_plan'],
        ['row-3', 'changed_since_plan'],
        ['row-5', 'changed_since_plan'],
      ])
      const next = await publishing.publish()
      expect(next.receipt).toMatchObject({ accepted: 4, held: 0 })
      expect(publishing.posts()).toHaveLength(7)
    })

    test('goes whole where a new file says the same', async () => {
      await begin(4)
      const plan = await publishing.plan()
      await publishing.replaceRows(makeRows(4))
      await publishing.startWorker()
      const done = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(done.receipt).toMatchObject({ accepted: 4, held: 0 })
    })

    test('does not remove a page whose row is back', async () => {
      await begin(4)
      await publishing.startWorker()
      await publishing.publish()
      await publishing.replaceRows(makeRows(2))
      const plan = await publishing.plan()
      await setRemovals(database, publishing.workspaceId, plan.id, true)
      await publishing.replaceRows(makeRows(3))
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(run.receipt).toMatchObject({ accepted: 1, held: 1 })
      expect(await held(run.id)).toEqual([['row-3', 'changed_since_plan']])
      expect(publishing.posts()).toHaveLength(3)
    })
  })

  test('makes no page that another run has published meanwhile', async () => {
    await begin(4)
    const plan = await publishing.plan()
    // As an older run of the same project would: it took its items before and ends later.
    await database.query(
      `insert into pages (project_id, row_key, remote_id, status, payload_hash, remote_fields)
       values ($1, 'row-2', 'post-2', 'live', 'other', '{}')`,
      [publishing.projectId],
    )
    await publishing.startWorker()
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 3, held: 1 })
    expect(await held(run.id)).toEqual([['row-2', 'published_since_plan']])
  })

  describe('while the run takes its pages', () => {
    /** More than one chunk, and a worker that stops after the first. */
    async function beginLarge() {
      await begin(1100)
      const plan = await publishing.plan()
      const run = await publishing.apply(plan.id)
      return { plan, run }
    }

    /** The worker comes again after a pause, in which the request gets on record. */
    const stumble = (): never => {
      throw new Error('interrupted between two chunks')
    }

    test('a death between two chunks loses and doubles nothing', async () => {
      const { run } = await beginLarge()
      let deaths = 0
      const first = await publishing.startWorker((name) => {
        if (name === 'after-chunk' && deaths++ === 0) throw new Error('the process died')
      })
      const done = await publishing.until(run.id, 'done')
      await first.stop()
      expect(deaths).toBeGreaterThan(1)
      expect(done.receipt).toMatchObject({ accepted: 1100, verifiedEqual: 1100, twins: 0 })
      expect(publishing.posts()).toHaveLength(1100)
    })

    test('a pause stops it, and it goes on from there', async () => {
      const { run } = await beginLarge()
      await publishing.startWorker((name) => {
        if (name !== 'after-chunk') return
        void pauseRun(database, publishing.workspaceId, run.id)
        stumble()
      })
      await publishing.until(run.id, 'paused')
      expect(publishing.writes()).toEqual([])
    })

    test('a cancellation gives everything back to the plan, which can be published again', async () => {
      const { plan, run } = await beginLarge()
      let isAsked = false
      await publishing.startWorker((name) => {
        if (name !== 'after-chunk' || isAsked) return
        isAsked = true
        void cancelRun(database, publishing.workspaceId, run.id)
        stumble()
      })
      const ended = await publishing.until(run.id, 'cancelled', 'done')
      expect(ended.state).toBe('cancelled')
      const again = await publishing.apply(plan.id)
      expect(again.id).not.toBe(run.id)
      const done = await publishing.until(again.id, 'done')
      expect((done.receipt?.accepted ?? 0) + (ended.receipt?.accepted ?? 0)).toBe(1100)
      expect(publishing.posts()).toHaveLength(1100)
    })
  })

  test('waits paused without a worker, and goes on', async () => {
    await begin(3)
    const run = await publishing.apply((await publishing.plan()).id)
    expect((await pauseRun(database, publishing.workspaceId, run.id)).state).toBe('paused')
    await publishing.startWorker()
    await resumeRun(database, publishing.workspaceId, run.id)
    await publishing.until(run.id, 'done')
    expect(publishing.posts()).toHaveLength(3)
  })
})
