import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { makeRows, startPublishing } from '../../test/helpers/publishing.ts'
import { retention } from '../api/retention.ts'
import type { Database } from '../db/types.ts'
import { silentLogger } from '../logger.ts'
import { listPlanItems } from '../plans/item-lists.ts'
import { tidyUp } from './tidy.ts'

describeEachDatabase('Tidying up', (open) => {
  let database: Database
  beforeAll(async () => {
    database = (await open()).database
  })

  const count = async (sql: string, ...params: unknown[]) =>
    (await database.query<{ n: number }>(`select count(*)::int as n from ${sql}`, params)).rows[0]!.n

  /** As if everything so far had been done that many days ago. */
  async function age(projectId: string, days: number) {
    const shift = `- make_interval(days => ${days})`
    await database.query(`update plans set created_at = created_at ${shift} where project_id = $1`, [
      projectId,
    ])
    await database.query(`update runs set finished_at = finished_at ${shift} where project_id = $1`, [
      projectId,
    ])
    await database.query(`update payloads set stored_at = stored_at ${shift} where project_id = $1`, [
      projectId,
    ])
  }

  test('keeps lists of the newest plans and of young ones, and what the ledger names for ever', async () => {
    const publishing = await startPublishing(database, { rows: makeRows(3) })
    const { projectId, workspaceId } = publishing
    try {
      await publishing.startWorker()
      await publishing.publish()
      const plans = []
      for (let i = 0; i < retention.plans.newest; i++) plans.push(await publishing.plan())
      // Rows that nobody publishes: their payloads are named by a plan and the index, and by nothing later.
      await publishing.replaceRows(makeRows(3).map((row) => ({ ...row, name: `${row['name']} (draft)` })))
      await publishing.plan()
      await publishing.replaceRows(makeRows(3))
      await publishing.plan()
      const deps = { database, logger: silentLogger }
      const signal = new AbortController().signal
      const items = () =>
        count('plan_items where plan_number in (select number from plans where project_id = $1)', projectId)
      const all = await items()

      await tidyUp(deps, signal)
      expect(await items()).toBe(all)
      expect(await count('payloads where project_id = $1', projectId)).toBe(6)

      await age(projectId, retention.plans.days + 1)
      await tidyUp(deps, signal)
      // The published plan and the two oldest after it are beyond the newest ten.
      expect(all - (await items())).toBe(3 * 3)
      expect(await count('payloads where project_id = $1', projectId)).toBe(6)
      const published = (
        await database.query<{ id: string; message: string }>(
          'select id, message from plans where project_id = $1 order by number limit 1',
          [projectId],
        )
      ).rows[0]!
      expect(published.message).toContain('tidied up')
      expect(
        (await listPlanItems(database, workspaceId, published.id, { search: '', limit: 10 })).items,
      ).toEqual([])

      await database.query(
        'delete from plan_items where plan_number in (select number from plans where project_id = $1)',
        [projectId],
      )
      await tidyUp(deps, signal)
      expect(await count('payloads where project_id = $1', projectId)).toBe(3)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3 })
    } finally {
      await publishing.close()
    }
  })

  test('forgets pages of runs only when they are old and many newer ones have come, and notices by age', async () => {
    const publishing = await startPublishing(database, { rows: makeRows(2) })
    const { projectId } = publishing
    try {
      await publishing.startWorker()
      const first = await publishing.publish()
      await age(projectId, retention.runs.days + 1)
      const deps = { database, logger: silentLogger }
      await tidyUp(deps, new AbortController().signal)
      expect(await count('run_items where run_id = $1', first.id)).toBe(2)
      await database.query(
        `insert into runs (id, workspace_id, plan_id, project_id, connection_id, state, author, receipt, finished_at)
         select 'run_zz' || n || $2, workspace_id, plan_id, project_id, connection_id, 'done', 'Dana', receipt, now()
           from runs, generate_series(10, 9 + ${retention.runs.newest}) n where id = $1`,
        [first.id, projectId],
      )
      await tidyUp(deps, new AbortController().signal)
      expect(await count('run_items where run_id = $1', first.id)).toBe(0)
      expect((await publishing.run(first.id)).receipt).toMatchObject({ accepted: 2 })
      expect(await count('notices')).toBeGreaterThan(0)
      await database.query(
        `update notices set raised_at = raised_at - make_interval(days => ${retention.notices.days + 1})`,
      )
      await tidyUp(deps, new AbortController().signal)
      expect(await count('notices')).toBe(0)
    } finally {
      await publishing.close()
    }
  })
})
