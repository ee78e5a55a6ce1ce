// Whether a run can be undone, what that would come to, and the plan of it.
import { retention } from '../../api/retention.ts'
import { isOver } from '../../api/run-state.ts'
import type { UndoInput, UndoOffer } from '../../api/undo.ts'
import { inBatches } from '../../batches.ts'
import type { Database, Queries, Tx } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { hasKeyChanges } from '../../pages/key-changes.ts'
import { createPlan } from '../../plans/plans.ts'
import type { PlanRow } from '../../plans/row.ts'
import { findPlanById } from '../../plans/store.ts'
import { type ProjectRecord, targetOptions } from '../../projects/project-record.ts'
import { findProject } from '../../projects/project-store.ts'
import { countChangesToUndo } from '../../redirects/run-store.ts'
import { targetById } from '../../targets/index.ts'
import type { RunRow } from '../run-row.ts'
import { findRunRow } from '../run-store.ts'
import { refuseDuringRun } from '../runs-of.ts'
import { isUndoable, runHistory, undoableKeys } from './history.ts'

/** Everything that says whether a run can be undone. */
interface Undoable {
  run: RunRow
  plan: PlanRow | undefined
  project: ProjectRecord | undefined
}

export async function offerUndo(queries: Queries, workspaceId: string, runId: string): Promise<UndoOffer> {
  const undoable = await readUndoable(queries, workspaceId, runId)
  const counts = await countUndoable(queries, runId)
  const { project, plan } = undoable
  const reason = refusal(undoable, counts)
  return {
    isPossible: reason === null,
    reason,
    until: keptUntil(undoable.run, queries.now()),
    created: counts.created,
    changed: counts.changed,
    removed: counts.removed,
    redirects: counts.redirects,
    laterRuns: await laterRuns(queries, undoable.run),
    lacks: lacksOf(counts),
    hows: project && plan ? waysOff(project) : [],
  }
}

/** Freezes what the plan is made of; its job fills it. Returns its id. */
export async function planUndoOf(
  database: Database,
  workspaceId: string,
  runId: string,
  author: string,
  { created, rowKeys = [] }: UndoInput,
): Promise<string> {
  const undoable = await readUndoable(database, workspaceId, runId)
  const counts = await countUndoable(database, runId)
  const reason = refusal(undoable, counts)
  const { run, project } = undoable
  if (reason !== null || !project) throw new AppError('conflict', reason ?? '')
  const hows = waysOff(project).map(({ how }) => how)
  if (created !== undefined && !hows.includes(created))
    throw new AppError(
      'bad_request',
      `Pages of this destination cannot become "${created}". Choose one of: ${hows.join(', ')}.`,
    )
  const count = rowKeys.length > 0 ? rowKeys.length : counts.created + counts.changed + counts.removed
  const scope = {
    kind: 'undo' as const,
    runId: run.id,
    created: created ?? hows[0] ?? ('draft' as const),
    count,
    words: `what the run of ${new Date(run.created_at).toISOString().slice(0, 16).replace('T', ' ')} changed`,
  }
  return createPlan(database, project, author, {
    scope,
    rowKeys,
    refuse: (tx: Tx) => refuseDuringRun(tx, project.id),
  })
}

function waysOff(project: ProjectRecord): UndoOffer['hows'] {
  return targetById(project.destination).wayBack?.takeDowns(targetOptions(project)) ?? []
}

async function readUndoable(queries: Queries, workspaceId: string, runId: string): Promise<Undoable> {
  const run = await findRunRow(queries, runId)
  if (run?.workspace_id !== workspaceId)
    throw new AppError('not_found', 'This run does not exist. Go back to the list of runs.')
  return {
    run,
    plan: (await findPlanById(queries, run.plan_id)) ?? undefined,
    project: (await findProject(queries, run.project_id)) ?? undefined,
  }
}

interface UndoCounts {
  created: number
  changed: number
  removed: number
  redirects: number
  /** What the ledger said before was not kept, by earlier versions. */
  unrecorded: number
  tidied: boolean
}

async function countUndoable(queries: Queries, runId: string): Promise<UndoCounts> {
  const { rows } = await queries.query<Omit<UndoCounts, 'redirects'>>(
    `select count(*) filter (where i.action = 'create')::int as created,
            count(*) filter (where i.action in ('update', 'restore'))::int as changed,
            count(*) filter (where i.action in ('remove', 'take_down'))::int as removed,
            count(*) filter (where i.state = 'accepted' and i.before is null)::int as unrecorded,
            coalesce(bool_or(r.tidied_at is not null), false) as tidied
       from runs r left join run_items i on i.run_id = r.id and ${isUndoable}
      where r.id = $1`,
    [runId],
  )
  return { ...rows[0]!, redirects: await countChangesToUndo(queries, runId) }
}

function refusal({ run, plan, project }: Undoable, counts: UndoCounts): string | null {
  if (!isOver(run.state))
    return 'This run is not finished. Let it finish, or cancel it; then it can be undone.'
  if (counts.tidied)
    return `What stood in Wix before this run was tidied up: that is kept for ${retention.runs.days} days, and of the ${retention.runs.newest} newest runs of a project for longer.`
  if (!project || !plan) return 'The project or the plan of this run is gone.'
  const target = targetById(plan.destination)
  if (!target.wayBack) return `Runs to ${target.name} cannot be undone by this version.`
  const isElsewhere =
    project.destination !== plan.destination ||
    project.connectionId !== plan.connection_id ||
    target.placeOf?.(project.options) !== target.placeOf?.(plan.options)
  if (isElsewhere)
    return 'The project publishes to another place now than this run did. Choose the former connection and destination in its settings, then undo.'
  if (counts.created + counts.changed + counts.removed + counts.redirects === 0)
    return 'This run changed nothing on the site.'
  return null
}

const dayMs = 86_400_000

/** Null once its age alone would let it go. */
function keptUntil({ finished_at }: RunRow, now: Date): string | null {
  if (finished_at === null) return null
  const until = new Date(Date.parse(finished_at) + retention.runs.days * dayMs)
  return until > now ? until.toISOString() : null
}

function lacksOf({ unrecorded }: UndoCounts): string[] {
  if (unrecorded === 0) return []
  return [
    `This run is from an earlier version, which did not keep what the list of pages said of ${unrecorded.toLocaleString('en')} of its pages. What stood in Wix comes back; address and title in the list are taken from that.`,
  ]
}

async function laterRuns(queries: Queries, run: RunRow): Promise<UndoOffer['laterRuns']> {
  if (await hasKeyChanges(queries, run.project_id, run.created_at)) return laterRunsByKeys(queries, run.id)
  const { rows } = await queries.query<UndoOffer['laterRuns'][number]>(
    `select r.id, r.created_at as "createdAt", count(*)::int as pages,
            count(*) filter (where l.action not in ('remove', 'take_down'))::int as changed,
            count(*) filter (where l.action in ('remove', 'take_down'))::int as away
       from runs r join run_items l on l.run_id = r.id and l.state = 'accepted'
       join run_items i on i.run_id = $1 and i.row_key = l.row_key and ${isUndoable}
      where r.project_id = $2 and r.id > $1 group by r.id, r.created_at order by r.id`,
    [run.id, run.project_id],
  )
  return rows
}

/** The same where rows have got other keys since: by the keys that they have now. */
async function laterRunsByKeys(queries: Queries, runId: string): Promise<UndoOffer['laterRuns']> {
  const later = new Map<string, UndoOffer['laterRuns'][number]>()
  for (const rowKeys of inBatches(await undoableKeys(queries, runId), 1_000))
    for (const changes of (await runHistory.laterChanges(queries, runId, rowKeys)).values())
      for (const { runId: id, at: createdAt, verb } of changes) {
        const before = later.get(id) ?? { id, createdAt, pages: 0, changed: 0, away: 0 }
        const what = verb === 'remove' || verb === 'take_down' ? 'away' : 'changed'
        later.set(id, { ...before, pages: before.pages + 1, [what]: before[what] + 1 })
      }
  return [...later.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}
