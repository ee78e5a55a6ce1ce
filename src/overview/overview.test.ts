import { afterEach, beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import type { PageState } from '../api/page-state.ts'
import type { Database } from '../db/types.ts'
import { fillStates } from '../pages/fill-states.ts'
import { countStates } from '../pages/state-lists.ts'
import { createProjects } from '../projects/projects.ts'
import { listRunItems } from '../runs/run-list.ts'
import { readRunProgress } from '../runs/run-progress.ts'
import { projectUses } from '../uses.ts'
import { createOverviews } from './overview.ts'

describeEachDatabase('an overview', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  async function overviewsOf() {
    const project = (await publishing.projects.find(publishing.projectId))!
    await fillStates(publishing.pages, project)
    return createOverviews({
      database,
      projects: createProjects({ database, uses: projectUses }),
      pages: {
        counts: async (_, id) => {
          const states = await countStates(database, id)
          return { states, total: sum(states), isFilling: false }
        },
      },
    })
  }
  const sum = (states: Partial<Record<PageState, number>>) =>
    Object.values(states).reduce((all, count) => all + count, 0)
  const overview = async () => (await overviewsOf()).project(publishing.workspaceId, publishing.projectId)

  test('of a project that published nothing has its pages, and neither a history nor a plan', async () => {
    publishing = await startPublishing(database, { rows: makeRows(4) })
    expect(await overview()).toEqual({
      pages: { states: { not_published: 4 }, total: 4, isFilling: false },
      live: 0,
      needs: [],
      planned: null,
      nextSlot: null,
      runs: [],
      history: [],
    })
  })

  test('says what is out, what failed with the list of exactly these, and how the run went', async () => {
    publishing = await startPublishing(database, {
      rows: [...makeRows(6), { id: 'row-7', name: '' }],
    })
    await publishing.startWorker()
    const run = await publishing.publish()
    const { pages, live, runs, needs, history, planned } = await overview()
    expect({ live, states: pages.states }).toEqual({ live: 6, states: { published: 6, error: 1 } })
    expect(needs).toMatchObject([
      { kind: 'errors', count: 1, path: `/projects/${publishing.projectId}?tab=pages&state=error` },
    ])
    expect(runs).toMatchObject([{ id: run.id, counts: { accepted: 6 } }])
    const { total } = await listRunItems(database, publishing.workspaceId, run.id, {
      state: 'accepted',
      search: '',
      limit: 1,
    })
    expect(total).toBe(6)
    expect(history.map((point) => point.live)).toEqual([0, 6])
    expect(planned).toMatchObject({ changed: null, since: [] })
    const { points } = await readRunProgress(database, publishing.workspaceId, run.id)
    expect(points.at(-1)?.accepted).toBe(6)
  })

  test('says what changed since the pages were published as the last plan found it, and what changed since that plan', async () => {
    publishing = await startPublishing(database, { rows: makeRows(5) })
    await publishing.startWorker()
    await publishing.publish()
    await publishing.replaceRows([
      ...makeRows(3),
      { id: 'row-4', name: 'New' },
      { id: 'row-5', name: 'Newer' },
    ])
    expect((await overview()).planned).toMatchObject({ changed: null, since: ['data'] })
    const plan = await publishing.plan()
    const { planned, needs } = await overview()
    expect(planned).toMatchObject({ planId: plan.id, changed: { update: 2, move: 0 }, since: [] })
    expect(needs).toMatchObject([{ kind: 'plan_ready', text: 'A plan is ready with 2 pages.' }])
  })

  test('of all projects has the sum of their histories and what each of them needs', async () => {
    publishing = await startPublishing(database, { rows: makeRows(3) })
    await publishing.startWorker()
    await publishing.publish()
    const all = await (await overviewsOf()).all(publishing.workspaceId)
    expect(all.projects).toMatchObject([
      { id: publishing.projectId, live: 3, pages: { states: { published: 3 }, isFilling: false } },
    ])
    expect(all.projects[0]?.lastRun).toMatchObject({ state: 'done', counts: { accepted: 3 } })
    expect(all.history.at(-1)?.live).toBe(3)
    expect(all.needs).toEqual([])
  })
})
