// Deleting a project with everything that was recorded for it, a few thousand rows at a time: one statement over a
// hundred thousand pages would hold up everybody else.
import type { Database, Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { lockProject, type ProjectRuns } from './project-store.ts'

const chunk = 2_000

const histories = [
  { table: 'plan_items', owner: 'plan_number', owners: 'select number from plans where project_id = $1' },
  { table: 'page_problems', owner: 'project_id', owners: 'select $1::text' },
  { table: 'pages', owner: 'project_id', owners: 'select $1::text' },
  { table: 'page_index', owner: 'project_id', owners: 'select $1::text' },
]

/** What it published stays in Wix. Refused while a run is on its way. */
export async function removeProject(
  database: Database,
  runs: ProjectRuns,
  workspaceId: string,
  id: string,
): Promise<void> {
  await database.transaction(async (tx) => {
    await refuseDuringRun(tx, runs, workspaceId, id)
    // From here on no plan can be applied, so no run can start while the rows are deleted.
    await tx.query(
      `update plans set state = 'discarded' where project_id = $1 and state in ('building', 'ready')`,
      [id],
    )
  })
  await runs.deleteRunsOf(database, id)
  for (const history of histories) await removeHistory(database, id, history)
  await database.transaction(async (tx) => {
    await refuseDuringRun(tx, runs, workspaceId, id)
    await tx.query('delete from projects where id = $1', [id])
  })
}

async function refuseDuringRun(
  tx: Queries,
  runs: ProjectRuns,
  workspaceId: string,
  id: string,
): Promise<void> {
  if (!(await lockProject(tx, workspaceId, id)))
    throw new AppError('not_found', 'This project does not exist; it may have been deleted already.')
  if (await runs.unfinishedRunOf(tx, id))
    throw new AppError(
      'conflict',
      'A run of this project is on its way. Wait until it is done, or cancel it, then delete the project.',
    )
}

async function removeHistory(
  database: Database,
  id: string,
  { table, owner, owners }: (typeof histories)[number],
): Promise<void> {
  for (;;) {
    const { rowCount } = await database.query(
      `delete from ${table} where (${owner}, row_key) in
         (select ${owner}, row_key from ${table} where ${owner} in (${owners}) limit ${chunk})`,
      [id],
    )
    if (rowCount < chunk) return
  }
}
