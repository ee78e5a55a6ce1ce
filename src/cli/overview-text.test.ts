import { expect, test } from 'vitest'
import type { ProjectOverview } from '../api/overview.ts'
import { describeOverview, describeProjectOverview } from './overview-text.ts'

const overview: ProjectOverview = {
  pages: { states: { published: 4812, scheduled: 300 }, total: 5112, isFilling: false },
  live: 4812,
  needs: [
    {
      kind: 'failed',
      severity: 'problem',
      projectId: 'prj_1',
      projectName: 'Places',
      text: '12 pages of the last run failed.',
      message: null,
      count: 12,
      action: 'See why and retry',
      path: '/runs/run_1?state=rejected',
    },
  ],
  planned: {
    planId: 'plan_1',
    madeAt: '2027-03-01T09:00:00.000Z',
    changed: { update: 40, move: 0 },
    since: ['data'],
  },
  nextSlot: null,
  runs: [],
  history: [],
}

test('an overview says what there is, and leaves out what says nothing', () => {
  const text = describeProjectOverview('Places', overview)
  expect(text).toContain('300 scheduled, 4,812 published')
  expect(text).toMatch(/40 updates, as the plan of .* found; the data changed since/)
  expect(text).toContain('Waits for you:\n* 12 pages of the last run failed.')
  expect(text).not.toMatch(/Next slot|Last run|\b0 /)
})

test('of several projects each thing that waits names its project', () => {
  const project = {
    id: 'prj_1',
    name: 'Places',
    pages: overview.pages,
    live: 4812,
    nextSlot: null,
    lastRun: null,
  }
  const other = { ...project, id: 'prj_2', name: 'Jobs' }
  const text = describeOverview({ needs: overview.needs, history: [], projects: [project, other] }, 0)
  expect(text).toContain('* Places: 12 pages of the last run failed.')
  expect(describeOverview({ needs: [], history: [], projects: [] }, 0)).toContain('No project yet')
})
