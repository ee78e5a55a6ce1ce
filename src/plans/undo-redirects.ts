// The redirects of a plan that undoes a run: what the run made goes, what it changed or deleted is put back.
import { inBatches } from '../batches.ts'
import type { Queries } from '../db/types.ts'
import { withKeysNow } from '../pages/key-changes.ts'
import { type PlannedChange, savePlanRedirects } from '../redirects/plan-store.ts'
import type { RedirectChange } from '../redirects/redirect.ts'
import { redirectId } from '../redirects/redirect-id.ts'
import { changesToUndo } from '../redirects/run-store.ts'
import { noCalls } from '../targets/operation-costs.ts'
import { plannedKeys } from './items.ts'
import type { PlanBuild } from './plan-build.ts'
import { summaryOf } from './plan-redirects.ts'
import { redirectCalls } from './redirect-calls.ts'
import { savePlannedRedirects } from './store.ts'

/**
 * Enters them in the plan; call it once its items are there, and before it is frozen. The run of the plan does those of
 * the rows it took, and asks the site what has become of them since. What the undone run made up for, of pages that it
 * did not send, goes with the first run, whichever pages that takes.
 */
export async function undoRedirects(build: PlanBuild, runId: string): Promise<void> {
  const { database, plan, choice } = build
  const made = await changesToUndo(database, runId)
  const now = await withKeysNow(database, plan.project_id, made)
  const planned = await readPlanned(
    database,
    plan.number,
    now.map(({ rowKey }) => rowKey),
  )
  // Rows may be chosen by the keys that they had when the run was, or by those of now.
  const chosen = choice.rowKeys && new Set(choice.rowKeys)
  const isMeant = ({ rowKey }: RedirectChange, at: number) =>
    !chosen || planned.has(rowKey) || chosen.has(rowKey) || chosen.has(made[at]!.rowKey)
  const changes = now
    .filter(isMeant)
    .map((change): PlannedChange => ({ ...asNew(change), isOwed: !planned.has(change.rowKey) }))
  await savePlanRedirects(database, plan.number, changes, [])
  build.redirectCalls = redirectCalls({
    changes,
    leavers: [],
    owed: 0,
    removed: new Set(),
    look: () => noCalls,
  })
  const rule = { moves: false, removals: 'none', path: null } as const
  plan.redirects = { rule, summary: summaryOf(changes, [], null) }
  await savePlannedRedirects(database, plan)
}

/** Which of these rows the plan has. */
async function readPlanned(
  queries: Queries,
  planNumber: number,
  rowKeys: readonly string[],
): Promise<Set<string>> {
  const planned = new Set<string>()
  for (const part of inBatches([...new Set(rowKeys)], 1_000))
    for (const key of await plannedKeys(queries, planNumber, part)) planned.add(key)
  return planned
}

/** Under a fresh id: nobody says that Wix takes one that was deleted again. */
function asNew({ rowKey, cause, was, makes, isForeign, isOurs }: RedirectChange): RedirectChange {
  const fresh = makes && { ...makes, id: redirectId('undo', was?.id ?? '', makes.id, makes.from, makes.to) }
  return { rowKey, cause, was, makes: fresh, isForeign, isOurs }
}
