import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { insertProject } from '../../test/helpers/rows.ts'
import type { Database } from '../db/types.ts'
import { countLedgerPages, forgetLedgerCounts, sumUpLedgerCounts } from './ledger-counts.ts'

describeEachDatabase('the number of pages in the ledger', (open) => {
  let database: Database
  let projectId: string
  beforeAll(async () => {
    database = (await open()).database
    projectId = (await insertProject(database)).projectId
  })
  const kept = async () => (await countLedgerPages(database, [projectId])).get(projectId)
  const counted = async () =>
    (
      await database.query(
        `select count(*) filter (where status = 'live')::int as live,
                count(*) filter (where status = 'draft' and down is null)::int as drafts,
                count(*) filter (where status = 'gone' and down is null)::int as gone
           from pages where project_id = $1`,
        [projectId],
      )
    ).rows[0]
  const change = (sql: string) => database.query(sql, [projectId])
  const down = `'{"how": "draft", "by": "take_down", "runId": "run_1", "at": "2026-11-01T08:00:00Z"}'`

  test('is what counting finds, after every kind of change and when its lines are summed up', async () => {
    expect(await kept()).toBeUndefined()
    for (const sql of [
      `insert into pages (project_id, row_key, remote_id, status, payload_hash)
       select $1, 'row-' || n, 'post-' || n, (array['live', 'draft', 'gone', 'removed'])[n % 4 + 1], 'x'
         from generate_series(1, 40) n`,
      `insert into pages (project_id, row_key, remote_id, status, payload_hash)
       select $1, 'row-' || n, 'again-' || n, 'live', 'x' from generate_series(30, 50) n
       on conflict (project_id, row_key) do update set status = 'live'`,
      `update pages set status = 'draft', down = ${down} where project_id = $1 and row_key like 'row-1%'`,
      `update pages set title = 'Other' where project_id = $1`,
      `update pages set down = null where project_id = $1 and row_key = 'row-1'`,
      `delete from pages where project_id = $1 and row_key like 'row-2%'`,
    ]) {
      await change(sql)
      expect(await kept()).toEqual(await counted())
    }
    await sumUpLedgerCounts(database)
    expect(await kept()).toEqual(await counted())
    const { rows } = await database.query('select 1 from ledger_counts where project_id = $1', [projectId])
    expect(rows).toHaveLength(1)
  })

  test('of a change that is undone is what it was', async () => {
    const before = await kept()
    const undone = database.transaction(async (tx) => {
      await tx.query('delete from pages where project_id = $1', [projectId])
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await kept()).toEqual(before)
  })

  test('goes with its project', async () => {
    while (await forgetLedgerCounts(database, projectId, 1));
    expect(await kept()).toBeUndefined()
  })
})
