import { describe, expect, it } from 'vitest'
import type { Project } from '../api/project.ts'
import type { Run } from '../api/run.ts'
import type { PlanStanding } from '../plans/standing.ts'
import { inOrder, needsOf } from './needs.ts'
import type { Standing } from './standing.ts'

const calm = {
  project: {
    id: 'prj_1',
    name: 'Places',
    dataset: { id: 'dat_1', name: 'Towns', rowCount: 5 },
    connection: { id: 'con_1', name: 'Acme Tiles', kind: 'wix', status: 'active' },
  } as Project,
  datasetVersion: 1,
  plan: null,
  planOfAll: null,
  schedule: null,
  rule: null,
  source: null,
  activeRun: null,
  lastRun: null,
} satisfies Standing

const counts = {
  ready: 0,
  sending: 0,
  accepted: 5,
  rejected: 0,
  in_doubt: 0,
  held: 0,
  skipped: 0,
  cancelled: 0,
}
const run = (given: Partial<Run>) =>
  ({
    id: 'run_1',
    state: 'done',
    isCanary: false,
    message: null,
    ...given,
    counts: { ...counts, ...given.counts },
  }) as Run
const plan = (given: Partial<PlanStanding>, willSend = 0, conflictsOpen = 0): PlanStanding => ({
  id: 'plan_1',
  projectId: 'prj_1',
  state: 'ready',
  isOfAll: true,
  counts: {},
  outlook: {
    willSend: { total: willSend, byAction: {} },
    willSettle: 0,
    conflictsOpen,
    estimate: { calls: 0, seconds: 0, reason: '' },
    taken: 0,
  },
  changedKeys: null,
  namesChanged: 0,
  datasetVersion: 1,
  templateVersion: 1,
  lastRunId: null,
  createdAt: '2027-03-01T08:00:00.000Z',
  ...given,
})
const told = (standing: Partial<Standing>, states = {}) =>
  needsOf({ ...calm, ...standing }, states).map(({ kind, text, action, path, count }) => ({
    kind,
    text,
    action,
    path,
    count,
  }))

describe('what waits for a person', () => {
  it('is nothing where nothing does', () => {
    expect(told({ lastRun: run({}), plan: plan({ state: 'applied' }) }, { published: 5 })).toEqual([])
  })

  it('is a run that stopped or is paused, with the way to it', () => {
    expect(told({ activeRun: run({ state: 'needs_attention' }) })).toEqual([
      {
        kind: 'run_stopped',
        text: 'A run stopped and waits for you.',
        action: 'Open the run',
        path: '/runs/run_1',
        count: null,
      },
    ])
    const paused = run({ state: 'paused', counts: { ...counts, ready: 3 } })
    expect(told({ activeRun: paused })).toMatchObject([
      { kind: 'run_paused', text: 'A run is paused with 3 pages to go.' },
    ])
  })

  it('is the rest of a plan after a few pages, until somebody goes on or stops', () => {
    const lastRun = run({ isCanary: true })
    expect(told({ lastRun, plan: plan({ lastRunId: 'run_1' }, 40) })).toEqual([
      {
        kind: 'canary',
        text: '5 pages are out to look at; 40 more wait.',
        action: 'Go on or stop',
        path: '/runs/run_1',
        count: null,
      },
    ])
    expect(told({ lastRun, plan: plan({ lastRunId: 'run_2' }, 40) })).not.toMatchObject([{ kind: 'canary' }])
    expect(told({ lastRun, plan: plan({ lastRunId: 'run_1', state: 'discarded' }, 40) })).toEqual([])
  })

  it('is every decision that a plan asks for, with as many pages as the list behind it', () => {
    const open = plan(
      {
        counts: { conflict: 3 },
        changedKeys: { open: 2, same: 0, other: 0, unclear: 0 },
        namesChanged: 1,
      },
      0,
      2,
    )
    expect(told({ plan: open })).toEqual([
      {
        kind: 'conflicts',
        text: '3 pages were changed here and in Wix; 2 are not decided yet.',
        action: 'Decide',
        path: '/projects/prj_1?tab=plan&action=conflict',
        count: 3,
      },
      {
        kind: 'changed_keys',
        text: '2 rows seem to have had another key before.',
        action: 'Decide',
        path: '/projects/prj_1?tab=plan',
        count: null,
      },
      {
        kind: 'names_gone',
        text: '1 category or tag was renamed or deleted in Wix.',
        action: 'Decide',
        path: '/projects/prj_1?tab=plan',
        count: null,
      },
    ])
  })

  it('is a consent to renew where something changed, and else what stopped the schedule', () => {
    const schedule = { state: 'waiting', cause: 'template_changed', reason: 'Renew it.', next: null } as const
    expect(told({ schedule })).toMatchObject([
      { kind: 'schedule_waits', action: 'Renew the consent', path: '/projects/prj_1?tab=schedule' },
    ])
    expect(told({ schedule: { ...schedule, cause: 'held' } })).toMatchObject([
      { action: 'Open the schedule' },
    ])
    expect(told({ schedule: { ...schedule, state: 'paused', cause: null } })).toEqual([])
  })

  it('is a refresh that failed or that may not publish', () => {
    const source = { title: 'Towns of the region', problem: null }
    const rule = { cause: 'held', reason: 'Too many are held.', plan_id: 'plan_1' } as const
    expect(told({ source, rule })).toMatchObject([
      { kind: 'source_failing', path: '/data/dat_1?tab=source' },
      { kind: 'refresh_waits', action: 'Open its plan', path: '/projects/prj_1?tab=plan' },
    ])
    expect(told({ rule: { ...rule, cause: 'settings_changed' } })).toMatchObject([
      { action: 'Renew the consent', path: '/projects/prj_1?tab=settings' },
    ])
  })

  it('is pages that failed, told once: with their run, and not again as pages with errors', () => {
    const lastRun = run({ counts: { ...counts, rejected: 2 } })
    expect(told({ lastRun }, { error: 2 })).toEqual([
      {
        kind: 'failed',
        text: '2 pages of the last run failed.',
        action: 'See why and retry',
        path: '/runs/run_1?state=rejected',
        count: 2,
      },
    ])
    expect(told({}, { error: 1, removed: 4 })).toEqual([
      {
        kind: 'errors',
        text: '1 page has an error and is not published as it stands.',
        action: 'Show them',
        path: '/projects/prj_1?tab=pages&state=error',
        count: 1,
      },
      {
        kind: 'removed',
        text: '4 pages were deleted in Wix.',
        action: 'Show them',
        path: '/projects/prj_1?tab=pages&state=removed',
        count: 4,
      },
    ])
  })

  it('is, of several projects, trouble of a connection once and before everything else', () => {
    const project = (id: string) => ({
      ...calm.project,
      id,
      connection: { ...calm.project.connection, status: 'needs_attention' },
    })
    const ready = plan({}, 12)
    const all = ['prj_1', 'prj_2'].flatMap((id) =>
      needsOf({ ...calm, project: project(id), plan: ready }, {}),
    )
    expect(inOrder(all).map(({ kind, projectId }) => [kind, projectId])).toEqual([
      ['connection', 'prj_2'],
      ['plan_ready', 'prj_1'],
      ['plan_ready', 'prj_2'],
    ])
  })
})
