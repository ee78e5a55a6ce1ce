import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { PageSummary } from '../../../../src/api/page.ts'
import type { Project } from '../../../../src/api/project.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { blog, plan, project, session } from '../../test/samples.ts'

const base: PageSummary = {
  rowKey: 'P-1',
  title: 'Café Sonne',
  slug: 'cafe-sonne',
  status: 'new',
  url: null,
  publishedAt: null,
  problems: [],
  state: 'not_published',
  stateAt: null,
  expectedAt: null,
  error: null,
  runId: null,
  down: null,
}
const pages: PageSummary[] = [
  base,
  {
    ...base,
    rowKey: 'P-2',
    title: 'Hotel Post',
    status: 'live',
    state: 'published',
    stateAt: '2026-01-02T08:00:00.000Z',
    url: 'https://acme.test/post/hotel-post',
  },
  { ...base, rowKey: 'P-3', title: 'Museum', state: 'scheduled', stateAt: '2099-03-13T08:00:00.000Z' },
  {
    ...base,
    rowKey: 'P-4',
    title: 'Bakery',
    state: 'error',
    stateAt: '2026-01-02T08:00:00.000Z',
    error: { message: 'Wix refused the slug.', nextStep: 'Correct it.' },
  },
  { ...base, rowKey: 'P-5', title: 'Castle', state: 'in_progress', runId: 'run_9' },
]

function withPages(changes: Partial<Project> = {}) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.projects.get, { ...project, ...changes })
  api.on(routes.destinations.list, { items: [blog] })
  api.on(routes.projects.fields, { fields: [], notes: [], readAt: null })
  api.on(routes.pages.lastCheck, {
    state: 'none',
    checkedAt: null,
    pages: 0,
    checked: 0,
    withErrors: 0,
    groups: [],
    categories: [],
    message: null,
    changedSince: [],
  })
  api.on(routes.pages.counts, ({ query }) => ({
    states: query.get('search')
      ? { not_published: 7 }
      : { not_published: 4812, published: 1, scheduled: 1, error: 1 },
    total: query.get('search') ? 7 : 4815,
    isFilling: false,
  }))
  api.on(routes.pages.list, ({ query }) => ({
    items: pages.filter(({ state }) => [null, String(state)].includes(query.get('state'))),
    nextCursor: null,
    total: query.get('search') ? null : 4812,
  }))
  api.on(routes.plans.create, plan)
  api.on(routes.plans.list, { items: [plan], nextCursor: null, total: null })
  api.on(routes.plans.items, { items: [], nextCursor: null, total: 0 })
  return api
}

const rowOf = async (title: string) => (await screen.findByRole('button', { name: title })).closest('tr')!

describe('the list of pages', () => {
  it('says of each page where it stands: with its date, its address, or why it is not out', async () => {
    renderApp('/projects/prj_1?tab=pages', withPages())
    expect(within(await rowOf('Café Sonne')).getByText('Not published')).toBeTruthy()
    const live = within(await rowOf('Hotel Post')).getByRole('link', { name: 'Published' })
    expect(live.getAttribute('href')).toBe('https://acme.test/post/hotel-post')
    expect((await rowOf('Museum')).textContent).toMatch(/ScheduledFri 13 Mar 2099, \d\d:00/)
    const why = within(await rowOf('Bakery')).getByRole('button', { name: 'Error' })
    why.focus()
    expect((await screen.findByRole('tooltip')).textContent).toBe('Wix refused the slug. Correct it.')
    const run = within(await rowOf('Castle')).getByRole('link', { name: 'In progress' })
    expect(run.getAttribute('href')).toBe('/runs/run_9')
    expect(within(await rowOf('Castle')).queryByRole('button', { name: /Publish/ })).toBeNull()
  })

  it.each(['', '&desc=true', '&sort=date'])('is asked for in one way when it is opened%s', async (order) => {
    const api = withPages()
    renderApp(`/projects/prj_1?tab=pages${order}`, api)
    await rowOf('Café Sonne')
    await screen.findByRole('button', { name: 'All 4,815' })
    expect(new Set(api.callsOf(routes.pages.list).map(({ query }) => String(query))).size).toBe(1)
  })

  it('sorts by a click on a heading, and the other way by another; the address keeps it', async () => {
    const api = withPages()
    const { router } = renderApp('/projects/prj_1?tab=pages', api)
    await rowOf('Café Sonne')
    const heading = screen.getByRole('columnheader', { name: 'Date' })
    expect(heading.getAttribute('aria-sort')).toBe('none')
    await userEvent.click(within(heading).getByRole('button'))
    expect(heading.getAttribute('aria-sort')).toBe('ascending')
    await userEvent.click(within(heading).getByRole('button'))
    expect(heading.getAttribute('aria-sort')).toBe('descending')
    expect(router.state.location.search).toMatchObject({ sort: 'date', desc: true })
    await waitFor(() => {
      const { query } = api.callsOf(routes.pages.list).at(-1)!
      expect([query.get('sort'), query.get('desc')]).toEqual(['date', 'true'])
    })
  })

  it('counts the pages of each state, without a zero, and shows those that are picked', async () => {
    const { router } = renderApp('/projects/prj_1?tab=pages', withPages())
    const states = await screen.findByRole('group', { name: 'Pages by state' })
    await within(states).findByRole('button', { name: 'All 4,815' })
    expect(within(states).queryByRole('button', { name: /Draft/ })).toBeNull()
    await userEvent.click(within(states).getByRole('button', { name: 'Not published 4,812' }))
    expect(router.state.location.search).toMatchObject({ state: 'not_published' })
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Museum' })).toBeNull())
  })

  it('publishes one page, by way of a plan of it', async () => {
    const api = withPages()
    const { router } = renderApp('/projects/prj_1?tab=pages', api)
    await userEvent.click(await screen.findByRole('button', { name: 'Publish Café Sonne' }))
    await waitFor(() => expect(router.state.location.search).toMatchObject({ tab: 'plan' }))
    expect(api.callsOf(routes.plans.create).map((one) => one.body)).toEqual([
      { selection: { rowKeys: ['P-1'] } },
    ])
  })

  it('publishes the ticked pages', async () => {
    const api = withPages()
    renderApp('/projects/prj_1?tab=pages', api)
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Tick P-1' }))
    await userEvent.click(screen.getByRole('checkbox', { name: 'Tick P-3' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Publish 2 pages…' }))
    await waitFor(() =>
      expect(api.callsOf(routes.plans.create).map((one) => one.body)).toEqual([
        { selection: { rowKeys: ['P-1', 'P-3'] } },
      ]),
    )
  })

  it('publishes all that a filter shows, also what is not loaded, and says how many that is', async () => {
    const api = withPages()
    renderApp('/projects/prj_1?state=not_published', api)
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Tick P-1' }))
    await userEvent.click(screen.getByRole('checkbox', { name: 'Tick P-1' }))
    expect(screen.queryByRole('region', { name: 'Chosen pages' })).toBeNull()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Tick all rows shown' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Select all 4,812 that match' }))
    expect(screen.getByText('All 4,812 pages that match')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Publish 4,812 pages…' }))
    await waitFor(() =>
      expect(api.callsOf(routes.plans.create).map((one) => one.body)).toEqual([
        { selection: { filter: { search: '', state: 'not_published' } } },
      ]),
    )
  })

  it('counts what a search finds before all of it is chosen', async () => {
    renderApp('/projects/prj_1?search=place', withPages())
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Tick P-1' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Select all that match' }))
    expect(await screen.findByText('All 7 pages that match')).toBeTruthy()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Tick P-5' }))
    expect(screen.getByText('4 pages ticked')).toBeTruthy()
  })

  function withTakeDown(changes: Partial<Project> = {}) {
    const api = withPages(changes)
    api.on(routes.wayBack.preview, {
      count: 2,
      sample: [
        { rowKey: 'P-2', title: 'Hotel Post', url: null },
        { rowKey: 'P-3', title: 'Gasthof', url: null },
      ],
      hows: [
        { how: 'draft', title: 'Back to drafts', note: 'Address and comments stay.', isFinal: false },
        { how: 'trash', title: 'Into the trash', note: 'Likes are lost.', isFinal: false },
      ],
      warnings: ['1 page has a date in Wix and loses it.'],
    })
    api.on(routes.wayBack.takeDown, plan)
    return api
  }

  it('takes the ticked pages down, once it is said how many there are and what becomes of them', async () => {
    const api = withTakeDown()
    const { router } = renderApp('/projects/prj_1?tab=pages', api)
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Tick P-2' }))
    await userEvent.click(screen.getByRole('checkbox', { name: 'Tick P-3' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Take down…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Take pages down' })
    expect(await within(dialog).findByText(/2 pages leave the site and stay down/)).toBeTruthy()
    expect(within(dialog).getByText('1 page has a date in Wix and loses it.')).toBeTruthy()
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Into the trash' }))
    await userEvent.click(within(dialog).getByRole('button', { name: 'Show the plan' }))
    await waitFor(() => expect(router.state.location.search).toMatchObject({ tab: 'plan' }))
    expect(api.callsOf(routes.wayBack.takeDown).map((one) => one.body)).toEqual([
      { pages: { rowKeys: ['P-2', 'P-3'] }, how: 'trash', redirect: { to: 'none' } },
    ])
  })

  it('asks where the addresses of pages lead that are taken down, and begins with the rule of the project', async () => {
    const api = withTakeDown({ redirects: { moves: true, removals: 'parent', path: null } })
    renderApp('/projects/prj_1?tab=pages', api)
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Tick P-2' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Take down…' }))
    const lead = await screen.findByRole('combobox', { name: 'Their addresses lead' })
    expect(lead).toHaveProperty('value', 'To the nearest page above it')
    await userEvent.click(lead)
    await userEvent.click(await screen.findByRole('option', { name: 'To a page of my choice' }))
    const show = screen.getByRole('button', { name: 'Show the plan' })
    expect(show).toHaveProperty('disabled', true)
    await userEvent.type(screen.getByRole('textbox', { name: 'Page' }), 'blog')
    expect(screen.getByText(/begins with a slash/)).toBeTruthy()
    await userEvent.clear(screen.getByRole('textbox', { name: 'Page' }))
    await userEvent.type(screen.getByRole('textbox', { name: 'Page' }), '/blog')
    await userEvent.dblClick(show)
    await waitFor(() =>
      expect(api.callsOf(routes.wayBack.takeDown).map((one) => one.body)).toEqual([
        { pages: { rowKeys: ['P-2'] }, how: 'draft', redirect: { to: 'page', path: '/blog' } },
      ]),
    )
  })

  it('brings back what was taken down, and says how it came to be so', async () => {
    const api = withPages()
    const down = { how: 'draft' as const, by: 'undo' as const, runId: 'run_1', at: '2026-11-01T10:00:00Z' }
    api.on(routes.pages.list, {
      items: [{ ...base, rowKey: 'P-9', title: 'Alm', state: 'down', down }],
      nextCursor: null,
      total: 1,
    })
    api.on(routes.wayBack.bringBack, plan)
    renderApp('/projects/prj_1?state=down', api)
    expect(await screen.findByText('Undone')).toBeTruthy()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Tick P-9' }))
    expect(screen.queryByRole('button', { name: 'Take down…' })).toBeNull()
    await userEvent.click(await screen.findByRole('button', { name: 'Bring back 1 page…' }))
    await waitFor(() =>
      expect(api.callsOf(routes.wayBack.bringBack).map((one) => one.body)).toEqual([
        { pages: { rowKeys: ['P-9'] } },
      ]),
    )
  })

  it('publishes nothing while a run has the pages, and says so', async () => {
    renderApp('/projects/prj_1?tab=pages', withPages({ activeRunId: 'run_9' }))
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Tick P-1' }))
    expect(await screen.findByRole('button', { name: 'Publish 1 page…' })).toHaveProperty('disabled', true)
    expect(screen.getByText(/A run has the pages of this project/)).toBeTruthy()
  })
})
