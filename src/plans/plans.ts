// What the doors may ask of plans: make, look, decide. Building one is a job; see build.ts.
import type { Plan, ResolveInput } from '../api/plan.ts'
import { datasetVersion } from '../data/datasets.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import { newestVersion } from '../templates/store.ts'
import { blockedReason } from './blocked.ts'
import { type ChoicesOf, decideItems } from './merge/decide.ts'
import type { Collision } from './merge/merge-page.ts'
import { readMergedItems, saveDecided } from './merge/merged-items.ts'
import { renewOutlook } from './outlook.ts'
import { forgetPlanRows, insertPlanRows } from './plan-rows.ts'
import { type PlanRow, presentPlans, readPlanRows } from './row.ts'
import type { PlanScope } from './scope.ts'
import {
  discardPlans,
  findPlanOfSlot,
  insertPlan,
  lockPlan,
  type PlanPlace,
  putAside,
  reservePlanNumber,
  saveRemovals,
} from './store.ts'

interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number | null
}

export async function findPlanRow(queries: Queries, workspaceId: string, id: string): Promise<PlanRow> {
  const [row] = await readPlanRows(queries, 'workspace_id = $1 and id = $2', [workspaceId, id])
  if (!row) throw noSuchPlan()
  return row
}

export async function getPlan(queries: Queries, workspaceId: string, id: string): Promise<Plan> {
  return (await presentPlans(queries, [await findPlanRow(queries, workspaceId, id)]))[0]!
}

/** Newest first. @param query with `slots`, those that schedules made for their slots as well */
export async function listPlans(
  queries: Queries,
  workspaceId: string,
  projectId: string,
  query: { limit: number; cursor?: string | undefined; slots?: boolean },
): Promise<Page<Plan>> {
  const rows = await readPlanRows(
    queries,
    `workspace_id = $1 and project_id = $2 and ($3::text is null or id < $3)
       and ($5 or scope ->> 'origin' is distinct from 'slot') order by id desc limit $4`,
    [workspaceId, projectId, query.cursor ?? null, query.limit + 1, query.slots ?? false],
  )
  const shown = rows.slice(0, query.limit)
  return {
    items: await presentPlans(queries, shown),
    nextCursor: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    total: null,
  }
}

export interface NewPlan {
  /** All pages, unless told. */
  scope?: PlanScope
  /** Of a scope of rows: which. Those that the data does not have are left out. */
  rowKeys?: readonly string[]
  /** Of a slot: two plans with the same key are one. */
  slotKey?: string
  /** Refuses while something else has the pages of the project. */
  refuse?: (tx: Tx) => Promise<void>
}

const cannotDate =
  'This destination cannot make pages live by itself at a date. Let SEOmatic publish them when their time comes.'

/**
 * Freezes what the plan is made of; the job fills it. An older plan of the same kind that was never applied, or not
 * wholly, is put aside.
 * @returns the id of the plan; where there is one of this slot already, of that one
 */
export async function createPlan(
  database: Database,
  project: ProjectRecord,
  author: string,
  { scope = { kind: 'all' }, rowKeys = [], slotKey, refuse }: NewPlan = {},
): Promise<string> {
  const hasRows = scope.kind === 'rows' || rowKeys.length > 0
  if (
    scope.kind === 'rows' &&
    scope.visibility?.state === 'dated' &&
    !targetById(project.destination).canDate
  )
    throw new AppError('bad_request', cannotDate)
  if (hasRows && rowKeys.length === 0) throw new AppError('bad_request', 'No page was chosen. Choose one.')
  const number = hasRows ? await reservePlanNumber(database) : null
  if (number !== null) await insertPlanRows(database, number, rowKeys)
  const insert = (tx: Tx) =>
    insertNewPlan(tx, project, author, { place: { scope, number, slotKey: slotKey ?? null }, refuse })
  let made: string | null = null
  try {
    made = await database.transaction(insert)
  } finally {
    if (made === null && number !== null) await forgetPlanRows(database, number)
  }
  const id = made ?? (slotKey === undefined ? null : await findPlanOfSlot(database, slotKey))
  if (id === null) throw new Error(`The plan of slot ${slotKey} is there and cannot be found`)
  return id
}

async function insertNewPlan(
  tx: Tx,
  project: ProjectRecord,
  author: string,
  { place, refuse }: { place: PlanPlace; refuse: NewPlan['refuse'] },
): Promise<string | null> {
  const data = await datasetVersion(tx, project.datasetId)
  const templateVersion = await newestVersion(tx, project.templateId)
  if (!data || templateVersion === null)
    throw new AppError('not_found', 'The dataset or the template of this project is gone. Choose others.')
  await refuse?.(tx)
  const sources = { rowSetId: data.rowSetId, datasetVersion: data.version, templateVersion }
  const id = await insertPlan(tx, project, author, sources, place)
  if (id !== null) await discardPlans(tx, project.id, place.scope, id)
  return id
}

export async function setRemovals(
  database: Database,
  workspaceId: string,
  id: string,
  include: boolean,
): Promise<Plan> {
  return decide(database, workspaceId, id, async (tx, plan) => {
    await saveRemovals(tx, id, include)
    return { ...plan, include_removals: include }
  })
}

const choiceOf = { keep_theirs: 'theirs', take_ours: 'ours', hold: 'hold' } as const

/**
 * Decides conflicts, and pages that were deleted in Wix ("take ours" publishes those again), or makes them undecided
 * again. With `fields` it is said of what collides in these alone, see `resolveInputSchema`.
 */
export async function resolveItems(
  database: Database,
  workspaceId: string,
  id: string,
  resolution: ResolveInput['resolution'],
  rowKeys: ResolveInput['rowKeys'],
  fields?: ResolveInput['fields'],
): Promise<Plan> {
  const choice = resolution === null ? null : choiceOf[resolution]
  const isMeant = (one: Collision) =>
    !fields || (fields.includes(one.field) && (choice === null ? one.choice !== null : one.choice === null))
  await chooseItems(database, workspaceId, id, rowKeys, (collisions) => {
    const meant = collisions.filter(isMeant)
    return meant.length === 0 && fields ? null : Object.fromEntries(meant.map((one) => [one.id, choice]))
  })
  if (fields) return getPlan(database, workspaceId, id)
  return decide(database, workspaceId, id, async (tx, plan) => {
    // A page that is decided as a whole stays as it is in Wix, or becomes what the template makes; so it stands while
    // nobody has decided it.
    await tx.query(
      `update plan_items
          set resolution = $2,
              payload_hash = case when merge is null then payload_hash
                                  when $2 = 'keep_theirs' then merge ->> 'theirs' else made_hash end,
              kept = case when merge is null then kept
                          else nullif(case when $2 = 'keep_theirs' then merge -> 'kept' else merge -> 'whole' end,
                                      '{}'::jsonb) end
        where plan_number = $1 and run_id is null and (merge is null or merge ? 'whole')
          and (action = 'conflict' or (action = 'gone' and $3::text[] is not null and payload_hash is not null))
          and ($3::text[] is null or row_key = any($3))`,
      [plan.number, resolution, rowKeys ?? null],
    )
    return plan
  })
}

const mergedAtOnce = 100

/**
 * Decides collisions of pages that both sides changed; what was decided of others before stays.
 * @param choicesOf what becomes of the collisions that a page has, by their ids; null: the page is not meant
 * @returns how many pages it was said of
 */
export async function chooseItems(
  database: Database,
  workspaceId: string,
  id: string,
  rowKeys: readonly string[] | undefined,
  choicesOf: ChoicesOf,
): Promise<number> {
  const row = await findPlanRow(database, workspaceId, id)
  if (row.state !== 'ready') throw await cannotChange(database, row)
  let count = 0
  for (let afterKey: string | null = ''; afterKey !== null; ) {
    const items = await readMergedItems(database, row.number, { rowKeys, afterKey, limit: mergedAtOnce })
    const decided = await decideItems(database, row, items, choicesOf)
    if (decided.length > 0)
      await decide(database, workspaceId, id, async (tx, plan) => {
        await saveDecided(tx, plan.number, decided)
        return plan
      })
    count += decided.length
    afterKey = items.at(-1)?.rowKey ?? null
  }
  return count
}

/**
 * Puts a plan aside, and with it what is left of it: "Stop here" after a part was published. Put aside already, it
 * stays so.
 */
export async function discardPlan(
  database: Database,
  workspaceId: string,
  id: string,
  author: string,
): Promise<Plan> {
  await database.transaction(async (tx) => {
    const plan = await lockPlan(tx, workspaceId, id)
    if (!plan) throw noSuchPlan()
    if (plan.state === 'discarded') return
    if (plan.state !== 'ready') throw await cannotChange(tx, plan)
    const { willSend, willSettle, taken } = await renewOutlook(tx, plan)
    await putAside(tx, id, stopWords(author, taken, taken + willSend.total + willSettle))
  })
  return getPlan(database, workspaceId, id)
}

function stopWords(author: string, taken: number, all: number): string {
  if (taken === 0) return `${author} put it aside; nothing of it was published. Create a new plan.`
  const [some, whole] = [taken.toLocaleString('en'), all.toLocaleString('en')]
  return `Stopped by ${author} after ${some} of ${whole} pages. Create a new plan to publish the others.`
}

/** What the plan would do is counted anew with every decision. */
async function decide(
  database: Database,
  workspaceId: string,
  id: string,
  change: (tx: Tx, plan: PlanRow) => Promise<PlanRow>,
): Promise<Plan> {
  await database.transaction(async (tx) => {
    const plan = await lockPlan(tx, workspaceId, id)
    if (!plan) throw noSuchPlan()
    if (plan.state !== 'ready') throw await cannotChange(tx, plan)
    await renewOutlook(tx, await change(tx, plan))
  })
  return getPlan(database, workspaceId, id)
}

export function noSuchPlan(): AppError {
  return new AppError('not_found', 'This plan does not exist. Open the project and create a new one.')
}

/** The error for deciding or applying a plan that can no longer be decided or applied. */
export async function cannotChange(queries: Queries, row: PlanRow): Promise<AppError> {
  const [plan] = await presentPlans(queries, [row])
  const why = blockedReason(plan!) ?? 'It is being published.'
  return new AppError('conflict', why, { details: row.last_run_id ? { runId: row.last_run_id } : {} })
}
