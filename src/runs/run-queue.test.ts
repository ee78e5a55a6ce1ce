// Several runs for one site.

import { afterEach, beforeAll, expect, test } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import { insertRowSet } from '../../test/helpers/row-set.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { cancelRun, pauseRun, resumeRun } from './run-requests.ts'

const create = 'POST /blog/v3/bulk/draft-posts/create'

describeOnServer('runs of one site', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  /** A second project on the same site, with rows of its own. */
  async function addProject(): Promise<string> {
    const [projectId, datasetId] = [newId('prj'), newId('dat')]
    const { rows } = await database.query<{ row_key: string; cells: string[] }>(
      `select row_key, cells from rows where row_set_id = (select row_set_id from datasets where id = $1)
        order by line`,
      [publishing.datasetId],
    )
    const rowSetId = await insertRowSet(
      database,
      rows.map(({ row_key, cells }) => ({ id: `other-${row_key}`, name: cells[1] ?? '' })),
    )
    await database.query(
      `insert into datasets (id, workspace_id, name, row_set_id) values ($1, $2, 'Others', $3)`,
      [datasetId, publishing.workspaceId, rowSetId],
    )
    await database.query(
      `insert into projects (id, workspace_id, name, dataset_id, connection_id, template_id, destination, options)
       select $1, workspace_id, 'Others', $2, connection_id, template_id, destination, options
         from projects where id = $3`,
      [projectId, datasetId, publishing.projectId],
    )
    return projectId
  }

  async function begin(count: number) {
    publishing = await startPublishing(database, { rows: makeRows(count) })
    const others = await addProject()
    return { first: await publishing.plan(), second: await publishing.plan(others) }
  }
  const { workspaceId } = { workspaceId: () => publishing.workspaceId }

  test('go one after the other, and the second says what it waits for', async () => {
    const plans = await begin(60)
    publishing.control.addFault({ route: create, kind: 'slow-headers', delayMs: 100 })
    const first = await publishing.apply(plans.first.id)
    const second = await publishing.apply(plans.second.id)
    expect(second).toMatchObject({ state: 'queued', message: 'Waits for the run of "Places" on this site.' })
    expect((await publishing.run(first.id)).message).toBeNull()
    await publishing.startWorker()
    await publishing.until(first.id, 'publishing')
    expect(await publishing.run(second.id)).toMatchObject({ state: 'queued', counts: { accepted: 0 } })
    const [done, after] = [
      await publishing.until(first.id, 'done'),
      await publishing.until(second.id, 'done'),
    ]
    expect(done.receipt).toMatchObject({ accepted: 60, verifiedEqual: 60, restarts: 0 })
    expect(after.receipt).toMatchObject({ accepted: 60, verifiedEqual: 60, restarts: 0 })
    expect(Date.parse(after.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(done.finishedAt ?? ''))
    expect(publishing.posts()).toHaveLength(120)
  })

  test('one that is paused keeps its pages and not the site', async () => {
    const plans = await begin(20)
    const first = await publishing.apply(plans.first.id)
    await pauseRun(database, workspaceId(), first.id)
    const second = await publishing.apply(plans.second.id)
    expect(second.message).toBeNull()
    await publishing.startWorker()
    await publishing.until(second.id, 'done')
    expect(await publishing.run(first.id)).toMatchObject({ state: 'paused', counts: { ready: 20 } })
    await resumeRun(database, workspaceId(), first.id)
    await publishing.until(first.id, 'done')
    expect(publishing.posts()).toHaveLength(40)
  })

  test('one that waits is cancelled at once, and the one that has the site goes on without a restart', async () => {
    const plans = await begin(400)
    publishing.control.addFault({ route: create, kind: 'slow-headers', delayMs: 300 })
    const first = await publishing.apply(plans.first.id)
    const second = await publishing.apply(plans.second.id)
    await publishing.startWorker()
    await publishing.until(first.id, 'publishing')
    await cancelRun(database, workspaceId(), second.id)
    const ended = await publishing.until(second.id, 'cancelled')
    expect(ended.receipt).toMatchObject({ accepted: 0, restarts: 0 })
    expect((await publishing.run(first.id)).counts.ready).toBeGreaterThan(0)
    publishing.control.removeFaults()
    const done = await publishing.until(first.id, 'done')
    expect(done.receipt).toMatchObject({ accepted: 400, verifiedEqual: 400, restarts: 0, twins: 0 })
  })

  test('one that is due earlier passes between two batches', async () => {
    const plans = await begin(400)
    publishing.control.addFault({ route: create, kind: 'slow-headers', delayMs: 300 })
    const first = await publishing.apply(plans.first.id)
    await publishing.startWorker()
    await publishing.until(first.id, 'publishing')
    const second = await publishing.apply(plans.second.id)
    await database.query(`update runs set due_at = now() - interval '1 hour' where id = $1`, [second.id])
    await publishing.until(second.id, 'publishing', 'verifying', 'done')
    expect(await publishing.run(first.id)).toMatchObject({
      state: 'queued',
      message: 'Waits for the run of "Others" on this site.',
    })
    publishing.control.removeFaults()
    await publishing.until(second.id, 'done')
    const done = await publishing.until(first.id, 'done')
    expect(done.receipt).toMatchObject({ accepted: 400, restarts: 0, twins: 0 })
    expect(publishing.posts()).toHaveLength(800)
  })

  test('that of a slot passes between two batches, although it was made later', async () => {
    const plans = await begin(400)
    publishing.control.addFault({ route: create, kind: 'slow-headers', delayMs: 300 })
    const first = await publishing.apply(plans.first.id)
    await publishing.startWorker()
    await publishing.until(first.id, 'publishing')
    const second = await publishing.apply(plans.second.id)
    await database.query('update runs set slot_at = now() where id = $1', [second.id])
    await publishing.until(second.id, 'publishing', 'verifying', 'done')
    expect(await publishing.run(first.id)).toMatchObject({
      state: 'queued',
      message: 'Waits for the run of "Others" on this site.',
    })
    publishing.control.removeFaults()
    await publishing.until(second.id, 'done')
    const done = await publishing.until(first.id, 'done')
    expect(done.receipt).toMatchObject({ accepted: 400, restarts: 0, twins: 0 })
  })

  test('a project is not planned anew while its pages are on their way, but while its run waits for its owner', async () => {
    const plans = await begin(6)
    const first = await publishing.apply(plans.first.id)
    await expect(publishing.plan()).rejects.toThrow(/not finished/)
    await pauseRun(database, workspaceId(), first.id)
    await publishing.startWorker()
    const again = await publishing.plan()
    const second = await publishing.until((await publishing.apply(again.id)).id, 'done', 'needs_attention')
    // The paused run had not taken its pages yet: the plan it was to take them from is what the newer one replaced.
    expect(second.receipt).toMatchObject({ accepted: 6 })
    await resumeRun(database, workspaceId(), first.id)
    const late = await publishing.until(first.id, 'done')
    expect(late.receipt).toMatchObject({ accepted: 0, held: 6 })
    expect(publishing.posts()).toHaveLength(6)
  })

  test('pages of a paused run are no part of another one', async () => {
    const plans = await begin(400)
    publishing.control.addFault({ route: create, kind: 'slow-headers', delayMs: 200 })
    const first = await publishing.apply(plans.first.id)
    await publishing.startWorker()
    await publishing.until(first.id, 'publishing')
    await pauseRun(database, workspaceId(), first.id)
    const paused = await publishing.until(first.id, 'paused')
    publishing.control.removeFaults()
    const plan = await publishing.plan()
    const open = paused.counts.ready + paused.counts.in_doubt
    expect(open).toBeGreaterThan(0)
    const second = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(second.receipt).toMatchObject({ accepted: 0, held: open })
    await resumeRun(database, workspaceId(), first.id)
    await publishing.until(first.id, 'done')
    expect(publishing.posts()).toHaveLength(400)
  })
})
