import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { connection, dataset, project, run, session } from '../../test/samples.ts'

function workspace() {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.projects.list, { items: [project] })
  api.on(routes.destinations.list, { items: [] })
  api.on(routes.datasets.list, { items: [dataset] })
  api.on(routes.datasets.get, dataset)
  api.on(routes.sources.list, { items: [] })
  api.on(routes.datasets.rows, { items: [], nextCursor: null, total: 0 })
  api.on(routes.templates.list, { items: [] })
  api.on(routes.connections.list, { items: [connection] })
  api.on(routes.runs.list, { items: [run], nextCursor: null, total: null })
  api.on(routes.notices.list, { items: [], nextCursor: null, total: 0 })
  api.on(routes.pages.list, ({ query }) => ({
    items: query.get('search')?.includes('vie') ? [page] : [],
    nextCursor: null,
    total: null,
  }))
  return api
}

const page = {
  rowKey: 'at-9',
  title: 'Vienna',
  slug: 'vienna',
  status: 'new' as const,
  url: null,
  publishedAt: null,
  problems: [],
  state: 'not_published' as const,
  stateAt: null,
  expectedAt: null,
  error: null,
  runId: null,
  down: null,
}

const open = async () => {
  await userEvent.keyboard('{Control>}k{/Control}')
  return screen.findByRole('combobox', { name: 'Find anything' })
}
const chosen = () => {
  const id = screen.getByRole('combobox', { name: 'Find anything' }).getAttribute('aria-activedescendant')
  return document.getElementById(id ?? '')?.textContent
}

beforeEach(() => localStorage.clear())

describe('the command palette', () => {
  it('opens by key, goes to a place by name, and comes with it first the next time', async () => {
    const { router } = renderApp('/data', workspace())
    await screen.findByRole('heading', { name: 'Data' })
    await userEvent.type(await open(), 'audi{Enter}')
    await waitFor(() => expect(router.state.location.href).toBe('/settings?tab=audit'))
    await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Find anything' })).toBeNull())
    await open()
    const recent = screen.getByRole('group', { name: 'Recent' })
    expect(within(recent).getByRole('option', { name: 'Settings: Audit log' })).toBeTruthy()
    expect(chosen()).toBe('Settings: Audit log')
  })

  it('is gone through by arrows, round the end, and closes by Escape with the focus where it was', async () => {
    renderApp('/data', workspace())
    const link = await screen.findByRole('link', { name: 'Connect a table' })
    link.focus()
    await userEvent.type(await open(), 'data')
    const names = () => screen.getAllByRole('option').map((option) => option.textContent)
    // What the server finds comes last, and a moment later.
    await screen.findByRole('group', { name: 'Pages' })
    expect(names().length).toBeGreaterThan(1)
    expect(chosen()).toBe(names()[0])
    await userEvent.keyboard('{ArrowDown}')
    expect(chosen()).toBe(names()[1])
    await userEvent.keyboard('{ArrowUp}{ArrowUp}')
    expect(chosen()).toBe(names().at(-1))
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(document.activeElement).toBe(link))
  })

  it('finds things by their names', async () => {
    const { router } = renderApp('/data', workspace())
    await screen.findByRole('heading', { name: 'Data' })
    const field = await open()
    await userEvent.type(field, project.name.slice(0, 4))
    const group = await screen.findByRole('group', { name: 'Projects' })
    await userEvent.click(within(group).getByRole('option', { name: project.name }))
    await waitFor(() => expect(router.state.location.pathname).toBe(`/projects/${project.id}`))
  })

  it('finds pages of the project through the server, by the text of their rows', async () => {
    const api = workspace()
    const { router } = renderApp('/data', api)
    await screen.findByRole('heading', { name: 'Data' })
    await userEvent.type(await open(), 'vie')
    const group = await screen.findByRole('group', { name: 'Pages' })
    expect(await within(group).findByRole('option', { name: /Vienna/ })).toBeTruthy()
    await userEvent.click(within(group).getByRole('option', { name: /Vienna/ }))
    await waitFor(() => expect(router.state.location.search).toMatchObject({ tab: 'pages', row: 'at-9' }))
  })

  it('does what the screen offers, whatever that is', async () => {
    const { router } = renderApp('/data/dat_1', workspace())
    await screen.findByRole('link', { name: 'Import again' })
    await userEvent.type(await open(), 'import ag')
    const group = await screen.findByRole('group', { name: 'On this screen' })
    expect(within(group).getAllByRole('option')).toHaveLength(1)
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(router.state.location.pathname).toBe('/data/import'))
  })

  it('says so when nothing is called like that', async () => {
    renderApp('/data', workspace())
    await screen.findByRole('heading', { name: 'Data' })
    await userEvent.type(await open(), 'q')
    await userEvent.type(screen.getByRole('combobox', { name: 'Find anything' }), 'qqq')
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Go to' })).toBeNull())
  })
})
