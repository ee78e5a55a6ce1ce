// Turns a plan into a run, or a part of it and later the rest. Two tabs, a double click and a replay all end in the same
// run. It answers at once: the run's worker takes the pages out of the plan, see gather.ts.
import type { Plan } from '../api/plan.ts'
import type { Run } from '../api/run.ts'
import { isEverything, type Selection, selectionWords } from '../api/selection.ts'
import { deletedForGood } from '../api/way-back.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import { workAhead } from '../plans/outlook.ts'
import { cannotChange, findPlanRow, noSuchPlan } from '../plans/plans.ts'
import { type PlanRow, presentPlans } from '../plans/row.ts'
import { countSelected, hasSelected, peekSelected } from '../plans/selected.ts'
import { lockPlan } from '../plans/store.ts'
import { peekItems } from '../plans/taking.ts'
import { findProject } from '../projects/project-store.ts'
import { writeDiary } from './diary.ts'
import { getRun } from './run-list.ts'
import type { RunRow } from './run-row.ts'
import { findGathering, insertRun, newestRunOf } from './run-store.ts'
import { type Changes, changesSince, judgeItems } from './staleness.ts'
import { wakeChannel } from './wake.ts'

/** A plan of so few pages is judged before there is a run. */
const mostJudgedAtOnce = 2_000

export interface ApplyDeps {
  database: Database
  pages: PagesDeps
}

/** Pages of an earlier run that are to go again. */
export interface Again {
  runId: string
  rowKeys: readonly string[]
  /**
   * Gives them back to the plan; where the plan cannot be published after all, they stay where they were.
   * @returns false where a later run has them all
   */
  prepare(tx: Tx): Promise<boolean>
}

export interface ApplyOptions {
  /** A part of the plan; all that can go, unless told. */
  selection?: Selection | undefined
  /** The newest run of the plan that the caller knows of, null for none: where there is a newer one, that is the run. */
  seenRunId?: string | null | undefined
  isCanary?: boolean
  /** How many pages are deleted for good, as whoever asks knows. */
  confirm?: number | undefined
  again?: Again
}

/**
 * Starts a run of the plan, or of a part of it; the rest stays with the plan. Nothing is enumerated: the run takes its
 * pages out of the plan itself.
 * @returns the run; one that was made meanwhile where the caller did not know of it
 */
export async function applyPlan(
  deps: ApplyDeps,
  workspaceId: string,
  planId: string,
  author: string,
  options: ApplyOptions = {},
): Promise<Run> {
  const { database } = deps
  const { again } = options
  const selection = options.selection && !isEverything(options.selection) ? options.selection : undefined
  const row = await findPlanRow(database, workspaceId, planId)
  if ((await runMadeMeanwhile(database, planId, options)) === null) {
    await refuseWhollyStale(deps, row, selection, again)
    if (selection && !again && row.state === 'ready') await refuseEmpty(database, row, selection)
    if (!again) await refuseUnconfirmed(database, row, selection, options.confirm)
  }
  const runId = await database.transaction(async (tx) => {
    // Asked for twice: what was given back is on its way already.
    if (again && !(await again.prepare(tx))) return newestRunOf(tx, planId)
    return startRun(tx, workspaceId, planId, author, { ...options, selection })
  })
  if (runId === null) throw noSuchPlan()
  await database.notify(wakeChannel)
  return getRun(database, workspaceId, runId)
}

/** Null where the caller knew the newest run, or there is none, or the caller did not say. */
async function runMadeMeanwhile(
  queries: Queries,
  planId: string,
  { seenRunId }: ApplyOptions,
): Promise<string | null> {
  if (seenRunId === undefined) return null
  const newest = await newestRunOf(queries, planId)
  return newest === seenRunId ? null : newest
}

async function startRun(
  tx: Tx,
  workspaceId: string,
  planId: string,
  author: string,
  options: ApplyOptions,
): Promise<string> {
  // The lock makes the second click wait for the first and then see its run.
  const plan = await lockPlan(tx, workspaceId, planId)
  if (!plan) throw noSuchPlan()
  const meanwhile = await runMadeMeanwhile(tx, planId, options)
  if (meanwhile !== null) return meanwhile
  const { selection, seenRunId, isCanary } = options
  if (seenRunId === undefined && plan.state === 'applied' && plan.last_run_id !== null)
    return plan.last_run_id
  const gathering = await findGathering(tx, planId)
  if (gathering !== null && seenRunId === undefined) return gathering
  if (gathering !== null) throw stillTaking(gathering)
  if (plan.state !== 'ready') throw await cannotChange(tx, plan)
  const { settings, connection } = await changesSince(tx, plan)
  refuseStale({ data: false, template: false, settings, connection })
  const [shown] = await presentPlans(tx, [plan])
  if (!shown || shown.blockedReason) throw new AppError('conflict', shown?.blockedReason ?? '')

  const runId = await insertRun(tx, {
    workspace_id: workspaceId,
    plan_id: planId,
    project_id: plan.project_id,
    connection_id: plan.connection_id,
    author,
    ...expected(plan, shown, selection),
    selection: selection ?? null,
    is_canary: (isCanary ?? false) && selection !== undefined,
  })
  const what = selection ? `a part of this plan: ${selectionWords(selection)}` : 'this plan'
  await writeDiary(tx, runId, 'started', `${author} published ${what}.`)
  return runId
}

/** What the run has before it; of a part, at most, until it has taken its pages. */
function expected(
  plan: PlanRow,
  { willSend, willSettle }: Pick<Plan, 'willSend' | 'willSettle'>,
  selection: Selection | undefined,
): Pick<RunRow, 'total' | 'ahead'> {
  const { first = Number.POSITIVE_INFINITY, rowKeys } = selection ?? {}
  const all = willSend.total + willSettle
  const total = Math.min(all, first, rowKeys?.length ?? Number.POSITIVE_INFINITY)
  const share = all === 0 ? 0 : total / all
  const part = (count: number) => Math.ceil(count * share)
  const byAction = Object.fromEntries(Object.entries(willSend.byAction).map(([name, n]) => [name, part(n)]))
  return { total, ahead: workAhead(plan, { total: part(willSend.total), byAction }) }
}

function stillTaking(runId: string): AppError {
  return new AppError(
    'conflict',
    'A run of this plan is still taking its pages out of it. Wait a moment, then go on with the rest.',
    { details: { runId } },
  )
}

/** Deleting for good takes the number of pages, typed by whoever does it. */
async function refuseUnconfirmed(
  queries: Queries,
  plan: PlanRow,
  selection: Selection | undefined,
  confirm: number | undefined,
): Promise<void> {
  const { scope, state, outlook } = plan
  if (scope.kind === 'all' || state !== 'ready') return
  const { byAction = {} } = selection
    ? (await countSelected(queries, plan, selection)).willSend
    : (outlook?.willSend ?? {})
  const deleted = deletedForGood(scope, byAction)
  if (deleted === 0 || deleted === confirm) return
  const pages = deleted === 1 ? '1 page' : `${deleted.toLocaleString('en')} pages`
  throw new AppError(
    'bad_request',
    `This deletes ${pages} for good, and nothing brings them back as they were. Confirm it with the number: ${deleted}.`,
    { details: { confirm: deleted } },
  )
}

async function refuseEmpty(queries: Queries, plan: PlanRow, selection: Selection): Promise<void> {
  if (await hasSelected(queries, plan, selection)) return
  throw new AppError(
    'conflict',
    `Nothing of this plan that can go is among ${selectionWords(selection)}. Look at the plan and choose others.`,
  )
}

/** Where rows or template changed and nothing of a small plan can go any more, that is said before there is a run. */
async function refuseWhollyStale(
  { database, pages }: ApplyDeps,
  plan: PlanRow,
  selection: Selection | undefined,
  again: Again | undefined,
): Promise<void> {
  if ((plan.state !== 'ready' && !again) || (await findGathering(database, plan.id)) !== null) return
  const changes = await changesSince(database, plan)
  if (!changes.data && !changes.template) return
  const project = await findProject(database, plan.project_id)
  const range = { after: -1, limit: mostJudgedAtOnce }
  const { items, next } =
    selection && !again
      ? await peekSelected(database, plan, '', selection, { ...range, chosen: 0 })
      : await peekItems(database, plan, again?.runId ?? '', range, again?.rowKeys)
  const going = items.filter((item) => item.fate !== 'waits')
  if (!project || next !== null || going.length === 0) return
  const problems = await judgeItems({ pages, queries: database, plan, project }, going)
  if (problems.size === going.length) refuseStale(changes)
}

function refuseStale({ data, template, settings, connection }: Changes): void {
  const changed = [
    data && 'the data',
    template && 'the template',
    settings && "the project's settings",
    connection && 'the connection',
  ].filter(Boolean)
  if (changed.length > 0) {
    throw new AppError(
      'stale',
      `Since this plan was created, ${changed.join(' and ')} changed. A plan is sent exactly as it was shown, so create a new one.`,
    )
  }
}
