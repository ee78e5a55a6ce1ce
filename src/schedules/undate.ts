// The pages of a schedule that was cancelled lose their dates, a part at a time: there may be a hundred thousand.
import type { Database } from '../db/types.ts'
import { setExpected } from '../pages/page-states.ts'
import { undatePages } from './page-slot-store.ts'
import { cancelledOf } from './store.ts'

const chunk = 1_000

export async function undateAll(
  database: Database,
  { id, project_id }: { id: string; project_id: string },
  afterPart: () => void = () => undefined,
): Promise<void> {
  for (;;) {
    const isDone = await database.transaction(async (tx) => {
      const rowKeys = await undatePages(tx, id, chunk)
      await setExpected(
        tx,
        project_id,
        rowKeys.map((rowKey) => ({ rowKey, at: null })),
      )
      return rowKeys.length === 0
    })
    if (isDone) return
    afterPart()
  }
}

/** Before another schedule of the project gives the same pages their dates. */
export async function undateEarlier(
  database: Database,
  projectId: string,
  afterPart?: () => void,
): Promise<void> {
  for (const id of await cancelledOf(database, projectId))
    await undateAll(database, { id, project_id: projectId }, afterPart)
}
