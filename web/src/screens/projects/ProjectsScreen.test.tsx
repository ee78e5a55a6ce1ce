// The list of projects, and that of the runs of one: the frame of all lists, with what is asked of it in the address.
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Project } from '../../../../src/api/project.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { blog, firstSteps, noSample, project, run, session } from '../../test/samples.ts'

const named = (id: string, name: string, changes: Partial<Project> = {}): Project => ({
  ...project,
  id,
  name,
  ...changes,
})
const other = { id: 'con_2', name: 'Beta Shop', kind: 'practice' as const, status: 'active' }
const projects = [
  named('prj_1', 'Tiles', {
    dataset: { id: 'dat_2', name: 'Sizes', rowCount: 100 },
    published: { live: 100, drafts: 0, gone: 0 },
  }),
  named('prj_2', 'Places 10', { connection: other }),
  named('prj_3', 'Places 9', { published: { live: 4, drafts: 0, gone: 0 } }),
]

function withProjects(items = projects) {
  const api = createFakeApi()
  api.on(routes.session.get, { ...session, missingConnection: false })
  api.on(routes.projects.list, { items })
  api.on(routes.destinations.list, { items: [blog] })
  api.on(routes.sample.get, noSample)
  api.on(routes.firstSteps.get, { ...firstSteps, isPutAway: true })
  api.on(routes.overview.all, {
    needs: [],
    history: [],
    projects: [
      {
        id: 'prj_2',
        name: 'Places 10',
        pages: { states: {}, total: 0, isFilling: false },
        live: 0,
        nextSlot: { at: '2099-03-13T08:00:00.000Z', day: '2099-03-13', pages: 25 },
        lastRun: run,
      },
    ],
  })
  return api
}

const titles = async () => {
  const table = await screen.findByRole('table', { name: 'Projects' })
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('link')[0]?.textContent)
}

describe('the list of projects', () => {
  it('says what becomes of a project while one looks at it, and stays where asking fails once', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    onTestFinished(() => void vi.useRealTimers())
    const api = withProjects([named('prj_1', 'Tiles', { activeRunId: 'run_1' })])
    renderApp('/projects', api)
    expect(await titles()).toEqual(['Tiles'])
    const table = screen.getByRole('table', { name: 'Projects' })
    expect(within(table).getByText('Publishing')).toBeTruthy()
    const asked = () => api.callsOf(routes.projects.list).length
    api.fail(routes.projects.list, 500, 'internal', 'Something broke.')
    const before = asked()
    await vi.advanceTimersByTimeAsync(15_000)
    await waitFor(() => expect(asked()).toBeGreaterThan(before))
    api.on(routes.projects.list, { items: [named('prj_1', 'Tiles', { activeRunId: null })] })
    expect(screen.queryByText('The projects could not be loaded')).toBeNull()
    expect(within(table).getByText('Publishing')).toBeTruthy()
    await vi.advanceTimersByTimeAsync(15_000)
    await waitFor(() => expect(within(table).queryByText('Publishing')).toBeNull())
  })

  it('is searched, narrowed and sorted by its address', async () => {
    renderApp('/projects?search=places&sort=name&desc=true', withProjects())
    expect(await titles()).toEqual(['Places 10', 'Places 9'])
    const heading = screen.getByRole('columnheader', { name: 'Name' })
    expect(heading.getAttribute('aria-sort')).toBe('descending')
    expect(screen.getByLabelText<HTMLInputElement>('Search projects').value).toBe('places')
  })

  it('writes into its address what somebody asks for, and goes back to it', async () => {
    const user = userEvent.setup()
    const { router } = renderApp('/projects', withProjects())
    expect(await titles()).toEqual(['Tiles', 'Places 10', 'Places 9'])
    await user.selectOptions(screen.getByLabelText('State'), 'Partly published')
    await waitFor(() => expect(router.state.location.search).toEqual({ stage: 'partly' }))
    expect(await titles()).toEqual(['Places 9'])
    router.history.back()
    await waitFor(async () => expect(await titles()).toHaveLength(3))
    await user.selectOptions(screen.getByLabelText('Site'), 'Beta Shop')
    await waitFor(async () => expect(await titles()).toEqual(['Places 10']))
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    await waitFor(async () => expect(await titles()).toHaveLength(3))
  })

  it('is sorted by what stands beside a project, those without it last', async () => {
    renderApp('/projects?sort=slot', withProjects())
    expect((await titles())[0]).toBe('Places 10')
  })

  it('is walked through by key, and says so when nothing matches', async () => {
    const user = userEvent.setup()
    renderApp('/projects', withProjects())
    await titles()
    await user.keyboard('jj')
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Places 10'))
    await user.keyboard('k')
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Tiles'))
    await user.type(screen.getByLabelText('Search projects'), 'nothing has this')
    expect(await screen.findByText('No project matches')).toBeTruthy()
    expect(screen.getByText('There are 3 projects.')).toBeTruthy()
  })

  it('shows further columns to who chose them', async () => {
    renderApp('/projects?columns=%5B%22name%22%2C%22data%22%5D', withProjects())
    await titles()
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Name',
      'Data',
    ])
  })
})

describe('on a phone', () => {
  const wide = window.matchMedia
  afterEach(() => void vi.stubGlobal('matchMedia', wide))
  const narrow = (query: string) => ({ ...wide(query), matches: query === '(max-width: 600px)' })

  it('each project is a card, and there is a control to sort by', async () => {
    vi.stubGlobal('matchMedia', narrow)
    const user = userEvent.setup()
    const { router } = renderApp('/projects', withProjects())
    expect(await titles()).toEqual(['Tiles', 'Places 10', 'Places 9'])
    expect(screen.getAllByText('Acme Tiles').length).toBeGreaterThan(1)
    await user.selectOptions(screen.getByLabelText('Sort'), 'By name, last first')
    await waitFor(() => expect(router.state.location.search).toEqual({ sort: 'name', desc: true }))
    expect(await titles()).toEqual(['Tiles', 'Places 10', 'Places 9'])
    await user.selectOptions(screen.getByLabelText('Sort'), 'By name')
    await waitFor(async () => expect(await titles()).toEqual(['Places 9', 'Places 10', 'Tiles']))
    await user.selectOptions(screen.getByLabelText('Sort'), 'As it comes')
    await waitFor(() => expect(router.state.location.search).toEqual({}))
  })

  it('runs are turned round by it', async () => {
    vi.stubGlobal('matchMedia', narrow)
    const api = withProjects()
    api.on(routes.runs.list, { items: [run], nextCursor: null, total: null })
    api.on(routes.schedules.list, { items: [] })
    const { router } = renderApp('/runs', api)
    await userEvent.selectOptions(await screen.findByLabelText('Sort'), 'Oldest first')
    await waitFor(() => expect(api.callsOf(routes.runs.list).at(-1)!.query.get('sort')).toBe('oldest'))
    await userEvent.selectOptions(screen.getByLabelText('Sort'), 'Newest first')
    await waitFor(() => expect(router.state.location.search).toEqual({}))
  })
})

describe('the runs of a project', () => {
  function withRuns() {
    const api = withProjects()
    api.on(routes.projects.get, project)
    api.on(routes.schedules.list, { items: [] })
    api.on(routes.runs.list, ({ query }) => ({
      items: query.get('stage') === 'stopped' ? [] : [run],
      nextCursor: null,
      total: null,
    }))
    return api
  }

  it('are asked for as the address says, with what it says of other lists left alone', async () => {
    const api = withRuns()
    const { router } = renderApp('/projects/prj_1?tab=runs&stage=over&sort=oldest&search=ada', api)
    expect(await screen.findByRole('table', { name: 'Runs' })).toBeTruthy()
    const { query } = api.callsOf(routes.runs.list).at(-1)!
    expect(['projectId', 'stage', 'sort', 'search'].map((name) => query.get(name))).toEqual([
      'prj_1',
      'over',
      'oldest',
      'ada',
    ])
    const heading = screen.getByRole('columnheader', { name: 'Started' })
    expect(heading.getAttribute('aria-sort')).toBe('ascending')
    await userEvent.click(within(heading).getByRole('button'))
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ tab: 'runs', stage: 'over', search: 'ada' }),
    )
  })

  it('take an order of the list of pages for none', async () => {
    const api = withRuns()
    renderApp('/projects/prj_1?tab=runs&sort=address', api)
    expect(await screen.findByRole('table', { name: 'Runs' })).toBeTruthy()
    expect(api.callsOf(routes.runs.list).at(-1)!.query.has('sort')).toBe(false)
  })

  it('say that none matches, and where to go while there is none', async () => {
    const api = withRuns()
    const { router } = renderApp('/projects/prj_1?tab=runs&stage=stopped', api)
    expect(await screen.findByText('No run matches')).toBeTruthy()
    api.on(routes.runs.list, { items: [], nextCursor: null, total: null })
    await router.navigate({ to: '/projects/$id', params: { id: 'prj_1' }, search: { tab: 'runs' } })
    expect(await screen.findByText('No run yet')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Go to the plan' }).getAttribute('href')).toContain('tab=plan')
  })
})
