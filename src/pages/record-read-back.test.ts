import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { insertProject } from '../../test/helpers/rows.ts'
import type { Database, Queries } from '../db/types.ts'
import { recordDatesRead, recordVerified } from './record-read-back.ts'

const pages = 5_000
const some = Array.from({ length: 20 }, (_, i) => `row-${i + 1}`)

describeEachDatabase('what was read back of a few among many pages', (open) => {
  let database: Database
  let projectId: string
  beforeAll(async () => {
    database = (await open()).database
    projectId = (await insertProject(database)).projectId
    // Nobody has counted them since: a plan goes by how large the table is, and knows nothing of what is in it.
    await database.query(
      `insert into pages (project_id, row_key, remote_id, status, payload_hash, run_id, remote_fields)
       select $1, 'row-' || n, 'post-' || n, 'live', 'x', 'run_1', '{"title": "x"}' from generate_series(1, $2::int) n`,
      [projectId, pages],
    )
  })

  const read = some.map((rowKey) => ({
    rowKey,
    remoteFields: { title: 'y' },
    remoteEditedAt: null,
    url: null,
  }))
  const records: [string, (queries: Queries) => Promise<void>][] = [
    ['pages', (queries) => recordVerified(queries, projectId, 'run_1', read)],
    ['dates', (queries) => recordDatesRead(queries, projectId, 'run_1', read)],
  ]

  test.each(records)('%s: each is compared with itself, not with all others', async (_, record) => {
    const plans: PlanNode[] = []
    await database.transaction((tx) =>
      record({
        now: () => tx.now(),
        query: async (sql, params) => {
          const { rows } = await tx.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
            `explain (analyze, format json) ${sql}`,
            params,
          )
          plans.push(rows[0]!['QUERY PLAN'][0].Plan)
          return { rows: [], rowCount: 0 }
        },
      }),
    )
    expect(plans.length).toBeGreaterThan(0)
    expect(plans.reduce((all, plan) => all + comparedInVain(plan), 0)).toBeLessThan(pages)
  })
})

interface PlanNode {
  'Rows Removed by Join Filter'?: number
  'Actual Loops': number
  Plans?: PlanNode[]
}

/** Pairs of rows that a plan has looked at and found not to belong together. */
function comparedInVain({ Plans = [], ...node }: PlanNode): number {
  const own = (node['Rows Removed by Join Filter'] ?? 0) * node['Actual Loops']
  return Plans.reduce((all, plan) => all + comparedInVain(plan), own)
}
