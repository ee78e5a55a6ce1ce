// What the list says of pages while they are planned, sent, held, cancelled: told by whoever changes it.
import { afterEach, beforeAll, expect, test } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import { makeRows, type Publishing, startPublishing, type TestRow } from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'
import { fillStates } from '../pages/fill-states.ts'
import { setExpected } from '../pages/page-states.ts'
import { findStates } from '../pages/state-lists.ts'
import { cancelRun, pauseRun, resumeRun } from './run-requests.ts'

const create = 'POST /blog/v3/bulk/draft-posts/create'

describeOnServer('the list of pages', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  async function begin(rows: TestRow[]) {
    publishing = await startPublishing(database, { rows })
    await fill()
  }
  const fill = async () =>
    fillStates(publishing.pages, (await publishing.projects.find(publishing.projectId))!)
  const stateOf = async (rowKey: string) =>
    (await findStates(database, publishing.projectId, [rowKey])).get(rowKey)
  /** States of the pages that are in one, with how many there are. */
  const counts = async () => {
    const { rows } = await database.query<{ state: number; pages: number }>(
      'select state, count(*) as pages from page_states where project_id = $1 group by state order by state',
      [publishing.projectId],
    )
    return Object.fromEntries(rows.map(({ state, pages }) => [state, pages]))
  }

  test('has a page in progress from when its run takes it until it is out', async () => {
    await begin(makeRows(6))
    await setExpected(database, publishing.projectId, [
      { rowKey: 'row-1', at: new Date('2030-01-01T09:00:00Z') },
    ])
    const run = await publishing.apply((await publishing.plan()).id)
    await pauseRun(database, publishing.workspaceId, run.id, 'Olga')
    expect(await counts()).toEqual({ 0: 5, 1: 1 })
    publishing.control.addFault({ route: create, kind: 'slow-headers', delayMs: 600 })
    await publishing.startWorker()
    await resumeRun(database, publishing.workspaceId, run.id)
    await publishing.until(run.id, 'publishing')
    expect(await counts()).toEqual({ 2: 6 })
    expect(await stateOf('row-1')).toMatchObject({ state: 'in_progress', runId: run.id })
    await publishing.until(run.id, 'done')
    expect(await counts()).toEqual({ 4: 6 })
    expect(await stateOf('row-1')).toMatchObject({ state: 'published', expectedAt: null, runId: null })
  })

  test('has pages of a cancelled run as they were before it', async () => {
    await begin(makeRows(400))
    await setExpected(database, publishing.projectId, [
      { rowKey: 'row-400', at: new Date('2030-01-01T09:00:00Z') },
    ])
    publishing.control.addFault({ route: create, kind: 'slow-headers', delayMs: 500 })
    const run = await publishing.apply((await publishing.plan()).id)
    await publishing.startWorker()
    await publishing.until(run.id, 'publishing')
    await cancelRun(database, publishing.workspaceId, run.id)
    const { receipt } = await publishing.until(run.id, 'cancelled')
    const { 4: published = 0, ...others } = await counts()
    expect(published).toBe(receipt?.accepted)
    expect(others).toEqual({ 0: 399 - published, 1: 1 })
  })

  test('has pages that a plan holds with the reason, until a plan holds them no more', async () => {
    const rows = makeRows(4)
    await begin([...rows.slice(0, 3), { ...rows[3]!, id: 'ROW-1' }])
    await publishing.plan()
    expect(await stateOf('row-1')).toMatchObject({ state: 'error', problem: { code: 'duplicate_slug' } })
    expect(await counts()).toEqual({ 0: 2, 5: 2 })
    await publishing.replaceRows(rows)
    await publishing.plan()
    await fill()
    expect(await stateOf('row-1')).toMatchObject({ state: 'not_published', problem: null })
    expect(await counts()).toEqual({ 0: 4 })
  })

  test('has what a run could not send with what was said of it, and a plan alone does not make that undone', async () => {
    await begin(makeRows(3))
    const long = 'x'.repeat(300)
    await publishing.replaceRows(
      makeRows(3).map((row) => (row.id === 'row-2' ? { ...row, name: long } : row)),
    )
    await publishing.startWorker()
    const run = await publishing.publish()
    const failed = await stateOf('row-2')
    expect([run.receipt?.accepted, failed?.state]).toEqual([2, 'error'])
    expect(failed?.problem?.message).not.toBe('')
  })

  test('is not touched by a plan that says unchanged', async () => {
    await begin(makeRows(5))
    await publishing.startWorker()
    await publishing.publish()
    const versions = async () =>
      (
        await database.query(
          'select row_key, xmin::text from page_states where project_id = $1 order by row_key',
          [publishing.projectId],
        )
      ).rows
    const before = await versions()
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 5 })
    expect(await versions()).toEqual(before)
  })

  test('of an installation from before it is filled from what was published', async () => {
    await begin(makeRows(4))
    await publishing.startWorker()
    await publishing.publish()
    await database.query('delete from page_states where project_id = $1', [publishing.projectId])
    await database.query('delete from page_fills where project_id = $1', [publishing.projectId])
    await publishing.replaceRows(makeRows(6))
    await fill()
    expect(await counts()).toEqual({ 0: 2, 4: 4 })
    expect(await stateOf('row-1')).toMatchObject({ state: 'published', title: 'Place 1' })
  })
})
