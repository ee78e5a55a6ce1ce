// Deleting a project with everything that was recorded for it.
import type { Database, Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { deleteProject, lockProject } from './project-store.ts'
import type { ProjectUses } from './uses.ts'

/** What it published stays in Wix. Refused while a run is on its way. */
export async function removeProject(
  database: Database,
  uses: ProjectUses,
  workspaceId: string,
  id: string,
): Promise<void> {
  await database.transaction(async (tx) => {
    await refuseDuringRun(tx, uses, workspaceId, id)
    // From here on no plan can be applied, so no run can start while the rows are deleted.
    await uses.discardPlansOf(tx, id)
  })
  await uses.forgetAllOf(database, id)
  await database.transaction(async (tx) => {
    await refuseDuringRun(tx, uses, workspaceId, id)
    await deleteProject(tx, id)
  })
}

async function refuseDuringRun(
  tx: Queries,
  uses: ProjectUses,
  workspaceId: string,
  id: string,
): Promise<void> {
  if (!(await lockProject(tx, workspaceId, id)))
    throw new AppError('not_found', 'This project does not exist; it may have been deleted already.')
  if (await uses.unfinishedRunOf(tx, id))
    throw new AppError(
      'conflict',
      'A run of this project is in progress. Wait until it is done, or cancel it, then delete the project.',
    )
}
