// Notices that rows, template, settings or connection of a schedule are others now, so that new rows get their dates
// and the owner is asked soon, and not only when the next slot comes.
import { readPresent } from './basis.ts'
import { changesOf } from './consent.ts'
import type { AdvanceDeps } from './deps.ts'
import type { ScheduleRow } from './row.ts'
import { listWatched, lookAgain } from './store.ts'

export async function watchBasis(
  deps: Pick<AdvanceDeps, 'database' | 'findProject' | 'logger'>,
): Promise<void> {
  const { database, logger } = deps
  for (const schedule of await listWatched(database)) {
    const hasChanged = await isOther(deps, schedule).catch((error: unknown) => {
      logger.warn({ err: error, scheduleId: schedule.id }, 'a schedule could not be looked at')
      return false
    })
    if (hasChanged) await lookAgain(database, schedule.id, database.now())
  }
}

async function isOther(
  { database, findProject }: Pick<AdvanceDeps, 'database' | 'findProject'>,
  { project_id, row_set_id, basis }: ScheduleRow,
): Promise<boolean> {
  const project = await findProject(project_id)
  if (!project) return false
  const present = await readPresent(database, project)
  return present.data.rowSetId !== row_set_id || changesOf(basis, present.basis).length > 0
}
