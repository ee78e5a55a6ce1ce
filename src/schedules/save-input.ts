// A schedule as somebody saves it: new, or in place of the one that the project has. Its dates follow.
import type { ScheduleInput } from '../api/schedule.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { readPresent } from './basis.ts'
import { checkInput } from './rule-check.ts'
import { sealPassed } from './seal.ts'
import { lastGone } from './slot-lists.ts'
import { closePassedSlots, dropOpenSlots } from './slot-store.ts'
import { findOfProject, inheritDates, insertSchedule, lockSchedule, saveAgreed } from './store.ts'

/** What was agreed to, in place of what was agreed to before. @returns the id of the schedule */
export async function saveInput(
  database: Database,
  project: ProjectRecord,
  input: ScheduleInput,
  by: string,
): Promise<string> {
  return database.transaction(async (tx) => {
    const found = await findOfProject(tx, project.id)
    const before = found && found.state !== 'cancelled' ? await lockSchedule(tx, found.id) : null
    if (before && input.version !== undefined && input.version !== before.version)
      throw new AppError('stale', 'Somebody else has saved this schedule since you opened it. Load it again.')
    const { basis, data } = await readPresent(tx, project)
    checkInput(input, data.columnNames, project)
    const gone = before ? await lastGone(tx, before.id) : null
    const agreed = {
      ...input,
      consent: { ...input.consent, by, at: tx.now().toISOString() },
      basis,
      rowsAgreed: data.rowCount,
      startsAt: new Date(Math.max(tx.now().getTime(), gone ? gone.getTime() + 15 * 60_000 : 0)),
    }
    if (!before) {
      const place = { workspaceId: project.workspaceId, projectId: project.id }
      const id = await insertSchedule(tx, place, agreed)
      if (found) await inheritDates(tx, id, found)
      return id
    }
    await sealPassed(tx, before.id)
    const message = before.state === 'paused' ? 'The schedule was paused.' : 'The schedule was changed.'
    await closePassedSlots(tx, before.id, { by: 'at', now: tx.now() }, { stage: 'skipped', message })
    // Nothing of the rule that was before goes out any more.
    await dropOpenSlots(tx, before.id)
    await saveAgreed(tx, before.id, agreed)
    return before.id
  })
}
