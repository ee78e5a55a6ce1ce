// What a plan found of pages is what the list of pages says of them: held pages with the reason, and the others free of
// what an earlier look had found.
import { clearFailures, failInCheck, failuresOf, walkFailures } from '../pages/page-states.ts'
import { actionsOf, itemsInOrder } from './items.ts'
import type { PlanBuild } from './plan-build.ts'

/** Of pages that are no part of the plan nothing is said. */
export async function tellFailures({ database, plan }: Pick<PlanBuild, 'database' | 'plan'>): Promise<void> {
  const projectId = plan.project_id
  for await (const before of walkFailures(database, projectId)) {
    const actions = await actionsOf(
      database,
      plan.number,
      before.map((one) => one.rowKey),
    )
    // What Wix refused may be refused again, unless Wix turns out to have the page as it should be.
    const isOver = ({ rowKey, by }: (typeof before)[number]) => {
      const action = actions.get(rowKey)
      if (action === undefined || action === 'held') return false
      return by === 'check' || action === 'unchanged'
    }
    await clearFailures(
      database,
      projectId,
      before.filter(isOver).map((one) => one.rowKey),
    )
  }
  for await (const items of itemsInOrder(database, plan.number, ['held'], 1000))
    await failInCheck(
      database,
      projectId,
      failuresOf(new Map(items.map(({ rowKey, problems }) => [rowKey, problems]))),
    )
}
