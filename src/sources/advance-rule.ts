// What a project has to do about a refresh by now, one step at each look. Every step is one transaction with a
// condition on what it found: whichever worker is first does it, and one that dies has done all of it or nothing.
import type { Plan } from '../api/plan.ts'
import type { Database, Tx } from '../db/types.ts'
import { isAppError } from '../errors.ts'
import { findLedgerPages } from '../pages/read-ledger.ts'
import { createPlan, type NewPlan } from '../plans/plans.ts'
import { type PlanRow, presentPlans } from '../plans/row.ts'
import { findPlanById, isPutAside, lockPlan } from '../plans/store.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { unfinishedRunOf } from '../runs/runs-of.ts'
import { startAgreedRun } from '../runs/slot-run.ts'
import { wakeChannel } from '../runs/wake.ts'
import { readPresent } from '../schedules/basis.ts'
import { changesOf, type Refusal, refusalOfChanges, within } from '../schedules/consent.ts'
import { isOpen } from '../schedules/keeping.ts'
import { countUnpublished, isFresh } from '../schedules/release.ts'
import { goingOfProject } from '../schedules/store.ts'
import { sendsUpdates } from '../schedules/take-updates.ts'
import type { RefreshCrashPoint } from './crash-point.ts'
import { dropAllRows, dropRows, findRule, lockRule, moveRule, type RuleRow, rowsAfter } from './rule-store.ts'
import { tellPlanned, tellWaiting } from './tell-rule.ts'

export interface RuleDeps {
  database: Database
  findProject: (id: string) => Promise<ProjectRecord | null>
  /** Hands the building of a plan to a worker. */
  requestPlan: (planId: string) => Promise<void>
  /** Throws an `AppError` with what is wrong when the connection cannot carry a run. */
  assertReady: (workspaceId: string, connectionId: string, destination: string) => Promise<void>
  crashPoint: RefreshCrashPoint
}

const soonMs = 1_000
const retryMs = 60_000
const mostTries = 3
const chunk = 1_000

export async function advanceRule(deps: RuleDeps, projectId: string): Promise<void> {
  const rule = await findRule(deps.database, projectId)
  const project = rule?.look_at ? await deps.findProject(projectId) : null
  if (!rule || !project) return
  try {
    if (rule.reaction === 'plan') await planAll(deps, rule, project)
    else if (rule.reaction === 'publish') await publish(deps, rule, project)
    else await settle(deps, rule, { state: 'idle', look_at: null })
  } catch (error) {
    if (!isAppError(error)) throw error
    const cause = error.code.startsWith('connection') ? 'connection_down' : 'plan_failed'
    await wait(deps, rule, { cause, reason: error.message }, null)
  }
}

/** Nothing, where the rule is not as it was found any more. */
async function settle(
  { database }: Pick<RuleDeps, 'database'>,
  rule: RuleRow,
  change: Parameters<typeof moveRule>[2],
  also: (tx: Tx) => Promise<void> = () => Promise.resolve(),
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const now = await lockRule(tx, rule.project_id)
    const same = ['reaction', 'state', 'import_id', 'plan_id', 'tries'] as const
    if (!now || same.some((name) => now[name] !== rule[name])) return false
    await moveRule(tx, rule.project_id, change)
    await also(tx)
    return true
  })
}

function later({ database }: Pick<RuleDeps, 'database'>, ms: number): string {
  return new Date(database.now().getTime() + ms).toISOString()
}

/** Told once for each cause. Looked at again: its owner may have published the plan, or the site be back. */
async function wait(deps: RuleDeps, rule: RuleRow, refusal: Refusal, planId: string | null): Promise<void> {
  const { cause, reason } = refusal
  const change = { state: 'waiting', cause, reason, look_at: later(deps, retryMs) } as const
  await settle(deps, rule, change, async (tx) => {
    if (rule.state !== 'waiting' || rule.cause !== cause) await tellWaiting(tx, rule, refusal, planId)
  })
}

async function make(deps: RuleDeps, rule: RuleRow, project: ProjectRecord, wanted: NewPlan): Promise<void> {
  const tries = rule.tries + 1
  const planId = await createPlan(deps.database, project, rule.author, {
    ...wanted,
    slotKey: `refresh ${rule.import_id} ${project.id} ${tries}`,
  })
  deps.crashPoint('refresh-planned')
  await deps.requestPlan(planId)
  await settle(deps, rule, { plan_id: planId, tries, look_at: later(deps, soonMs) })
}

/** Null while the plan is being made, or is to be made again. */
async function readyPlan(
  deps: RuleDeps,
  rule: RuleRow,
  project: ProjectRecord,
  wanted: () => Promise<NewPlan>,
): Promise<PlanRow | null> {
  const { database } = deps
  const plan = rule.plan_id === null ? undefined : await findPlanById(database, rule.plan_id)
  const age = plan ? database.now().getTime() - Date.parse(plan.created_at) : 0
  if (plan?.state === 'building') {
    // Its job may have been lost with the process that asked for it.
    if (age > retryMs) await deps.requestPlan(plan.id)
    await settle(deps, rule, { look_at: later(deps, soonMs) })
    return null
  }
  if (plan?.state === 'failed') {
    if (rule.tries >= mostTries) {
      const reason = `The pages of a refresh could not be planned. ${plan.message ?? ''} Nothing of it was sent.`
      await wait(deps, rule, { cause: 'plan_failed', reason }, plan.id)
    } else if (age > retryMs) await make(deps, rule, project, await wanted())
    else await settle(deps, rule, { look_at: later(deps, soonMs) })
    return null
  }
  if (plan) return plan
  await make(deps, rule, project, await wanted())
  return null
}

async function planAll(deps: RuleDeps, rule: RuleRow, project: ProjectRecord): Promise<void> {
  const plan = await readyPlan(deps, rule, project, async () => ({}))
  if (!plan) return
  const [shown] = await presentPlans(deps.database, [plan])
  await settle(deps, rule, { ...idle, plan_id: plan.id }, async (tx) => {
    if (plan.state === 'ready' && hasSomething(shown!)) await tellPlanned(tx, rule, shown!)
  })
}

const idle = { state: 'idle', cause: null, reason: null, plan_id: null, tries: 0, look_at: null } as const

function hasSomething({ willSend, willSettle, conflictsOpen }: Plan): boolean {
  return willSend.total + willSettle + conflictsOpen > 0
}

async function publish(deps: RuleDeps, rule: RuleRow, project: ProjectRecord): Promise<void> {
  const { database } = deps
  await leaveToSchedule(deps, project)
  const rowKeys = await allRows(deps, project.id)
  if (rowKeys.length === 0) return void (await settle(deps, rule, idle))
  const changes = changesOf(rule.basis!, (await readPresent(database, project)).basis)
  const refusal = refusalOfChanges(changes, 'refresh')
  if (refusal) return wait(deps, rule, refusal, null)
  await deps.assertReady(project.workspaceId, project.connectionId, project.destination)
  if ((await unfinishedRunOf(database, project.id)) !== null)
    return void (await settle(deps, rule, { look_at: later(deps, 5 * soonMs) }))
  const scope: Plan['scope'] = { kind: 'rows', origin: 'refresh', count: rowKeys.length, words: 'a refresh' }
  const wanted = { scope, rowKeys }
  const plan = await readyPlan(deps, rule, project, async () => wanted)
  if (!plan) return
  // A newer one has taken its place, which this rule may not have come to name.
  if (plan.state === 'discarded' && !isPutAside(plan)) return make(deps, rule, project, wanted)
  // Its owner has published it, or put it aside; what is left of one that was published in part was left out.
  if (plan.state !== 'ready' || plan.last_run_id !== null)
    return void (await settle(deps, rule, idle, (tx) => dropAllRows(tx, project.id)))
  if (!(await isFresh(database, plan, project, null))) return make(deps, rule, project, wanted)
  await release(deps, rule, project, plan, rowKeys)
}

/** Where the project has a schedule, that gives new rows their dates, and changed ones where it may send updates. */
async function leaveToSchedule({ database }: RuleDeps, project: ProjectRecord): Promise<void> {
  const schedule = await goingOfProject(database, project.id)
  if (!schedule) return
  if (sendsUpdates(schedule, project)) return dropAllRows(database, project.id)
  for (let afterKey = ''; ; ) {
    const rowKeys = await rowsAfter(database, project.id, { afterKey, limit: chunk })
    const last = rowKeys.at(-1)
    if (last === undefined) return
    afterKey = last
    const pages = await findLedgerPages(database, project.id, rowKeys)
    const dated = rowKeys.filter((rowKey) => isOpen(pages.get(rowKey), project))
    await dropRows(database, project.id, dated)
  }
}

async function allRows({ database }: RuleDeps, projectId: string): Promise<string[]> {
  const all: string[] = []
  for (let afterKey = ''; ; ) {
    const rowKeys = await rowsAfter(database, projectId, { afterKey, limit: 10 * chunk })
    const last = rowKeys.at(-1)
    if (last === undefined) return all
    afterKey = last
    for (const rowKey of rowKeys) all.push(rowKey)
  }
}

async function release(
  deps: RuleDeps,
  rule: RuleRow,
  project: ProjectRecord,
  plan: PlanRow,
  rowKeys: readonly string[],
): Promise<void> {
  const { database } = deps
  const [shown] = await presentPlans(database, [plan])
  const { creates, updates, maxPages, heldShare, by } = rule.consent!
  const refusal = within(
    { creates, updates, most: maxPages, heldShare },
    {
      counts: shown!.counts,
      willSend: shown!.willSend,
      dated: rowKeys.length,
      unpublished: await countUnpublished(database, plan, project),
    },
    'refresh',
  )
  if (refusal) return wait(deps, rule, refusal, plan.id)
  deps.crashPoint('before-refresh-run')
  await settle(deps, rule, idle, async (tx) => {
    const isReady = (await lockPlan(tx, plan.workspace_id, plan.id))?.state === 'ready'
    if (isReady && shown!.willSend.total + shown!.willSettle > 0) {
      const words = `Published after a refresh of the data, as ${by} agreed.`
      await startAgreedRun(tx, plan, { author: by, words })
    }
    await dropRows(tx, project.id, rowKeys)
  })
  deps.crashPoint('after-refresh-run')
  await database.notify(wakeChannel)
}
