import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { PageCheck, PageSummary } from '../../../src/api/page.ts'
import type { View, ViewInput } from '../../../src/api/view.ts'
import { ApiError, routes } from '../api.ts'
import { createFakeApi } from '../test/fake-api.ts'
import { renderApp } from '../test/render-app.tsx'
import { blog, dataset, project, run, session } from '../test/samples.ts'

function withRows(count: number) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.datasets.get, dataset)
  api.on(routes.datasets.rows, ({ query }) => {
    const all = Array.from({ length: count }, (_, i) => ({
      rowKey: `P-${i + 1}`,
      line: i + 2,
      cells: { code: `P-${i + 1}`, name: `Place ${i + 1}`, country: 'Austria', type: 'town' },
    }))
    const items = all.filter(({ rowKey }) => rowKey.includes(query.get('search') ?? ''))
    return { items, nextCursor: null, total: items.length }
  })
  return api
}

const rowsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    rowKey: `P-${first + i}`,
    line: first + i,
    cells: { code: `P-${first + i}`, name: 'Far away', country: 'Austria', type: 'town' },
  }))

const noCheck: PageCheck = {
  state: 'none',
  checkedAt: null,
  pages: 0,
  checked: 0,
  withErrors: 0,
  groups: [],
  categories: [],
  message: null,
  changedSince: [],
}

type Rows = ReturnType<typeof rowsFrom>

/** A search through 100,000 rows in ten parts. */
function withParts(itemsOf: (part: number, search: string | null) => Rows | Promise<Rows>) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.datasets.get, dataset)
  api.on(routes.datasets.rows, async ({ query }) => {
    const part = Number(query.get('cursor') ?? 0)
    const searched = { rows: 10_000, of: 100_000 }
    return {
      items: await itemsOf(part, query.get('search')),
      nextCursor: part === 9 ? null : String(part + 1),
      total: null,
      searched,
    }
  })
  return api
}

const diskIsFull = new ApiError(500, { code: 'internal_error', message: 'The disk of the server is full.' })

/** Rows of which any part can be asked for by its place. */
function withPlaces(total: number, isFull = () => false) {
  const api = createFakeApi()
  api.on(routes.session.get, session)
  api.on(routes.datasets.get, { ...dataset, rowCount: total })
  api.on(routes.datasets.rows, ({ query }) => {
    if (isFull()) throw diskIsFull
    const from = Number(query.get('offset') ?? query.get('cursor') ?? 0)
    const items = rowsFrom(from + 1, Math.min(100, total - from))
    return { items, nextCursor: from + 100 < total ? String(from + 100) : null, total }
  })
  return api
}

/** Three pages of a project, and views that are stored. */
function withProjectPages() {
  const api = createFakeApi()
  let views: View[] = []
  api.on(routes.session.get, session)
  api.on(routes.projects.get, project)
  api.on(routes.destinations.list, { items: [blog] })
  api.on(routes.projects.fields, { fields: blog.fields, notes: [], readAt: null })
  api.on(routes.pages.lastCheck, noCheck)
  api.on(routes.pages.counts, { states: { not_published: 3 }, total: 3, isFilling: false })
  api.on(routes.pages.list, { items: [1, 2, 3].map(pageOf), nextCursor: null, total: 3 })
  api.on(routes.preferences.update, ({ body }) => {
    const { singleKeys = true } = body as { singleKeys?: boolean }
    return { singleKeys, columns: {} }
  })
  api.on(routes.views.list, () => ({ items: views }))
  api.on(routes.views.save, ({ body }) => {
    const view = { id: 'viw_1', createdAt: '2026-01-02T03:04:05.000Z', ...(body as ViewInput) }
    views = [view]
    return view
  })
  api.on(routes.views.remove, () => {
    views = []
    return undefined
  })
  return api
}

function pageOf(n: number): PageSummary {
  return {
    rowKey: `p-${n}`,
    title: `Page ${n}`,
    slug: `page-${n}`,
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
}

describe('a list', () => {
  it('is gone through with j and k, and opens the next row while one is open', async () => {
    const { router } = renderApp('/data/dat_1', withRows(30))
    const first = await screen.findByRole('button', { name: 'P-1' })
    await userEvent.keyboard('j')
    await waitFor(() => expect(document.activeElement).toBe(first))
    await userEvent.keyboard('j{Enter}')
    await screen.findByRole('complementary', { name: 'P-2' })
    await userEvent.keyboard('j')
    await screen.findByRole('complementary', { name: 'P-3' })
    await userEvent.keyboard('k')
    await screen.findByRole('complementary', { name: 'P-2' })
    expect(router.state.location.search).toMatchObject({ row: 'P-2' })
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'P-2' })).toBeNull())
  })

  it('keeps its search in the address, and says when nothing matches', async () => {
    const { router } = renderApp('/data/dat_1', withRows(30))
    await screen.findByRole('button', { name: 'P-1' })
    await userEvent.keyboard('/')
    await userEvent.keyboard('P-7')
    await waitFor(() => expect(router.state.location.search).toEqual({ search: 'P-7' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'P-1' })).toBeNull())
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search the rows' }), 'xyz')
    expect(await screen.findByText('No row matches')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Clear the search' }))
    expect(await screen.findByRole('button', { name: 'P-1' })).toBeTruthy()
    expect(router.state.location.search).toEqual({})
  })

  it('draws of many rows those in view, and tells how many there are', async () => {
    renderApp('/data/dat_1', withRows(5000))
    await screen.findByRole('button', { name: 'P-1' })
    const table = screen.getByRole('table', { name: 'Rows of Places' })
    expect(within(table).getAllByRole('row').length).toBeLessThan(60)
    expect(table.getAttribute('aria-rowcount')).toBe('5001')
    expect(screen.getByText('5,000 in all')).toBeTruthy()
  })

  it('jumps to its end by key, asking for what is seen there alone, and opens a row of it', async () => {
    const api = withPlaces(100_000)
    const { router } = renderApp('/data/dat_1', api)
    const first = await screen.findByRole('button', { name: 'P-1' })
    const table = screen.getByRole('table', { name: 'Rows of Places' })
    await userEvent.keyboard('j')
    await waitFor(() => expect(document.activeElement).toBe(first))
    await userEvent.keyboard('{End}')
    const last = await screen.findByRole('button', { name: 'P-100000' })
    await waitFor(() => expect(document.activeElement).toBe(last))
    expect(last.closest('tr')?.getAttribute('aria-rowindex')).toBe('100001')
    expect(table.getAttribute('aria-rowcount')).toBe('100001')
    expect(within(table).getAllByRole('row').length).toBeLessThan(60)
    const asked = api.callsOf(routes.datasets.rows).map(({ query }) => query.get('offset'))
    expect(asked.filter((offset) => offset !== null)).toEqual(['99900'])
    await userEvent.keyboard('{Enter}')
    const panel = await screen.findByRole('complementary', { name: 'P-100000' })
    expect(within(panel).getByText('100,000 of 100,000')).toBeTruthy()
    expect(within(panel).getByRole('button', { name: 'Next' })).toHaveProperty('disabled', true)
    await userEvent.click(within(panel).getByRole('button', { name: 'Previous' }))
    const before = await screen.findByRole('complementary', { name: 'P-99999' })
    expect(router.state.location.search).toMatchObject({ row: 'P-99999' })
    // The button that took it there has the focus, so that it can be pressed again.
    await waitFor(() =>
      expect(document.activeElement).toBe(within(before).getByRole('button', { name: 'Previous' })),
    )
    await userEvent.keyboard('n')
    await screen.findByRole('complementary', { name: 'P-100000' })
  })

  it('ticks the row that has the focus, by x and by space, and none where keys are switched off', async () => {
    const api = withProjectPages()
    renderApp('/projects/prj_1?tab=pages', api)
    await screen.findByRole('button', { name: 'Page 1' })
    const box = (key: string) => screen.getByRole('checkbox', { name: `Tick ${key}` })
    await userEvent.keyboard('jx')
    await waitFor(() => expect(box('p-1')).toHaveProperty('checked', true))
    await userEvent.keyboard('j[Space]')
    await waitFor(() => expect(box('p-2')).toHaveProperty('checked', true))
    expect(screen.queryByRole('complementary', { name: 'Page 2' })).toBeNull()
    await userEvent.keyboard('?')
    const dialog = await screen.findByRole('dialog', { name: 'Keys' })
    expect(within(dialog).getByText('Tick the row')).toBeTruthy()
    await userEvent.click(within(dialog).getByRole('checkbox', { name: /Single letters/ }))
    await waitFor(() =>
      expect(api.callsOf(routes.preferences.update)[0]?.body).toEqual({ singleKeys: false }),
    )
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    screen.getByRole('button', { name: 'Page 1' }).focus()
    await userEvent.keyboard('x')
    expect(box('p-1')).toHaveProperty('checked', true)
    await userEvent.keyboard('/')
    expect(document.activeElement?.getAttribute('type')).not.toBe('search')
  })

  it('shows the columns that somebody chose, remembered and in the address, until they are reset', async () => {
    const api = withProjectPages()
    const { router } = renderApp('/projects/prj_1?tab=pages', api)
    await screen.findByRole('button', { name: 'Page 1' })
    const heads = () => screen.getAllByRole('columnheader').map((head) => head.textContent)
    expect(heads()).not.toContain('Last published')
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }))
    await userEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Last published' }))
    await userEvent.click(screen.getByRole('menuitemcheckbox', { name: 'Row' }))
    await waitFor(() => expect(heads()).toContain('Last published'))
    expect(heads()).not.toContain('Row')
    const shown = ['title', 'slug', 'state', 'at', 'published', 'problems']
    expect(router.state.location.search).toMatchObject({ columns: shown })
    expect(api.callsOf(routes.preferences.update).at(-1)?.body).toEqual({
      columns: { list: 'pages:prj_1', shown },
    })
    await userEvent.click(screen.getByRole('menuitem', { name: 'As it comes' }))
    await waitFor(() => expect(heads()).toContain('Row'))
    expect(router.state.location.search).toEqual({ tab: 'pages' })
  })

  it('comes with the columns chosen before, unless its address says others', async () => {
    const api = withProjectPages()
    const preferences = { singleKeys: true, columns: { 'pages:prj_1': ['title', 'url'] } }
    api.on(routes.session.get, { ...session, preferences })
    const { router } = renderApp('/projects/prj_1?tab=pages', api)
    expect(await screen.findByRole('columnheader', { name: 'On the site' })).toBeTruthy()
    expect(screen.queryByRole('columnheader', { name: /State/ })).toBeNull()
    await router.navigate({ to: '.', search: { tab: 'pages', columns: ['title', 'state'] } as never })
    expect(await screen.findByRole('columnheader', { name: /State/ })).toBeTruthy()
    expect(screen.queryByRole('columnheader', { name: 'On the site' })).toBeNull()
  })

  it('is kept under a name with its filters, order and columns, and shown so again', async () => {
    const api = withProjectPages()
    const search = { state: 'error', sort: 'date', desc: true, columns: ['title', 'state'] }
    const { router } = renderApp(
      '/projects/prj_1?tab=pages&state=error&sort=date&desc=true&columns=["title","state"]&row=p-1',
      api,
    )
    await userEvent.click(await screen.findByRole('button', { name: 'Views' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Save this view…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Save this view' })
    await userEvent.type(within(dialog).getByLabelText('Name'), 'Broken{Enter}')
    await waitFor(() => expect(api.callsOf(routes.views.save)).toHaveLength(1))
    expect(api.callsOf(routes.views.save)[0]?.body).toEqual({ list: 'pages:prj_1', name: 'Broken', search })
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

    await router.navigate({ to: '.', search: { tab: 'pages', search: 'x' } as never })
    await userEvent.click(screen.getByRole('button', { name: 'Views' }))
    await userEvent.click(await screen.findByRole('menuitemradio', { name: 'Broken' }))
    await waitFor(() => expect(router.state.location.search).toEqual({ tab: 'pages', ...search }))
    await userEvent.click(screen.getByRole('button', { name: 'Views' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete “Broken”' }))
    await waitFor(() => expect(api.callsOf(routes.views.remove)).toHaveLength(1))
  })

  it('goes on through parts in which nothing was found, says how far it is, and stops with a screenful', async () => {
    const fourth = Promise.withResolvers<void>()
    let asked = 0
    const api = withParts(async (part) => {
      asked += 1
      if (part === 3) await fourth.promise
      return part < 3 ? [] : rowsFrom(part * 1000, 100)
    })
    renderApp('/data/dat_1?search=far', api)
    expect(await screen.findByText('Searched 30,000 of 100,000')).toBeTruthy()
    expect(screen.getByText('0 so far')).toBeTruthy()
    expect(screen.queryByText('No row matches')).toBeNull()
    fourth.resolve()
    await screen.findByRole('button', { name: 'P-3000' })
    expect(screen.getByText('100 so far')).toBeTruthy()
    expect(screen.getByText('Searched 40,000 of 100,000')).toBeTruthy()
    expect(asked).toBe(4)
  })

  it('stays as it is while a search that has found nothing yet is changed', async () => {
    const never = new Promise<never>(() => undefined)
    const api = withParts((part, search) => (part === 0 && search === 'fa' ? [] : never))
    renderApp('/data/dat_1?search=fa', api)
    await screen.findByText('Searched 10,000 of 100,000')
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search the rows' }), 'r')
    const searches = () => api.callsOf(routes.datasets.rows).map(({ query }) => query.get('search'))
    await waitFor(() => expect(searches()).toContain('far'))
    expect(screen.queryByText('No row matches')).toBeNull()
    expect(screen.getByText('Searched 10,000 of 100,000')).toBeTruthy()
  })

  it('says why the rows that were jumped to are missing, and asks for them again', async () => {
    let isFull = false
    const api = withPlaces(100_000, () => isFull)
    renderApp('/data/dat_1', api)
    const first = await screen.findByRole('button', { name: 'P-1' })
    await userEvent.keyboard('j')
    await waitFor(() => expect(document.activeElement).toBe(first))
    isFull = true
    await userEvent.keyboard('{End}')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Some rows could not be loaded')
    expect(alert.textContent).toContain('The disk of the server is full.')
    expect(screen.getAllByText('Not loaded').length).toBeGreaterThan(5)
    isFull = false
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('button', { name: 'P-100000' })).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.queryByText('Not loaded')).toBeNull()
  })

  it('asks once for a next part that fails, says why, and goes on when it is told to', async () => {
    let isFull = true
    const api = withParts((part) => {
      if (part === 1 && isFull) throw diskIsFull
      return part === 0 ? rowsFrom(1, 5) : rowsFrom(part * 1000, 100)
    })
    renderApp('/data/dat_1?search=far', api)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The disk of the server is full.')
    expect(screen.getByRole('button', { name: 'P-5' })).toBeTruthy()
    const asked = () => api.callsOf(routes.datasets.rows).length
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(asked()).toBe(2)
    isFull = false
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('button', { name: 'P-1000' })).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(asked()).toBe(3)
  })

  it('says that nothing matches only when all rows have been looked at', async () => {
    const api = withParts(() => [])
    renderApp('/data/dat_1?search=nowhere', api)
    expect(await screen.findByText('No row matches')).toBeTruthy()
    expect(api.callsOf(routes.datasets.rows).map(({ query }) => query.get('cursor'))).toEqual([
      null,
      ...Array.from({ length: 9 }, (_, part) => String(part + 1)),
    ])
  })

  it('asks the server by its filters, which an address may bring along', async () => {
    const api = createFakeApi()
    api.on(routes.session.get, session)
    api.on(routes.runs.get, run)
    api.on(routes.runs.items, { items: [], nextCursor: null, total: 0 })
    api.on(routes.projects.get, project)
    const { router } = renderApp('/runs/run_1?state=rejected', api)
    expect(await screen.findByText('No page matches these filters')).toBeTruthy()
    const state = screen.getByRole('combobox', { name: 'State' })
    expect(state).toHaveProperty('value', 'rejected')
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'In Wix' }), 'different')
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ state: 'rejected', verification: 'different' }),
    )
    await waitFor(() =>
      expect(api.callsOf(routes.runs.items).map(({ query }) => query.get('verification'))).toContain(
        'different',
      ),
    )
    await userEvent.click(screen.getAllByRole('button', { name: 'Clear filters' })[0]!)
    await waitFor(() => expect(router.state.location.search).toEqual({}))
  })
})
