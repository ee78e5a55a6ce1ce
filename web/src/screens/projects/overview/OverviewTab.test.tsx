import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { ProjectOverview } from '../../../../../src/api/overview.ts'
import type { PageCheck } from '../../../../../src/api/page.ts'
import { routes } from '../../../api.ts'
import { createFakeApi } from '../../../test/fake-api.ts'
import { renderApp } from '../../../test/render-app.tsx'
import { blog, project, run, session } from '../../../test/samples.ts'

const overview: ProjectOverview = {
  pages: { states: { published: 4812, scheduled: 300, error: 3 }, total: 5115, isFilling: false },
  live: 4812,
  needs: [
    {
      kind: 'conflicts',
      severity: 'warning',
      projectId: 'prj_1',
      projectName: 'Places',
      text: '3 pages were changed here and in Wix.',
      message: null,
      count: 3,
      action: 'Decide',
      path: '/projects/prj_1?tab=plan&action=conflict',
    },
  ],
  planned: {
    planId: 'plan_1',
    madeAt: '2026-01-02T08:00:00.000Z',
    changed: { update: 40, move: 0 },
    since: ['data'],
  },
  nextSlot: { at: '2099-03-13T08:00:00.000Z', day: '2099-03-13', pages: 25 },
  runs: [{ ...run, state: 'done' }],
  history: [
    { at: '2026-01-01T08:00:00.000Z', live: 0 },
    { at: '2026-01-02T08:00:00.000Z', live: 4000 },
    { at: '2026-01-03T08:00:00.000Z', live: 4812 },
  ],
}
const check: PageCheck = {
  state: 'done',
  checkedAt: '2026-01-02T08:00:00.000Z',
  pages: 5115,
  checked: 5115,
  withErrors: 3,
  groups: [
    { code: 'short', severity: 'warning', title: 'Short texts', count: 120, sampleRowKeys: [] },
    { code: 'slug', severity: 'error', title: 'No address', count: 3, sampleRowKeys: [] },
  ],
  categories: [
    { name: 'Europe', pages: 12 },
    { name: 'Europe > Germany', pages: 7 },
  ],
  message: null,
  changedSince: [],
}

function withOverview(changes: Partial<ProjectOverview> = {}, found: PageCheck = check) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.projects.get, project)
  api.on(routes.destinations.list, { items: [blog] })
  api.on(routes.overview.project, { ...overview, ...changes })
  api.on(routes.pages.lastCheck, found)
  return api
}
const hrefOf = async (name: string | RegExp) =>
  decodeURIComponent((await screen.findByRole('link', { name })).getAttribute('href') ?? '')

describe('the overview of a project', () => {
  it('is what its address shows first, and every number leads to its list', async () => {
    renderApp('/projects/prj_1', withOverview())
    expect(await hrefOf('5,115 pages')).toBe('/projects/prj_1?tab=pages')
    expect(await hrefOf(/^4,812\s*Published/)).toBe('/projects/prj_1?tab=pages&state=published')
    expect(await hrefOf(/^300\s*Scheduled/)).toBe('/projects/prj_1?tab=pages&state=scheduled')
    expect(await hrefOf('Decide')).toBe('/projects/prj_1?tab=plan&action=conflict')
    expect(await hrefOf('25 pages')).toContain('tab=schedule&at=2099-03-13&day=2099-03-13&slot=')
    expect(await hrefOf('40 pages')).toBe('/projects/prj_1?tab=plan&action=update')
    expect(await hrefOf('7 failed')).toBe('/runs/run_1?state=rejected')
    expect(await hrefOf('40 of 100')).toBe('/runs/run_1?state=accepted')
    expect(await hrefOf(/Short texts\s*120/)).toBe('/projects/prj_1?tab=pages&problem=short')
    expect(screen.queryByText(/held back/)).toBeNull()
  })

  it('has what blocks publishing before what only warns, whatever the counts', async () => {
    renderApp('/projects/prj_1', withOverview())
    const checks = await screen.findByRole('region', { name: 'Checks by rule' })
    expect(
      within(checks)
        .getAllByRole('listitem')
        .map((one) => one.textContent),
    ).toEqual([expect.stringContaining('No address'), expect.stringContaining('Short texts')])
  })

  it('says once that what the check has found could not be loaded', async () => {
    const api = withOverview()
    api.fail(routes.pages.lastCheck, 500, 'internal', 'The check could not be read.')
    renderApp('/projects/prj_1', api)
    expect(await screen.findByText('The check could not be read.')).toBeTruthy()
    expect(screen.getAllByText('What the last check found could not be loaded')).toHaveLength(1)
  })

  it('shows pages by category as a tree, each branch the way to its pages', async () => {
    renderApp('/projects/prj_1', withOverview())
    expect(await hrefOf(/^Europe\s*12/)).toBe('/projects/prj_1?tab=pages&category=Europe')
    expect(screen.queryByRole('link', { name: /^Germany/ })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'What is below Europe' }))
    expect(await hrefOf(/^Germany\s*7/)).toMatch(/category=Europe[+ ]>[+ ]Germany$/)
  })

  it('shows its picture as a table to who wants the numbers', async () => {
    renderApp('/projects/prj_1', withOverview())
    const chart = await screen.findByRole('figure', { name: 'Pages live over time' })
    expect(within(chart).getByText(/^From 0 to 4,812,/)).toBeTruthy()
    await userEvent.click(within(chart).getByRole('button', { name: 'Show as table' }))
    const table = within(chart).getByRole('table', { name: 'Pages live over time' })
    expect(within(table).getAllByRole('row').at(-1)?.textContent).toContain('4,812')
  })

  it('draws no picture of the first hour, and says why', async () => {
    const history = [
      { at: '2026-01-01T08:00:00.000Z', live: 0 },
      { at: '2026-01-01T08:20:00.000Z', live: 1 },
    ]
    renderApp('/projects/prj_1', withOverview({ history }))
    const live = await screen.findByRole('region', { name: 'Pages live' })
    expect(live.textContent).toContain('1 page went live within the last two hours.')
    expect(within(live).queryByRole('figure')).toBeNull()
  })

  it('says nothing of what is not there', async () => {
    const quiet = { needs: [], planned: null, nextSlot: null, runs: [], history: [] }
    const none: PageCheck = { ...check, state: 'none', groups: [], categories: [], checkedAt: null }
    renderApp(
      '/projects/prj_1',
      withOverview({ ...quiet, pages: { states: { not_published: 9 }, total: 9, isFilling: false } }, none),
    )
    expect(await screen.findByText('Nothing is published yet')).toBeTruthy()
    expect(screen.queryByText('Waits for you')).toBeNull()
    expect(screen.queryByText('What comes next')).toBeNull()
    expect(screen.queryByRole('figure')).toBeNull()
    expect(screen.queryByText('Checks by rule')).toBeNull()
  })

  it('gives way to the list of pages at an address from before there was one, and stays there', async () => {
    const api = withOverview()
    api.on(routes.projects.fields, { fields: [], notes: [], readAt: null })
    api.on(routes.pages.counts, overview.pages)
    api.on(routes.pages.list, { items: [], nextCursor: null, total: 0 })
    const { router } = renderApp('/projects/prj_1?state=error', api)
    await userEvent.click(await screen.findByRole('button', { name: /^All/ }))
    await waitFor(() => expect(router.state.location.search).toEqual({ tab: 'pages' }))
    expect(screen.getByRole('button', { name: /^All/ })).toBeTruthy()
  })
})
