// What the door of plans does when an owner says whether rows had another key before.
import type { KeyChoice } from '../../src/api/changed-key.ts'
import type { Plan } from '../../src/api/plan.ts'
import type { Database } from '../../src/db/types.ts'
import { type KeyChooser, planWithKeys } from '../../src/plans/choose-keys.ts'
import { findPlanRow, getPlan } from '../../src/plans/plans.ts'
import { refuseWithOpen } from '../../src/runs/runs-of.ts'
import { followKeys } from '../../src/schedules/follow-keys.ts'
import type { Publishing } from './publishing.ts'

/** @param rowKeys of these rows; all that are not decided, unless told */
export async function chooseKeys(
  database: Database,
  publishing: Publishing,
  planId: string,
  choice: KeyChoice,
  { rowKeys, ...chooser }: { rowKeys?: string[] } & Partial<KeyChooser> = {},
): Promise<Plan> {
  const plan = await findPlanRow(database, publishing.workspaceId, planId)
  const project = (await publishing.projects.find(publishing.projectId))!
  const input = { choice, ...(rowKeys && { rowKeys }) }
  const id = await planWithKeys(database, project, plan, input, {
    author: 'Dana',
    refuse: (tx, keys) => refuseWithOpen(tx, project.id, keys),
    follow: (tx, changes) => followKeys(tx, project.id, changes),
    ...chooser,
  })
  await publishing.build(id)
  return getPlan(database, publishing.workspaceId, id)
}
