import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { insertRun } from '../../test/helpers/rows.ts'
import type { Database } from '../db/types.ts'
import { deleteRunsOf, lastRunsOf, liveRunsOf, projectsWithRunsOf, unfinishedRunOf } from './runs-of.ts'

describeEachDatabase('what other nouns ask of runs', (open) => {
  let database: Database
  beforeAll(async () => {
    database = (await open()).database
  })
  const end = (id: string) =>
    database.query(`update runs set state = 'done', finished_at = now() where id = $1`, [id])

  test('the unfinished runs of each connection, a paused one too', async () => {
    const [paused, done] = [await insertRun(database, ['a']), await insertRun(database, ['a'])]
    await database.query(`update runs set state = 'paused' where id = $1`, [paused.id])
    await end(done.id)
    const live = await liveRunsOf(database, [paused.connection_id, done.connection_id])
    expect(live).toEqual([
      { id: paused.id, state: 'paused', projectId: paused.project_id, connectionId: paused.connection_id },
    ])
    expect(await projectsWithRunsOf(database, done.connection_id)).toEqual([done.project_id])
  })

  test('the newest run of each project, and the one that is not finished', async () => {
    const run = await insertRun(database, ['a'])
    expect((await lastRunsOf(database, [run.project_id, 'none'])).get(run.project_id)).toEqual({
      last: run.id,
      unfinished: run.id,
    })
    expect(await unfinishedRunOf(database, run.project_id)).toBe(run.id)
    await end(run.id)
    expect(await unfinishedRunOf(database, run.project_id)).toBeNull()
    const after = await lastRunsOf(database, [run.project_id, 'none'])
    expect([...after]).toEqual([[run.project_id, { last: run.id, unfinished: null }]])
  })

  test('the runs of one project can go with all that was recorded of them, and no others', async () => {
    const [gone, kept] = [await insertRun(database, ['a', 'b']), await insertRun(database, ['a'])]
    await database.query(`insert into run_events (run_id, kind, message) values ($1, 'started', 'x')`, [
      gone.id,
    ])
    await deleteRunsOf(database, gone.project_id)
    const { rows } = await database.query<{ run_id: string }>(
      'select distinct run_id from run_items where run_id = any($1)',
      [[gone.id, kept.id]],
    )
    expect(rows).toEqual([{ run_id: kept.id }])
    expect([...(await lastRunsOf(database, [gone.project_id, kept.project_id])).keys()]).toEqual([
      kept.project_id,
    ])
  })
})
