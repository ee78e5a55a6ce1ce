// What a project needs of its owner, each thing once and with one way on. Pure. A new one is a function here and its
// name in src/api/overview.ts.
import type { Need } from '../api/overview.ts'
import type { PageState } from '../api/page-state.ts'
import type { Run } from '../api/run.ts'
import { isOver } from '../api/run-state.ts'
import type { ScheduleCause } from '../api/schedule.ts'
import type { Standing } from './standing.ts'

type Found = Omit<Need, 'projectId' | 'projectName'>
type States = Partial<Record<PageState, number>>

/** What stops something first, then what can go wrong, then what can be done. */
export function needsOf(standing: Standing, states: States): Need[] {
  const { id: projectId, name: projectName } = standing.project
  const found = [
    ...ofConnection(standing),
    ...ofRuns(standing),
    ...ofSchedule(standing),
    ...ofData(standing),
    ...ofPlan(standing),
    ...ofPages(standing, states),
  ]
  return inOrder(found.map((one) => ({ ...one, projectId, projectName })))
}

/** Those of several projects together. What is the same for all of them, such as a connection, comes once. */
export function inOrder(needs: readonly Need[]): Need[] {
  const once = new Map(needs.map((one) => [`${one.path}\n${one.text}`, one]))
  return [...once.values()].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}

const severities: readonly Need['severity'][] = ['problem', 'warning', 'info']

function ofConnection({ project: { connection } }: Standing): Found[] {
  if (connection.status === 'active') return []
  const text = connectionWords[connection.status]?.(connection.name) ?? `${connection.name} needs attention.`
  return [
    {
      kind: 'connection',
      severity: connection.status === 'limited' ? 'warning' : 'problem',
      text,
      message: null,
      count: null,
      action: 'Open connections',
      path: '/connections',
    },
  ]
}

const connectionWords: Readonly<Record<string, (name: string) => string>> = {
  limited: (name) => `${name} lacks a permission.`,
  locked: (name) => `The credentials of ${name} are locked: their key is not here.`,
  not_verified: (name) => `${name} was never checked.`,
}

function ofRuns({ activeRun, lastRun, plan }: Standing): Found[] {
  const found: Found[] = []
  if (activeRun?.state === 'needs_attention')
    found.push({
      kind: 'run_stopped',
      severity: 'problem',
      text: 'A run stopped and waits for you.',
      message: activeRun.message,
      count: null,
      action: 'Open the run',
      path: `/runs/${activeRun.id}`,
    })
  if (activeRun?.state === 'paused')
    found.push({
      kind: 'run_paused',
      severity: 'warning',
      text: `A run is paused with ${pages(toGo(activeRun))} to go.`,
      message: null,
      count: null,
      action: 'Open the run',
      path: `/runs/${activeRun.id}`,
    })
  if (!lastRun || !isOver(lastRun.state)) return found
  const rest = restOf(lastRun, plan)
  if (lastRun.isCanary && rest > 0)
    found.push({
      kind: 'canary',
      severity: 'warning',
      text: `${pages(lastRun.counts.accepted)} ${lastRun.counts.accepted === 1 ? 'is' : 'are'} out to look at; ${number(rest)} more ${rest === 1 ? 'waits' : 'wait'}.`,
      message: null,
      count: null,
      action: 'Go on or stop',
      path: `/runs/${lastRun.id}`,
    })
  const failed = lastRun.counts.rejected
  if (failed > 0)
    found.push({
      kind: 'failed',
      severity: 'problem',
      text: `${pages(failed)} of the last run failed.`,
      message: null,
      count: failed,
      action: 'See why and retry',
      path: `/runs/${lastRun.id}?state=rejected`,
    })
  return found
}

function toGo({ counts: { ready, sending, in_doubt } }: Run): number {
  return ready + sending + in_doubt
}

/** What of its plan waits, where no other run has gone on with it. */
function restOf(run: Run, plan: Standing['plan']): number {
  if (plan?.state !== 'ready' || plan.lastRunId !== run.id || !plan.outlook) return 0
  return plan.outlook.willSend.total + plan.outlook.willSettle
}

function ofSchedule({ project, schedule }: Standing): Found[] {
  if (schedule?.state !== 'waiting') return []
  const isRenewal = needsRenewal(schedule.cause)
  return [
    {
      kind: 'schedule_waits',
      severity: 'problem',
      text: isRenewal
        ? 'The schedule waits: what you agreed to has changed.'
        : 'The schedule stopped and waits for you.',
      message: schedule.reason,
      count: null,
      action: isRenewal ? 'Renew the consent' : 'Open the schedule',
      path: `/projects/${project.id}?tab=schedule`,
    },
  ]
}

function needsRenewal(cause: ScheduleCause | null): boolean {
  return cause?.endsWith('_changed') ?? false
}

function ofData({ project, rule, source }: Standing): Found[] {
  const found: Found[] = []
  if (source)
    found.push({
      kind: 'source_failing',
      severity: 'problem',
      text: `${project.dataset.name} could not be refreshed from ${source.title}.`,
      message: source.problem?.message ?? null,
      count: null,
      action: 'Open the source',
      path: `/data/${project.dataset.id}?tab=source`,
    })
  if (rule) {
    const isRenewal = needsRenewal(rule.cause)
    const tab = isRenewal || rule.plan_id === null ? 'settings' : 'plan'
    found.push({
      kind: 'refresh_waits',
      severity: 'problem',
      text: 'A refresh published nothing and waits for you.',
      message: rule.reason,
      count: null,
      action: isRenewal ? 'Renew the consent' : tab === 'plan' ? 'Open its plan' : 'Open the settings',
      path: `/projects/${project.id}?tab=${tab}`,
    })
  }
  return found
}

function ofPlan({ project, plan, activeRun, lastRun }: Standing): Found[] {
  if (plan?.state !== 'ready' || !plan.outlook) return []
  const path = `/projects/${project.id}?tab=plan`
  const decide = { severity: 'warning', message: null, action: 'Decide' } as const
  const found: Found[] = []
  const { conflictsOpen, willSend } = plan.outlook
  const conflicts = plan.counts.conflict ?? 0
  if (conflictsOpen > 0)
    found.push({
      ...decide,
      kind: 'conflicts',
      text: `${pages(conflicts)} ${conflicts === 1 ? 'was' : 'were'} changed here and in Wix${conflictsOpen < conflicts ? `; ${number(conflictsOpen)} ${conflictsOpen === 1 ? 'is' : 'are'} not decided yet` : ''}.`,
      count: conflicts,
      path: `${path}&action=conflict`,
    })
  const keys = plan.changedKeys?.open ?? 0
  if (keys > 0)
    found.push({
      ...decide,
      kind: 'changed_keys',
      text: `${number(keys)} ${keys === 1 ? 'row seems' : 'rows seem'} to have had another key before.`,
      count: null,
      path,
    })
  if (plan.namesChanged > 0)
    found.push({
      ...decide,
      kind: 'names_gone',
      text: `${number(plan.namesChanged)} ${plan.namesChanged === 1 ? 'category or tag was' : 'categories or tags were'} renamed or deleted in Wix.`,
      count: null,
      path,
    })
  const isOffered = activeRun === null && !(lastRun?.isCanary && lastRun.id === plan.lastRunId)
  if (willSend.total > 0 && isOffered)
    found.push({
      kind: 'plan_ready',
      severity: 'info',
      text: `A plan is ready with ${pages(willSend.total)}.`,
      message: null,
      count: null,
      action: 'Review the plan',
      path,
    })
  return found
}

function ofPages({ project, lastRun }: Standing, states: States): Found[] {
  const found: Found[] = []
  const list = (state: PageState) => `/projects/${project.id}?tab=pages&state=${state}`
  const errors = states.error ?? 0
  // Those of the last run are told with the run.
  const ofRun = lastRun && isOver(lastRun.state) ? lastRun.counts.rejected : 0
  if (errors > ofRun)
    found.push({
      kind: 'errors',
      severity: 'warning',
      text: `${pages(errors)} ${errors === 1 ? 'has an error and is' : 'have errors and are'} not published as ${errors === 1 ? 'it stands' : 'they stand'}.`,
      message: null,
      count: errors,
      action: 'Show them',
      path: list('error'),
    })
  const removed = states.removed ?? 0
  if (removed > 0)
    found.push({
      kind: 'removed',
      severity: 'warning',
      text: `${pages(removed)} ${removed === 1 ? 'was' : 'were'} deleted in Wix.`,
      message: null,
      count: removed,
      action: 'Show them',
      path: list('removed'),
    })
  return found
}

function number(value: number): string {
  return value.toLocaleString('en')
}

function pages(value: number): string {
  return `${number(value)} ${value === 1 ? 'page' : 'pages'}`
}
